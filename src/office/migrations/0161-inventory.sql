-- What a case holds, counted, and one digest over all of it: what was transferred is still whole as long as the digest is the same.
create function archive.inventory(p_case uuid) returns table (contents jsonb, digest bytea)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('entries', e.n, 'answers', d.n, 'texts', t.n, 'documents', o.n, 'evidence', v.n, 'contacts', k.n, 'subjects', s.n),
    sha256(e.b || sha256(d.b) || sha256(t.b) || sha256(o.b) || sha256(v.b) || sha256(k.b) || sha256(s.b))
  from (select count(*)::int n, coalesce(string_agg(x.digest, ''::bytea order by x.seq), '') b from casework.entry x where x.case_id = p_case) e
  cross join (select count(*)::int n, coalesce(string_agg(sha256(x.sealed), ''::bytea order by x.version), '') b from casework.data x where x.case_id = p_case) d
  cross join (select count(*)::int n, coalesce(string_agg(x.sha256, ''::bytea order by x.name, x.version), '') b from casework.text x where x.case_id = p_case) t
  cross join (select count(*)::int n, coalesce(string_agg(x.sha256, ''::bytea order by x.no), '') b from casework.document x where x.case_id = p_case) o
  cross join (select count(*)::int n, coalesce(string_agg(sha256(x.sealed), ''::bytea order by x.no), '') b from casework.evidence x where x.case_id = p_case) v
  cross join (select count(*)::int n, coalesce(string_agg(sha256(convert_to(x.contact::text, 'UTF8')), ''::bytea order by x.contact), '') b
    from casework.contact_case x where x.case_id = p_case) k
  cross join (select count(*)::int n, coalesce(string_agg(sha256(convert_to(x.about::text || x.kind, 'UTF8')), ''::bytea order by x.about, x.kind), '') b
    from casework.subject x where x.case_id = p_case) s
$$;

-- A list on which nothing would stand is taken back in the transaction that made it.
grant delete on archive.list to errand_commit;

-- What casework.destroy writes.
grant insert on ledger.tombstone to errand_commit;

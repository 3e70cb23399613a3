-- What was decided to be destroyed, who approved it, and what was destroyed by it: the audit takes a missing key for lawful only where all
-- of this is on record. It is kept with every backup of the keys as well, so that no older backup brings back what is gone.

-- An act: these cases are to be destroyed. The digest is over their ids in order, a line each.
create table ledger.act (
  id uuid primary key,
  reason text not null,
  cases uuid[] not null,
  digest bytea not null,
  at timestamptz(3) not null,
  check (digest = sha256(convert_to(array_to_string(cases, E'\n'), 'UTF8')))
);
-- Who approved it, in which post. `counts`: the persons that the one who signed counts as (himself, and whoever he acted for).
create table ledger.approval (
  act uuid not null references ledger.act,
  post text not null,
  officer text not null,
  counts text[] not null check (officer = any(counts)),
  digest bytea not null,
  at timestamptz(3) not null,
  primary key (act, post)
);
alter table ledger.tombstone add column act uuid references ledger.act;

-- True where the case's destruction was approved, as a whole list that names it, by two persons of different posts.
create function ledger.authorised(p_case uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from ledger.tombstone t
    join ledger.act a on a.id = t.act
    join ledger.approval f on f.act = a.id and f.officer = t.first
    join ledger.approval s on s.act = a.id and s.officer = t.second
    where t.case_id = p_case and t.case_id = any(a.cases)
      and a.digest = sha256(convert_to(array_to_string(a.cases, E'\n'), 'UTF8')) and f.digest = a.digest and s.digest = a.digest
      and f.post <> s.post and not f.counts && s.counts and f.at <= t.at and s.at <= t.at)
$$;

grant select on ledger.act, ledger.approval to errand_app, errand_jobs, errand_commit;
grant insert on ledger.act, ledger.approval to errand_commit;

-- Destruction: the one way in which a case's key goes. What was sealed under it goes with it; the case's row, its tasks, its facts and the
-- commitments of its entries stay, so that figures and the log hold.

grant delete on keyring.case_key, casework.draft to errand_commit;
grant select on casework.draft to errand_commit;
grant update (sealed) on casework.data, casework.evidence, casework.document, casework.text, casework.entry to errand_commit;

-- Destroys one case by an act on which two approvals are on record (ledger.authorised); called only by rooms that look after what is due.
--   p_entry: {seq, command, at, events, request, digest}, bytes in base64: the last entry of the case, with a nonce that everybody knows.
-- Answers: done | repeat (it was destroyed before) | stale (the case changed meanwhile, or has not ended).
create function casework.destroy(p_case uuid, p_act uuid, p_entry jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_seq int := (p_entry->>'seq')::int;
  v_at timestamptz := (p_entry->>'at')::timestamptz;
begin
  perform from casework.case c where c.id = p_case for update;
  if exists (select from ledger.tombstone t where t.case_id = p_case) then
    return 'repeat';
  end if;
  update casework.case c set version = v_seq, fingerprint = null where c.id = p_case and c.version = v_seq - 1 and c.status = 'ended';
  if not found then
    return 'stale';
  end if;
  insert into ledger.tombstone (case_id, reason, first, second, at, act)
    select p_case, a.reason, f.officer, s.officer, v_at, a.id
    from ledger.act a
    join ledger.approval f on f.act = a.id
    join ledger.approval s on s.act = a.id and (s.at, s.post) > (f.at, f.post)
    where a.id = p_act;
  if not coalesce(ledger.authorised(p_case), false) then
    raise exception 'case % is destroyed by nobody: two approvals by two persons of different posts are not on record', p_case
      using errcode = 'insufficient_privilege';
  end if;
  insert into casework.entry values (p_case, v_seq, (p_entry->>'command')::uuid, v_at, 'system', 'destroyed', p_entry->'events',
    decode(p_entry->>'request', 'base64'), decode(p_entry->>'digest', 'base64'), '');
  insert into ledger.pending (case_id, seq, commitment, at) values (p_case, v_seq, decode(p_entry->>'digest', 'base64'), v_at);
  delete from keyring.case_key k where k.case_id = p_case;
  -- Without its key none of this opens. It goes all the same: an older backup of the keys finds nothing here to open.
  update casework.data d set sealed = '' where d.case_id = p_case;
  update casework.evidence e set sealed = '' where e.case_id = p_case;
  update casework.document d set sealed = '' where d.case_id = p_case;
  update casework.text t set sealed = '' where t.case_id = p_case;
  update casework.entry e set sealed = '' where e.case_id = p_case;
  delete from casework.draft d where d.submitted = p_case;
  return 'done';
end $$;

grant create on schema casework to errand_commit;
alter function casework.destroy owner to errand_commit;
revoke create on schema casework from errand_commit;
revoke all on function casework.destroy from public;

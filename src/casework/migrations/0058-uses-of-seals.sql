-- What a command applies seals to is written into the register of their uses with it.

-- One command: everything or nothing, in one round trip.
--   p_case: the case row (columns by name); p_tasks: changed task rows; p_entry: {seq, command, at, actor, type, events,
--   request, digest, sealed, commitment} with bytes in base64; p_more: {key, agency_key?, data, evidence[], documents[], instruments[],
--   records[], agreements[], texts[], subjects[], seals[], numbers[]};
--   p_jobs: as jobs.add_all takes them.
-- Answers: done | repeat (with the sealed entry of the first time) | conflict (same command id, another request) | stale.
create or replace function casework.commit(p_id uuid, p_expected int, p_case jsonb, p_tasks jsonb, p_entry jsonb, p_more jsonb, p_jobs jsonb)
returns table (outcome text, version int, at timestamptz, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_command uuid := (p_entry->>'command')::uuid;
  v_request bytea := decode(p_entry->>'request', 'base64');
  v_seq int := (p_entry->>'seq')::int;
  v_at timestamptz := (p_entry->>'at')::timestamptz;
  v_first record;
  v_wanted record;
  v_n int;
begin
  select e.seq, e.at, e.request, e.sealed into v_first from casework.entry e where e.case_id = p_id and e.command = v_command;
  if found then
    return query select case when v_first.request = v_request then 'repeat' else 'conflict' end, v_first.seq, v_first.at, v_first.sealed;
    return;
  end if;
  if p_expected = 0 then
    insert into casework.case select * from jsonb_populate_record(null::casework.case, p_case);
    insert into keyring.case_key values (p_id, p_case->>'agency', decode(p_more->>'key', 'base64'));
  else
    update casework.case c set
      pack_hash = n.pack_hash, version = n.version, status = n.status, "end" = n."end", stage = n.stage, round = n.round, run = n.run,
      facts = n.facts, ended_at = n.ended_at, due_at = n.due_at, warn_at = n.warn_at, provisional = n.provisional,
      calendar_version = n.calendar_version
    from jsonb_populate_record(null::casework.case, p_case) n
    where c.id = p_id and c.version = p_expected;
    if not found then
      return query select 'stale', null::int, null::timestamptz, null::bytea;
      return;
    end if;
  end if;
  insert into casework.task as t select * from jsonb_populate_recordset(null::casework.task, p_tasks)
    on conflict (case_id, no) do update set
      stage = excluded.stage, key = excluded.key, status = excluded.status, carried = excluded.carried, post = excluded.post, officer = excluded.officer,
      outcome = excluded.outcome, opened_at = excluded.opened_at, done_at = case when excluded.status = 'done' then coalesce(t.done_at, excluded.done_at) end, due_at = excluded.due_at, late_at = excluded.late_at;
  insert into casework.entry values (p_id, v_seq, v_command, v_at, p_entry->>'actor', p_entry->>'type', p_entry->'events',
    v_request, decode(p_entry->>'digest', 'base64'), decode(p_entry->>'sealed', 'base64'));
  insert into ledger.pending (case_id, seq, commitment, at) values (p_id, v_seq, decode(p_entry->>'digest', 'base64'), v_at);
  if p_more ? 'data' then
    insert into casework.data values (p_id, v_seq, p_more->'data'->>'form_hash', decode(p_more->'data'->>'sealed', 'base64'));
  end if;
  if p_more ? 'evidence' then
    insert into casework.evidence select p_id, e.no, e.requirement, e.source, e.register, e.request, e.objection, e.fetched_at, decode(e.sealed, 'base64')
    from jsonb_to_recordset(p_more->'evidence') as e(no int, requirement text, source text, register text, request uuid, objection boolean, fetched_at timestamptz, sealed text);
  end if;
  if p_more ? 'documents' then
    insert into casework.document
    select p_id, (select coalesce(max(o.no), 0) from casework.document o where o.case_id = p_id) + d.place, d.task, d.kind, d.name, d.number,
      decode(d.sha256, 'base64'), d.size, d.file, decode(d.sealed, 'base64'), v_at, d.classification, d.retention
    from rows from (jsonb_to_recordset(p_more->'documents')
      as (task int, kind text, name text, number text, sha256 text, size int, file uuid, sealed text, classification text, retention text))
      with ordinality as d(task, kind, name, number, sha256, size, file, sealed, classification, retention, place);
  end if;
  if p_more ? 'instruments' then
    perform licence.issue(i) from jsonb_array_elements(p_more->'instruments') i;
  end if;
  if p_more ? 'records' then
    perform registry.enter(p_more->'records', p_id, v_at);
  end if;
  if p_more ? 'agreements' then
    perform exchange.agree(p_more->'agreements', p_id, v_at);
  end if;
  if p_more ? 'texts' then
    insert into casework.text select p_id, t.name, t.version, t.base, t.officer, v_at, decode(t.sha256, 'base64'), t.size, decode(t.sealed, 'base64')
    from jsonb_to_recordset(p_more->'texts') as t(name text, version int, base int, officer text, sha256 text, size int, sealed text);
  end if;
  if p_more ? 'subjects' then
    insert into casework.subject select p_id, s.about, s.kind
    from jsonb_to_recordset(p_more->'subjects') as s(about uuid, kind text) on conflict do nothing;
  end if;
  if p_more ? 'seals' then
    perform office.use_seals(p_more->'seals', p_id, v_at);
  end if;
  -- Last, so that the counter is held for as short as may be: whoever waits for the next number waits for this commit.
  if p_more ? 'numbers' then
    for v_wanted in select * from jsonb_to_recordset(p_more->'numbers') as n(task int, organ text, word text, year int) loop
      insert into casework.register as r values (v_wanted.organ, v_wanted.word, v_wanted.year, 1)
        on conflict (organ, word, year) do update set last = r.last + 1 returning r.last into v_n;
      insert into casework.number (case_id, task, organ, word, year, n, taken_at)
        values (p_id, v_wanted.task, v_wanted.organ, v_wanted.word, v_wanted.year, v_n, v_at);
    end loop;
  end if;
  if jsonb_array_length(p_jobs) > 0 then
    perform jobs.add_all(p_jobs);
  end if;
  return query select 'done', v_seq, v_at, null::bytea;
end $$;

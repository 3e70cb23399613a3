-- Cases, their tasks and their history. The application may read these tables and call casework.commit;
-- it has no right to insert, update or delete here: there is no change without its entry, and no entry
-- without its change. Every per-case table leads with case_id, so that it can be distributed by it.

create schema keyring;
create schema casework;
grant usage on schema keyring, casework to errand_app, errand_jobs, errand_commit;

-- Keys live apart from the data and are backed up apart from it.
create table keyring.agency_key (
  agency text primary key,
  wrapped bytea not null,
  made_at timestamptz not null default now()
);
create table keyring.case_key (
  case_id uuid primary key,
  agency text not null,
  wrapped bytea not null
);

create table casework.case (
  id uuid primary key,
  number text not null unique,
  pack text not null,
  pack_hash bytea not null,
  agency text not null,
  version int not null,
  status text not null check (status in ('running', 'ended')),
  "end" text,
  stage text not null,
  round int not null,
  run jsonb not null,
  facts jsonb not null,
  party_blind bytea,
  agent_blind bytea,
  fingerprint bytea,
  parent uuid,
  parent_task int,
  channel text not null,
  language text not null,
  opened_at timestamptz(3) not null,
  ended_at timestamptz(3),
  due_at timestamptz,
  warn_at timestamptz,
  provisional boolean not null default false,
  calendar_version text not null
);
create index case_party on casework.case (party_blind, opened_at desc, id desc);
create index case_agent on casework.case (agent_blind, opened_at desc, id desc) where agent_blind is not null;
create index case_fingerprint on casework.case (fingerprint) where fingerprint is not null;
create index case_due on casework.case (due_at) where status = 'running';
create index case_warn on casework.case (warn_at) where status = 'running';
create index case_agency on casework.case (agency, opened_at desc, id desc);
create index case_parent on casework.case (parent) where parent is not null;

create table casework.task (
  case_id uuid not null,
  no int not null,
  stage text not null,
  round int not null,
  key text not null,
  item text,
  extra boolean not null,
  carried boolean not null,
  status text not null check (status in ('waiting', 'open', 'taken', 'done', 'void')),
  post text not null,
  officer text,
  outcome text,
  opened_at timestamptz(3),
  done_at timestamptz(3),
  due_at timestamptz not null default 'infinity',
  late_at timestamptz,
  primary key (case_id, no)
);
create index task_post on casework.task (post, due_at, case_id, no) where status in ('open', 'taken');
create index task_officer on casework.task (officer, due_at, case_id, no) where status = 'taken';
create index task_late on casework.task (late_at) where status in ('open', 'taken') and late_at is not null;
-- Which agencies had a hand in a case: who may see it.
create index task_agency on casework.task (case_id, split_part(post, '/', 1));

create table casework.entry (
  case_id uuid not null,
  seq int not null,
  command uuid not null,
  at timestamptz(3) not null,
  actor text not null,
  type text not null,
  events jsonb not null,
  request bytea not null,
  digest bytea not null,
  sealed bytea not null,
  primary key (case_id, seq),
  unique (case_id, command)
);
create index entry_at on casework.entry (at);

create table casework.data (
  case_id uuid not null,
  version int not null,
  form_hash text not null,
  sealed bytea not null,
  primary key (case_id, version)
);
create table casework.evidence (
  case_id uuid not null,
  no int not null,
  requirement text not null,
  source text not null check (source in ('registry', 'declaration', 'upload')),
  register text,
  request uuid,
  objection boolean not null,
  fetched_at timestamptz(3) not null,
  sealed bytea not null,
  primary key (case_id, no)
);
create table casework.document (
  case_id uuid not null,
  no int not null,
  task int,
  kind text not null check (kind in ('licence', 'letter')),
  name text not null,
  number text,
  sha256 bytea not null,
  size int not null,
  file uuid not null,
  sealed bytea not null,
  made_at timestamptz(3) not null,
  classification text not null,
  retention text not null,
  primary key (case_id, no)
);
-- Warnings (yellow) and overdue (red), each told once.
create table casework.alert (
  case_id uuid not null,
  clock text not null,
  kind text not null check (kind in ('warn', 'overdue')),
  due_at timestamptz not null,
  at timestamptz not null default now(),
  primary key (case_id, clock, kind, due_at)
);
-- Gapless numbers: a counter per organ, word and year, and the number that a task of a case holds for good.
create table casework.register (
  organ text not null,
  word text not null,
  year int not null,
  last int not null,
  primary key (organ, word, year)
);
create table casework.number (
  case_id uuid not null,
  task int not null,
  organ text not null,
  word text not null,
  year int not null,
  n int not null,
  taken_at timestamptz not null default now(),
  primary key (case_id, task),
  unique (organ, word, year, n)
);

-- A draft is not a case: its own key, an end date, written by the application.
create table casework.draft (
  id uuid primary key,
  account text not null,
  pack text not null,
  pack_hash bytea not null,
  wrapped bytea not null,
  sealed bytea not null,
  version int not null default 1,
  submitted uuid,
  updated_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index draft_account on casework.draft (account, updated_at desc);
create index draft_expiry on casework.draft (expires_at);

-- Files that were uploaded and are not evidence of anything yet; the key of each is sealed for whoever uploaded it.
create table casework.upload (
  id uuid primary key,
  account text not null,
  kind text not null check (kind in ('pdf', 'jpeg', 'png')),
  size int not null,
  sha256 bytea not null,
  sealed bytea not null,
  at timestamptz not null default now()
);
create index upload_at on casework.upload (at);

grant select on all tables in schema casework, keyring to errand_app, errand_jobs, errand_commit;
grant insert, update, delete on casework.draft to errand_app;
grant insert, delete on casework.upload to errand_app;
grant insert, update on keyring.agency_key to errand_app;
grant insert on keyring.case_key, casework.case, casework.task, casework.entry, casework.data, casework.evidence,
  casework.document, casework.alert, casework.register, casework.number to errand_commit;
grant update on casework.case, casework.task, casework.register to errand_commit;

-- One command: everything or nothing, in one round trip.
--   p_case: the case row (columns by name); p_tasks: changed task rows; p_entry: {seq, command, at, actor, type, events,
--   request, digest, sealed, commitment} with bytes in base64; p_more: {key, agency_key?, data, evidence[], documents[], instruments[]};
--   p_jobs: as jobs.add_all takes them.
-- Answers: done | repeat (with the sealed entry of the first time) | conflict (same command id, another request) | stale.
create function casework.commit(p_id uuid, p_expected int, p_case jsonb, p_tasks jsonb, p_entry jsonb, p_more jsonb, p_jobs jsonb)
returns table (outcome text, version int, at timestamptz, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_command uuid := (p_entry->>'command')::uuid;
  v_request bytea := decode(p_entry->>'request', 'base64');
  v_seq int := (p_entry->>'seq')::int;
  v_at timestamptz := (p_entry->>'at')::timestamptz;
  v_first record;
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
  if jsonb_array_length(p_jobs) > 0 then
    perform jobs.add_all(p_jobs);
  end if;
  return query select 'done', v_seq, v_at, null::bytea;
end $$;

-- The number that this task holds; taken once, the same when asked again, without a gap (a rolled-back transaction rolls the counter back).
create function casework.take_number(p_case uuid, p_task int, p_organ text, p_word text, p_year int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_n int;
begin
  perform pg_advisory_xact_lock(hashtextextended('number:' || p_organ || ':' || p_word || ':' || p_year, 0));
  select n into v_n from casework.number where case_id = p_case and task = p_task;
  if found then return v_n; end if;
  perform 1 from casework.task t where t.case_id = p_case and t.no = p_task and t.status in ('open', 'taken');
  if not found then raise exception 'no live task to number' using errcode = 'P0002'; end if;
  insert into casework.register values (p_organ, p_word, p_year, 1)
    on conflict (organ, word, year) do update set last = casework.register.last + 1 returning last into v_n;
  insert into casework.number (case_id, task, organ, word, year, n) values (p_case, p_task, p_organ, p_word, p_year, v_n);
  return v_n;
end $$;

-- Warnings and overdue that have come since the last look; each once.
create function casework.raise_alerts(p_now timestamptz, p_most int) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    (select id, 'warn' as kind, due_at, warn_at as reached from casework.case where status = 'running' and warn_at <= p_now and due_at > p_now
       and not exists (select 1 from casework.alert a where a.case_id = id and a.clock = '' and a.kind = 'warn' and a.due_at = casework.case.due_at) order by warn_at limit p_most)
    union all
    (select id, 'overdue', due_at, due_at from casework.case where status = 'running' and due_at <= p_now
       and not exists (select 1 from casework.alert a where a.case_id = id and a.clock = '' and a.kind = 'overdue' and a.due_at = casework.case.due_at) order by due_at limit p_most)
  ), told as (
    insert into casework.alert (case_id, clock, kind, due_at, at) select id, '', kind, due_at, p_now from due on conflict do nothing returning 1
  ) select count(*)::int from told
$$;

-- Due dates are derived: when a calendar is published, they are computed anew, and nothing else changes.
create function casework.redate(p_cases jsonb) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with changed as (
    update casework.case c set due_at = n.due_at, warn_at = n.warn_at, provisional = n.provisional, calendar_version = n.calendar_version
    from jsonb_to_recordset(p_cases) as n(id uuid, version int, due_at timestamptz, warn_at timestamptz, provisional boolean, calendar_version text)
    where c.id = n.id and c.version = n.version returning 1
  ) select count(*)::int from changed
$$;

grant create on schema casework to errand_commit;
alter function casework.commit owner to errand_commit;
alter function casework.take_number owner to errand_commit;
alter function casework.raise_alerts owner to errand_commit;
alter function casework.redate owner to errand_commit;
revoke create on schema casework from errand_commit;
revoke all on function casework.commit, casework.take_number, casework.raise_alerts, casework.redate from public;
grant execute on function casework.commit, casework.take_number, casework.raise_alerts, casework.redate to errand_app;

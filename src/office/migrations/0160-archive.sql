-- The archive: what ended cases are filed under, lent out, held back, and destroyed by lists that two persons approve. Nothing personal
-- is readable here: titles, reasons and purposes are sealed under the case's key and go with it.

create schema archive;
grant usage on schema archive to errand_app, errand_jobs, errand_commit;

-- The file plan of the city's folder; the newest counts, records keep what they were filed under.
create table archive.plan (
  no int generated always as identity primary key,
  content jsonb not null,
  since timestamptz not null default now()
);

-- One file of the archive: a case that ended. `fonds` is the agency's code, `n` is gapless in (fonds, class, year).
create table archive.record (
  case_id uuid primary key,
  number text not null unique,
  agency text not null,
  fonds text not null,
  class text not null,
  year int not null,
  n int not null,
  retention text not null check (retention in ('permanent', '30 years', '10 years')),
  case_number text not null,
  pack text not null,
  pack_hash bytea not null,
  opened_at timestamptz(3) not null,
  ended_at timestamptz(3) not null,
  "end" text,
  due_on date,
  filed_at timestamptz(3) not null,
  filed_by text not null,
  contents jsonb not null,
  digest bytea not null,
  grams bytea[] not null,
  sealed bytea not null,
  destroyed_at timestamptz(3),
  list uuid,
  unique (fonds, class, year, n),
  check ((retention = 'permanent') = (due_on is null))
);
create index record_case_number on archive.record (case_number);
create index record_due on archive.record (agency, due_on) where destroyed_at is null and due_on is not null;
create index record_grams on archive.record using gin (grams);
create index record_latest on archive.record (filed_at desc, case_id desc);
create table archive.counter (
  fonds text not null,
  class text not null,
  year int not null,
  last int not null,
  primary key (fonds, class, year)
);
-- Whose officers may read a file: the agency that kept the case, and those that had a hand in it.
create table archive.reader (
  agency text not null,
  case_id uuid not null,
  filed_at timestamptz(3) not null,
  primary key (agency, case_id)
);
create index reader_latest on archive.reader (agency, filed_at desc, case_id desc);

-- What stops a disposal until a day, or until it is lifted. Why is sealed under the case's key.
create table archive.hold (
  id uuid primary key,
  case_id uuid not null references archive.record,
  officer text not null,
  post text not null,
  placed_at timestamptz(3) not null,
  until date,
  sealed bytea not null,
  lifted_at timestamptz(3),
  lifted_by text,
  check ((lifted_at is null) = (lifted_by is null))
);
create index hold_case on archive.hold (case_id);
create index hold_standing on archive.hold (placed_at desc) where lifted_at is null;

-- A file lent: asked for, granted or refused, returned. Reading ends with the last day; returning is the borrower's or the archivist's.
create table archive.loan (
  id uuid primary key,
  case_id uuid not null references archive.record,
  agency text not null,
  officer text not null,
  post text not null,
  asked_at timestamptz(3) not null,
  until date not null,
  sealed bytea not null,
  decided_at timestamptz(3),
  decided_by text,
  lent boolean,
  returned_at timestamptz(3),
  check ((decided_at is null) = (lent is null) and (decided_at is null) = (decided_by is null)),
  check (decided_by is distinct from officer),
  check (returned_at is null or lent)
);
create index loan_desk on archive.loan (agency, asked_at desc, id desc);
create index loan_own on archive.loan (officer, asked_at desc, id desc);
create index loan_case on archive.loan (case_id);
-- Every look into a file.
create table archive.opening (
  case_id uuid not null,
  at timestamptz(3) not null,
  officer text not null,
  post text not null,
  what text not null,
  loan uuid
);
create index opening_case on archive.opening (case_id, at desc);

-- A yearly list of what is due: review (line by line) → proposed → approved (by two) → executing → done. A new proposal is a new act.
create table archive.list (
  id uuid primary key,
  number text not null unique,
  agency text not null,
  year int not null,
  n int not null,
  made_at timestamptz(3) not null,
  made_by text not null,
  state text not null check (state in ('review', 'proposed', 'approved', 'executing', 'done', 'dropped')),
  act uuid,
  proposed_at timestamptz(3),
  started_at timestamptz(3),
  started_by text,
  done_at timestamptz(3),
  certificate bytea,
  certificate_sha256 bytea,
  unique (agency, year, n),
  check ((state = 'done') = (certificate is not null) and (state = 'done') = (done_at is not null))
);
create index list_latest on archive.list (agency, made_at desc);
create index list_under_way on archive.list (id) where state = 'executing';
create table archive.line (
  list uuid not null references archive.list,
  case_id uuid not null references archive.record,
  -- What is to become of it: destroyed, or kept until a later day.
  decision text check (decision in ('destroy', 'keep')),
  until date,
  by text,
  at timestamptz(3),
  -- What became of it: destroyed | kept | held (something stopped it after it was approved).
  result text check (result in ('destroyed', 'kept', 'held')),
  settled_at timestamptz(3),
  -- On no list that is under way any more.
  closed boolean not null default false,
  primary key (list, case_id),
  check ((decision = 'keep') = (until is not null) or decision is null)
);
create unique index line_open on archive.line (case_id) where not closed;
-- Files of destroyed cases that are still to go from the disk.
create table archive.file (
  file uuid primary key,
  list uuid not null references archive.list
);
create index file_list on archive.file (list);

grant select on all tables in schema archive to errand_app, errand_jobs, errand_commit;
grant insert, update (lifted_at, lifted_by) on archive.hold to errand_app;
grant insert, update (until, decided_at, decided_by, lent, returned_at) on archive.loan to errand_app;
grant insert on archive.opening to errand_app;
grant insert on archive.record, archive.counter, archive.reader, archive.list, archive.line, archive.file to errand_commit;
grant update on archive.record, archive.counter, archive.list, archive.line, archive.hold, archive.loan to errand_commit;
grant delete on archive.file, archive.line to errand_commit;

-- Files ended cases. p_rows: [{case_id, number (with {n}), agency, fonds, class, year, retention, case_number, pack, pack_hash, opened_at, ended_at,
-- end, due_on, filed_at, filed_by, contents, digest, grams[], sealed, agencies[]}], bytes in hexadecimal. A case that is filed already keeps its
-- number; what it holds by now is noted. Answers how many are new.
create function archive.transfer(p_rows jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_new int;
begin
  -- One at a time: numbers are gapless, and a case has one.
  perform pg_advisory_xact_lock(hashtextextended('errand archive', 0));
  update archive.record r set contents = w.contents, digest = decode(w.digest, 'hex')
  from jsonb_to_recordset(p_rows) as w(case_id uuid, contents jsonb, digest text)
  where r.case_id = w.case_id and r.destroyed_at is null and r.digest <> decode(w.digest, 'hex');
  with w as materialized (
    select w.*, row_number() over (partition by w.fonds, w.class, w.year order by w.ended_at, w.case_id) as place
    from jsonb_to_recordset(p_rows) as w(case_id uuid, number text, agency text, fonds text, class text, year int, retention text, case_number text,
      pack text, pack_hash text, opened_at timestamptz, ended_at timestamptz, "end" text, due_on date, filed_at timestamptz, filed_by text,
      contents jsonb, digest text, grams text[], sealed text, agencies text[])
    where not exists (select from archive.record r where r.case_id = w.case_id)
  ), counted as (
    select w.fonds, w.class, w.year, count(*)::int as many from w group by 1, 2, 3
  ), taken as (
    insert into archive.counter as c select k.fonds, k.class, k.year, k.many from counted k
    on conflict (fonds, class, year) do update set last = c.last + excluded.last returning c.fonds, c.class, c.year, c.last
  ), numbered as (
    select w.*, (t.last - k.many + w.place)::int as given
    from w join counted k using (fonds, class, year) join taken t using (fonds, class, year)
  ), read as (
    insert into archive.reader select a, n.case_id, n.filed_at from numbered n cross join unnest(n.agencies) a on conflict do nothing
  )
  insert into archive.record (case_id, number, agency, fonds, class, year, n, retention, case_number, pack, pack_hash, opened_at, ended_at, "end",
    due_on, filed_at, filed_by, contents, digest, grams, sealed)
  select n.case_id, replace(n.number, '{n}', lpad(n.given::text, greatest(4, length(n.given::text)), '0')), n.agency, n.fonds, n.class, n.year, n.given,
    n.retention, n.case_number, n.pack, decode(n.pack_hash, 'hex'), n.opened_at, n.ended_at, n."end", n.due_on, n.filed_at, n.filed_by, n.contents,
    decode(n.digest, 'hex'), array(select decode(g, 'hex') from unnest(n.grams) g), decode(n.sealed, 'hex')
  from numbered n;
  get diagnostics v_new = row_count;
  return v_new;
end $$;

-- Something that stops a disposal on this day: a hold that stands, a licence of the case that is in force.
create function archive.stopped(p_case uuid, p_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from archive.hold h where h.case_id = p_case and h.lifted_at is null and (h.until is null or h.until >= p_day))
    or exists (select from licence.instrument i where i.case_id = p_case and i.status <> 1 and (i.valid_to is null or i.valid_to >= p_day))
    or exists (select from archive.loan l where l.case_id = p_case and l.lent and l.returned_at is null)
$$;

-- Makes the list of everything that is due at an agency; null where nothing is. p_number holds {n}, the list's number in its year.
create function archive.make_list(p_id uuid, p_agency text, p_number text, p_day date, p_at timestamptz, p_by text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_year int := extract(year from p_day);
  v_n int;
  v_lines int;
begin
  perform pg_advisory_xact_lock(hashtextextended('errand archive list ' || p_agency, 0));
  select coalesce(max(l.n), 0) + 1 into v_n from archive.list l where l.agency = p_agency and l.year = v_year;
  insert into archive.list (id, number, agency, year, n, made_at, made_by, state)
    values (p_id, replace(p_number, '{n}', v_n::text), p_agency, v_year, v_n, p_at, p_by, 'review');
  insert into archive.line (list, case_id)
    select p_id, r.case_id from archive.record r
    where r.agency = p_agency and r.destroyed_at is null and r.due_on <= p_day and not archive.stopped(r.case_id, p_day)
      and not exists (select from archive.line o where o.case_id = r.case_id and not o.closed)
    order by r.due_on, r.number limit 20000;
  get diagnostics v_lines = row_count;
  if v_lines = 0 then
    delete from archive.list l where l.id = p_id;
  end if;
  return v_lines;
end $$;

-- What is to become of lines of a list under review. Answers how many were noted.
create function archive.review(p_list uuid, p_cases uuid[], p_decision text, p_until date, p_by text, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_n int;
begin
  perform from archive.list l where l.id = p_list and l.state = 'review' for update;
  if not found then
    return null;
  end if;
  update archive.line o set decision = p_decision, until = p_until, by = p_by, at = p_at where o.list = p_list and o.case_id = any(p_cases);
  get diagnostics v_n = row_count;
  return v_n;
end $$;

-- Ends the review: what is to be destroyed becomes an act, which two then approve. Answers done | unready (a line is not reviewed, or the list is
-- not under review).
create function archive.propose(p_list uuid, p_act uuid, p_reason text, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_cases uuid[];
begin
  perform from archive.list l where l.id = p_list and l.state = 'review' for update;
  if not found or exists (select from archive.line o where o.list = p_list and o.decision is null) then
    return 'unready';
  end if;
  v_cases := array(select o.case_id from archive.line o where o.list = p_list and o.decision = 'destroy' order by 1);
  insert into ledger.act (id, reason, cases, digest, at)
    values (p_act, p_reason, v_cases, sha256(convert_to(array_to_string(v_cases, E'\n'), 'UTF8')), p_at);
  update archive.list l set state = 'proposed', act = p_act, proposed_at = p_at where l.id = p_list;
  return 'done';
end $$;

-- One approval. Two persons of different posts of the list's agency approve the very act that they saw. Answers first | approved |
-- again (this person or post approved already) | changed (it is not that act any more, or not proposed) | stranger (a post of another agency).
create function archive.approve(p_list uuid, p_act uuid, p_officer text, p_post text, p_counts text[], p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_list record;
begin
  select * into v_list from archive.list l where l.id = p_list for update;
  if not found or v_list.state <> 'proposed' or v_list.act <> p_act then
    return 'changed';
  end if;
  if split_part(p_post, '/', 1) <> v_list.agency then
    return 'stranger';
  end if;
  if exists (select from ledger.approval a where a.act = p_act and (a.post = p_post or a.counts && p_counts)) then
    return 'again';
  end if;
  insert into ledger.approval (act, post, officer, counts, digest, at)
    select p_act, p_post, p_officer, p_counts, a.digest, p_at from ledger.act a where a.id = p_act;
  if (select count(*) from ledger.approval a where a.act = p_act) < 2 then
    return 'first';
  end if;
  update archive.list l set state = 'approved' where l.id = p_list;
  return 'approved';
end $$;

-- Gives a proposed or approved list back to review, or lays a list aside; not once it is being carried out.
create function archive.turn_back(p_list uuid, p_drop boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update archive.list l set state = case when p_drop then 'dropped' else 'review' end, act = null, proposed_at = null
    where l.id = p_list and (l.state in ('proposed', 'approved') or (p_drop and l.state = 'review'));
  if not found then
    return false;
  end if;
  if p_drop then
    update archive.line o set closed = true where o.list = p_list;
  end if;
  return true;
end $$;

-- From here on it is finished by itself, whatever dies in between.
create function archive.start(p_list uuid, p_by text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update archive.list l set state = 'executing', started_by = p_by, started_at = p_at where l.id = p_list and l.state = 'approved';
  if not found then
    return exists (select from archive.list l where l.id = p_list and l.state in ('executing', 'done'));
  end if;
  perform jobs.add_all(jsonb_build_array(jsonb_build_object('task', 'archive-dispose', 'payload', jsonb_build_object('list', p_list),
    'key', 'dispose:' || p_list)));
  return true;
end $$;

-- Carries out one line of a list that is being executed. p_files: the files whose keys are about to go, for the disk.
-- Answers destroyed | kept | held | stale (look again).
create function archive.settle(p_list uuid, p_case uuid, p_day date, p_at timestamptz, p_entry jsonb, p_files uuid[]) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_line record;
  v_act uuid;
  v_done text;
begin
  select l.act into v_act from archive.list l where l.id = p_list and l.state = 'executing' for share;
  if not found then
    raise exception 'list % is not being carried out', p_list using errcode = 'insufficient_privilege';
  end if;
  select * into v_line from archive.line o where o.list = p_list and o.case_id = p_case for update;
  if v_line.result is not null then
    return v_line.result;
  end if;
  if v_line.decision = 'keep' then
    update archive.record r set due_on = v_line.until where r.case_id = p_case;
    update archive.line o set result = 'kept', settled_at = p_at, closed = true where o.list = p_list and o.case_id = p_case;
    return 'kept';
  end if;
  -- Whoever is placing a hold at this moment waits, or is waited for.
  perform from archive.record r where r.case_id = p_case for update;
  if archive.stopped(p_case, p_day) then
    update archive.line o set result = 'held', settled_at = p_at, closed = true where o.list = p_list and o.case_id = p_case;
    return 'held';
  end if;
  v_done := casework.destroy(p_case, v_act, p_entry);
  if v_done = 'stale' then
    return 'stale';
  end if;
  insert into archive.file select f, p_list from unnest(p_files) f on conflict do nothing;
  update archive.record r set destroyed_at = p_at, list = p_list, grams = '{}', sealed = '' where r.case_id = p_case;
  update archive.hold h set sealed = '' where h.case_id = p_case;
  update archive.loan l set sealed = '' where l.case_id = p_case;
  update archive.line o set result = 'destroyed', settled_at = p_at, closed = true where o.list = p_list and o.case_id = p_case;
  return 'destroyed';
end $$;

-- A file is gone from the disk.
create function archive.removed(p_file uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from archive.file f where f.file = p_file
$$;

-- The end of it: the certificate, once. False where it has one already, or something is left to do.
create function archive.certify(p_list uuid, p_certificate bytea, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update archive.list l set state = 'done', done_at = p_at, certificate = p_certificate, certificate_sha256 = sha256(p_certificate)
    where l.id = p_list and l.state = 'executing'
      and not exists (select from archive.line o where o.list = p_list and o.result is null)
      and not exists (select from archive.file f where f.list = p_list);
  return found;
end $$;

-- Once more as it stands in backups of the keys: what was destroyed later than the data were saved is gone from them as well. Answers how many.
create function archive.bury(p_acts jsonb, p_approvals jsonb, p_tombstones jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_n int;
begin
  insert into ledger.act select * from jsonb_populate_recordset(null::ledger.act, p_acts) on conflict do nothing;
  insert into ledger.approval select * from jsonb_populate_recordset(null::ledger.approval, p_approvals) on conflict do nothing;
  insert into ledger.tombstone select * from jsonb_populate_recordset(null::ledger.tombstone, p_tombstones) on conflict do nothing;
  delete from keyring.case_key k using ledger.tombstone t where t.case_id = k.case_id;
  update casework.data d set sealed = '' from ledger.tombstone t where t.case_id = d.case_id and d.sealed <> '';
  update casework.evidence e set sealed = '' from ledger.tombstone t where t.case_id = e.case_id and e.sealed <> '';
  update casework.document d set sealed = '' from ledger.tombstone t where t.case_id = d.case_id and d.sealed <> '';
  update casework.text x set sealed = '' from ledger.tombstone t where t.case_id = x.case_id and x.sealed <> '';
  update casework.entry e set sealed = '' from ledger.tombstone t where t.case_id = e.case_id and e.sealed <> '';
  delete from casework.draft d using ledger.tombstone t where t.case_id = d.submitted;
  update archive.hold h set sealed = '' from ledger.tombstone t where t.case_id = h.case_id;
  update archive.loan l set sealed = '' from ledger.tombstone t where t.case_id = l.case_id;
  update archive.record r set destroyed_at = t.at, grams = '{}', sealed = '' from ledger.tombstone t where t.case_id = r.case_id and r.destroyed_at is null;
  get diagnostics v_n = row_count;
  update archive.line o set result = 'destroyed', settled_at = t.at, closed = true from ledger.tombstone t where t.case_id = o.case_id and o.result is null;
  return v_n;
end $$;

grant create on schema archive to errand_commit;
alter function archive.transfer owner to errand_commit;
alter function archive.make_list owner to errand_commit;
alter function archive.review owner to errand_commit;
alter function archive.propose owner to errand_commit;
alter function archive.approve owner to errand_commit;
alter function archive.turn_back owner to errand_commit;
alter function archive.start owner to errand_commit;
alter function archive.settle owner to errand_commit;
alter function archive.removed owner to errand_commit;
alter function archive.certify owner to errand_commit;
revoke create on schema archive from errand_commit;
revoke all on function archive.transfer, archive.make_list, archive.review, archive.propose, archive.approve, archive.turn_back, archive.start,
  archive.settle, archive.removed, archive.certify, archive.bury from public;
grant execute on function archive.transfer, archive.make_list, archive.review, archive.propose, archive.approve, archive.turn_back, archive.start,
  archive.settle, archive.removed, archive.certify to errand_app;

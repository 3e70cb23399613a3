-- Signing keys, licences with a life of their own (instruments), and the lists of their states. The application reads; it changes
-- these tables only through the functions below. An instrument is issued only by casework.commit, in the statement that writes its
-- case's entry.

create schema licence;
grant usage on schema licence to errand_app, errand_jobs, errand_commit;

-- Key pairs on P-256. `sealed` is the private key under the installation's key ring; it never leaves that seal but in memory.
-- The installation's own authority has the agency ''.
create table licence.signing_key (
  kid text primary key,
  agency text not null,
  certificate bytea not null,
  public_jwk jsonb not null,
  sealed bytea not null,
  used_from timestamptz not null,
  used_to timestamptz not null,
  check (used_from < used_to)
);
create index on licence.signing_key (agency, used_to desc);

create table licence.serial (
  issuer text not null,
  type text not null,
  last int not null,
  primary key (issuer, type)
);

create table licence.status_list (
  id int generated always as identity primary key,
  agency text not null,
  size int not null check (size between 64 and 4194304),
  used int not null default 0,
  made_at timestamptz not null default now()
);
create index on licence.status_list (agency, id desc);

-- What an output needs before it can be rendered: taken once per output of a case, found again when a worker tries again.
create table licence.reservation (
  case_id uuid not null,
  output text not null,
  instrument uuid not null unique,
  agency text not null,
  serial int not null,
  status_list int not null references licence.status_list,
  status_index int not null,
  at timestamptz not null default now(),
  primary key (case_id, output),
  unique (status_list, status_index)
);

create table licence.instrument (
  id uuid primary key references licence.reservation (instrument),
  case_id uuid not null,
  output text not null,
  number text not null,
  identifier text not null unique,
  holder_blind bytea not null,
  agency text not null,
  type text not null,
  title jsonb not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  -- Token Status List: 0 valid, 1 revoked, 2 suspended
  status smallint not null default 0 check (status in (0, 1, 2)),
  status_list int not null,
  status_index int not null,
  document bytea not null check (octet_length(document) = 32),
  kid text not null references licence.signing_key,
  issued_at timestamptz not null,
  unique (case_id, output),
  unique (status_list, status_index)
);
create index on licence.instrument (holder_blind, issued_at desc);
create index on licence.instrument (agency, type, number);
create index on licence.instrument (status_list) where status <> 0;
create index on licence.instrument (valid_to) where status = 0 and valid_to is not null;

-- Every change of a state: when, from what to what, by whom, on which ground. Appended only.
create table licence.change (
  instrument uuid not null references licence.instrument,
  seq int not null,
  at timestamptz not null,
  "from" smallint not null,
  "to" smallint not null,
  actor text not null,
  ground text not null check (ground <> ''),
  primary key (instrument, seq)
);

grant select on all tables in schema licence to errand_app, errand_jobs, errand_commit;
grant insert on licence.signing_key, licence.serial, licence.status_list, licence.reservation, licence.instrument, licence.change to errand_commit;
grant update on licence.serial, licence.status_list, licence.instrument to errand_commit;

-- Keeps a key unless the agency has one that is good beyond p_needed: of two made at once the first is kept.
create function licence.add_key(p_kid text, p_agency text, p_certificate bytea, p_jwk jsonb, p_sealed bytea, p_from timestamptz, p_to timestamptz,
  p_needed timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('licence key ' || p_agency, 0));
  if not exists (select from licence.signing_key k where k.agency = p_agency and k.used_to > p_needed) then
    insert into licence.signing_key values (p_kid, p_agency, p_certificate, p_jwk, p_sealed, p_from, p_to);
  end if;
end $$;

-- A serial number and a place in a status list for one output of a case. The place is drawn at random, so that neighbours tell
-- nothing; a list takes licences for half of its places, so that a draw is free at the second try on average.
create function licence.reserve(p_case uuid, p_output text, p_instrument uuid, p_agency text, p_issuer text, p_type text, p_size int)
returns table (instrument uuid, serial int, status_list int, status_index int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_list int; v_size int; v_serial int; v_index int;
begin
  perform pg_advisory_xact_lock(hashtextextended('licence list ' || p_agency, 0));
  return query select r.instrument, r.serial, r.status_list, r.status_index from licence.reservation r where r.case_id = p_case and r.output = p_output;
  if found then
    return;
  end if;
  insert into licence.serial as s values (p_issuer, p_type, 1) on conflict (issuer, type) do update set last = s.last + 1 returning s.last into v_serial;
  update licence.status_list l set used = l.used + 1
    where l.id = (select max(c.id) from licence.status_list c where c.agency = p_agency) and l.used < l.size / 2
    returning l.id, l.size into v_list, v_size;
  if v_list is null then
    insert into licence.status_list (agency, size, used) values (p_agency, p_size, 1) returning id, size into v_list, v_size;
  end if;
  loop
    v_index := floor(random() * v_size);
    begin
      insert into licence.reservation (case_id, output, instrument, agency, serial, status_list, status_index)
        values (p_case, p_output, p_instrument, p_agency, v_serial, v_list, v_index);
      return query select p_instrument, v_serial, v_list, v_index;
      return;
    exception when unique_violation then
      if exists (select from licence.reservation r where r.instrument = p_instrument) then
        raise;
      end if;
    end;
  end loop;
end $$;

-- Issues what was reserved; called inside casework.commit. The row's words: {id, case_id, output, number, identifier, holder_blind,
-- agency, type, title, valid_from, valid_to, document, kid, issued_at}, bytes in base64.
create function licence.issue(p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into licence.instrument
  select r.instrument, r.case_id, r.output, p->>'number', p->>'identifier', decode(p->>'holder_blind', 'base64'), r.agency, p->>'type', p->'title',
    (p->>'valid_from')::date, (p->>'valid_to')::date, 0, r.status_list, r.status_index, decode(p->>'document', 'base64'), p->>'kid',
    (p->>'issued_at')::timestamptz
  from licence.reservation r
  where r.instrument = (p->>'id')::uuid and r.case_id = (p->>'case_id')::uuid and r.output = p->>'output';
  if not found then
    raise exception 'instrument % was not reserved for this output of this case', p->>'id' using errcode = '23503';
  end if;
end $$;

-- Changes a state: 'done', or why not ('unknown', 'revoked' is final, 'same'). Nothing changes without its row in licence.change.
create function licence.set_status(p_instrument uuid, p_status smallint, p_actor text, p_ground text, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_from smallint;
begin
  select i.status into v_from from licence.instrument i where i.id = p_instrument for update;
  if not found then
    return 'unknown';
  elsif v_from = 1 then
    return 'revoked';
  elsif v_from = p_status then
    return 'same';
  end if;
  update licence.instrument set status = p_status where id = p_instrument;
  insert into licence.change select p_instrument, coalesce(max(c.seq), 0) + 1, p_at, v_from, p_status, p_actor, p_ground
    from licence.change c where c.instrument = p_instrument;
  return 'done';
end $$;

grant create on schema licence to errand_commit;
alter function licence.add_key owner to errand_commit;
alter function licence.reserve owner to errand_commit;
alter function licence.issue owner to errand_commit;
alter function licence.set_status owner to errand_commit;
revoke create on schema licence from errand_commit;
revoke all on function licence.add_key, licence.reserve, licence.issue, licence.set_status from public;
grant execute on function licence.add_key, licence.reserve, licence.set_status to errand_app;

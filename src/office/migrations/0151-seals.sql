-- Seals of organs and every use of them. A use is written only by casework.commit, together with the entry and the document that it
-- is on; what became of a seal or of one use is added and never rewritten.

create schema if not exists office;
grant usage on schema office to errand_app, errand_jobs, errand_commit;

-- The place of a use in its organ's status list, kept before the document is made, since the document names it; found again when the
-- same task is tried again. A place whose use never came about stays unused.
create table office.seal_place (
  case_id uuid not null,
  task int not null,
  output text not null,
  organ text not null,
  place int not null,
  primary key (case_id, task, output, organ),
  unique (organ, place)
);

create table office.seal_use (
  organ text not null,
  -- Counts the uses of the organ's seal, without a gap.
  n int not null,
  case_id uuid not null,
  task int not null,
  output text not null,
  place int not null,
  -- Who applied it, in which post, when; who had signed, in which post, when, by which entry of the case.
  officer text not null,
  post text not null,
  used_at timestamptz(3) not null,
  signer text not null,
  signer_post text not null,
  signed_at timestamptz(3) not null,
  signed_entry int not null,
  -- SHA-256 of the sealed file, and the number that it bears.
  document bytea not null check (octet_length(document) = 32),
  number text,
  kid text not null,
  -- When the document was filed.
  at timestamptz(3) not null,
  primary key (organ, n),
  unique (case_id, task, output, organ),
  unique (organ, place),
  check (officer <> signer)
);
create index seal_use_at on office.seal_use (organ, at desc, n desc);
create index seal_use_document on office.seal_use (document);

create table office.seal_counter (
  organ text primary key,
  uses int not null,
  places int not null
);

-- What became of a seal (`n` null) or of one use of it: `from` is when it counts from, which may lie before the day it became known.
create table office.seal_change (
  no bigint generated always as identity primary key,
  organ text not null,
  n int,
  state text not null check (state in ('used', 'suspended', 'revoked')),
  "from" timestamptz(3) not null,
  at timestamptz(3) not null,
  officer text not null,
  ground text not null check (length(ground) between 1 and 500),
  -- A use is made void or not; it is not suspended.
  check (n is null or state in ('used', 'revoked')),
  foreign key (organ, n) references office.seal_use
);
create index seal_change_organ on office.seal_change (organ, no);

grant select on office.seal_place, office.seal_use, office.seal_counter, office.seal_change to errand_app, errand_jobs, errand_commit;
grant insert on office.seal_place, office.seal_use, office.seal_counter, office.seal_change to errand_commit;
grant update on office.seal_counter to errand_commit;

-- A seal's state at an instant: that of the last change that counted by then.
create function office.seal_state(p_organ text, p_at timestamptz) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select c.state from office.seal_change c where c.organ = p_organ and c.n is null and c."from" <= p_at order by c.no desc limit 1), 'used')
$$;

create function office.seal_place(p_case uuid, p_task int, p_output text, p_organ text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_place int;
begin
  select k.place into v_place from office.seal_place k where k.case_id = p_case and k.task = p_task and k.output = p_output and k.organ = p_organ;
  if found then return v_place; end if;
  insert into office.seal_counter as c values (p_organ, 0, 1) on conflict (organ) do update set places = c.places + 1 returning c.places - 1 into v_place;
  insert into office.seal_place values (p_case, p_task, p_output, p_organ, v_place) on conflict do nothing;
  -- Two at once: the one that was first counts, the other's place stays unused.
  select k.place into v_place from office.seal_place k where k.case_id = p_case and k.task = p_task and k.output = p_output and k.organ = p_organ;
  return v_place;
end $$;

-- Writes uses; called inside casework.commit. Words: [{organ, task, output, officer, post, used_at, signer, signer_post, signed_at,
-- signed_entry, document, number, kid}], the digest in base64. What must hold is looked at once more here.
create function office.use_seals(p jsonb, p_case uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v record;
  v_n int;
begin
  for v in select * from jsonb_to_recordset(p) as u(organ text, task int, output text, officer text, post text, used_at timestamptz,
      signer text, signer_post text, signed_at timestamptz, signed_entry int, document text, number text, kid text)
      -- Always in the same order, so that two documents of several organs never wait for each other.
      order by u.organ loop
    if not exists (select from casework.entry e where e.case_id = p_case and e.seq = v.signed_entry and e.actor = 'officer:' || v.signer) then
      raise exception 'no entry says that % signed', v.signer using errcode = '23503';
    end if;
    if office.seal_state(v.organ, p_at) <> 'used' then
      raise exception 'the seal of % is not in use', v.organ using errcode = '23514';
    end if;
    insert into office.seal_counter as c values (v.organ, 1, 0) on conflict (organ) do update set uses = c.uses + 1 returning c.uses into v_n;
    insert into office.seal_use
    select v.organ, v_n, p_case, v.task, v.output, k.place, v.officer, v.post, v.used_at, v.signer, v.signer_post, v.signed_at, v.signed_entry,
      decode(v.document, 'base64'), v.number, v.kid, p_at
    from office.seal_place k where k.case_id = p_case and k.task = v.task and k.output = v.output and k.organ = v.organ;
    if not found then
      raise exception 'the use of the seal of % has no place', v.organ using errcode = '23503';
    end if;
  end loop;
end $$;

-- Adds a change: 'done', or why not ('unknown', 'revoked' is final, 'same').
create function office.change_seal(p_organ text, p_n int, p_state text, p_from timestamptz, p_at timestamptz, p_officer text, p_ground text)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_now text;
begin
  perform pg_advisory_xact_lock(hashtextextended('seal ' || p_organ, 0));
  if p_n is not null and not exists (select from office.seal_use u where u.organ = p_organ and u.n = p_n) then
    return 'unknown';
  end if;
  select c.state into v_now from office.seal_change c where c.organ = p_organ and c.n is not distinct from p_n order by c.no desc limit 1;
  v_now := coalesce(v_now, 'used');
  if v_now = 'revoked' and p_n is not null then return 'revoked'; end if;
  if v_now = p_state then return 'same'; end if;
  insert into office.seal_change (organ, n, state, "from", at, officer, ground) values (p_organ, p_n, p_state, p_from, p_at, p_officer, p_ground);
  return 'done';
end $$;

grant create on schema office to errand_commit;
alter function office.seal_place(uuid, int, text, text) owner to errand_commit;
alter function office.use_seals owner to errand_commit;
alter function office.change_seal owner to errand_commit;
revoke create on schema office from errand_commit;
revoke all on function office.seal_place(uuid, int, text, text), office.use_seals, office.change_seal from public;
grant execute on function office.seal_place(uuid, int, text, text), office.change_seal to errand_app;

-- Contacts: a visit, a call, a letter, with the cases that it was about, or with none yet. Nothing of what was said is kept.
create table casework.contact (
  id uuid primary key,
  at timestamptz(3) not null,
  kind text not null check (kind in ('visit', 'call', 'letter')),
  -- The service that it was about, by its pack's id.
  service text,
  agency text not null,
  post text not null,
  officer text not null,
  -- Recorded by mistake: it counts no longer.
  struck_at timestamptz(3)
);
create index contact_service on casework.contact (service, at) where struck_at is null;
create index contact_officer on casework.contact (officer, at desc, id desc);

create table casework.contact_case (
  case_id uuid not null,
  contact uuid not null references casework.contact,
  primary key (case_id, contact)
);
create index contact_case_contact on casework.contact_case (contact);

-- What each ended case cost in errands beside its visits, which are counted on contacts: worked out from the case, and again from
-- it whenever somebody doubts it.
create table casework.errand_count (
  case_id uuid primary key,
  pack text not null,
  agency text not null,
  ended_at timestamptz(3) not null,
  papers int not null,
  -- `field register/key`: what was typed although a register held it.
  fields text[] not null,
  days int not null
);
create index errand_count_pack on casework.errand_count (pack, agency, ended_at desc, case_id desc);
create index errand_count_ended on casework.errand_count (ended_at);

-- Cases that have ended and are not counted yet.
create table casework.errand_due (case_id uuid primary key);

grant select on casework.contact, casework.contact_case, casework.errand_count, casework.errand_due to errand_app, errand_jobs, errand_commit;
grant insert on casework.contact, casework.contact_case to errand_app;
grant update (struck_at) on casework.contact to errand_app;
grant insert, update on casework.errand_count to errand_app;
grant delete on casework.errand_due to errand_app;
grant insert on casework.errand_due to errand_commit;

create function casework.errand_falls_due() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into casework.errand_due values (new.id) on conflict do nothing;
  return null;
end $$;
grant create on schema casework to errand_commit;
alter function casework.errand_falls_due owner to errand_commit;
revoke create on schema casework from errand_commit;
revoke all on function casework.errand_falls_due from public;
create trigger errand_falls_due after insert or update on casework.case
  for each row when (new.status = 'ended') execute function casework.errand_falls_due();
insert into casework.errand_due select id from casework.case where status = 'ended';

create index draft_submitted on casework.draft (submitted) where submitted is not null;

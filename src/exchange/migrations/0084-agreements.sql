-- Agreements: who may ask whom for which fields, for which services, until when. They come from the city's folder or are made,
-- suspended and revoked by cases, in the statement that writes the case. Every state that an agreement ever had is kept.

create table exchange.agreement (
  id text primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$'),
  asker text not null,
  -- The posts that may ask, without the agency; null: any, and questions that are put for a party.
  posts text[] check (posts <> '{}'),
  register text not null,
  fields text[] not null check (fields <> '{}'),
  -- The purposes, by pack; null: any.
  services text[] check (services <> '{}'),
  purpose jsonb not null,
  law text,
  since date not null,
  until date check (until >= since),
  frequency text not null,
  -- How long the asker keeps what it got.
  retention text not null,
  status text not null check (status in ('active', 'suspended', 'revoked')),
  -- The case that made it; null: the city's folder did.
  case_id uuid,
  -- What changed it last: `city`, or `case:<id>`.
  changed_by text not null,
  changed_at timestamptz not null
);
create index agreement_register on exchange.agreement (register, asker);
create index agreement_case on exchange.agreement (case_id) where case_id is not null;

create table exchange.agreement_change (
  agreement text references exchange.agreement,
  seq int,
  at timestamptz not null,
  by text not null,
  status text not null,
  terms jsonb not null,
  primary key (agreement, seq)
);
create index agreement_change_by on exchange.agreement_change (by);

grant select on exchange.agreement, exchange.agreement_change to errand_app, errand_jobs, errand_commit;
grant insert, update on exchange.agreement to errand_commit;
grant insert on exchange.agreement_change to errand_commit;

-- Who may ask for what of a register changes: whoever remembers the rules sees another edition with the next look-up.
alter table registry.register add column edition bigint not null default 0;
create function registry.rules_changed(p_register text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update registry.register set edition = edition + 1 where id = p_register
$$;
revoke all on function registry.rules_changed from public;
grant execute on function registry.rules_changed to errand_commit;

create function exchange.agreement_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into exchange.agreement_change
  select new.id, coalesce(max(c.seq), 0) + 1, new.changed_at, new.changed_by, new.status, to_jsonb(new) - array['id', 'status', 'changed_by', 'changed_at']
  from exchange.agreement_change c where c.agreement = new.id;
  perform registry.rules_changed(new.register);
  return null;
end $$;
create trigger agreement_changed after insert or update on exchange.agreement for each row execute function exchange.agreement_changed();

-- What a case does to agreements, for casework.commit alone: [{do: agree, id, asker, posts, register, …} | {do: suspend|revoke, id}].
-- A case makes one agreement at the most and makes it once; one that is revoked stays so.
create function exchange.agree(p jsonb, p_case uuid, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v jsonb;
  v_status text;
begin
  for v in select * from jsonb_array_elements(p) loop
    if v->>'do' = 'agree' then
      insert into exchange.agreement (id, asker, posts, register, fields, services, purpose, law, since, until, frequency, retention, status,
        case_id, changed_by, changed_at)
      select a.id, a.asker, a.posts, a.register, a.fields, a.services, a.purpose, a.law, a.since, a.until, a.frequency, a.retention, 'active',
        p_case, 'case:' || p_case, p_at
      from jsonb_populate_record(null::exchange.agreement, v) a;
    else
      v_status := case v->>'do' when 'suspend' then 'suspended' when 'revoke' then 'revoked' end;
      if v_status is null then
        raise exception 'an agreement cannot be %', v->>'do' using errcode = '22023';
      end if;
      update exchange.agreement a set status = v_status, changed_by = 'case:' || p_case, changed_at = p_at
      where a.id = v->>'id' and a.status <> 'revoked';
      if not found then
        raise exception 'no agreement in force has the id %', v->>'id' using errcode = '23503';
      end if;
    end if;
  end loop;
end $$;
revoke all on function exchange.agree, exchange.agreement_changed from public;
grant execute on function exchange.agree, exchange.agreement_changed to errand_commit;

-- The purpose by its key, the post, what allowed the question, and why it was refused.
alter table exchange.request add column service text, add column post text;
alter table exchange.outcome add column reason text;
alter table exchange.answer add column service text, add column post text, add column allowed text, add column reason text;
create index answer_allowed on exchange.answer (allowed, at) where allowed is not null;
create index answer_register on exchange.answer (register, asker, at);

create or replace function exchange.record(p_records jsonb) returns int
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  with x as materialized (
    select * from jsonb_to_recordset(p_records) x (
      id uuid, at timestamptz, asker text, post text, actor text, register text, fields text[], service text, purpose jsonb, law text,
      consent text, case_id uuid, draft uuid, subjects bytea[], hash bytea, state text, answer_hash bytea, reason text, reused uuid,
      answer_id uuid, holder text, held_subjects bytea[], allowed text, party bytea, key bytea, until timestamptz, sealed bytea)
  ), asked as (
    insert into exchange.request (id, at, asker, post, actor, register, fields, service, purpose, law, consent, case_id, draft, subjects, hash)
    select id, at, asker, post, actor, register, fields, service, purpose, law, consent, case_id, draft, subjects, hash from x
  ), came as (
    insert into exchange.outcome (request, at, state, answer_hash, reason, reused) select id, at, state, answer_hash, reason, reused from x
  ), held as (
    insert into exchange.answer (id, request_hash, at, holder, asker, post, register, fields, service, purpose, law, consent, case_id, draft,
      subjects, state, answer_hash, allowed, reason)
    select answer_id, hash, at, holder, asker, post, register, fields, service, purpose, law, consent, case_id, draft,
      held_subjects, state, answer_hash, allowed, reason
    from x where answer_id is not null
  ), kept as (
    insert into exchange.kept (request, party, register, key, asker, fields, at, until, sealed)
    select id, party, register, key, asker, fields, at, until, sealed from x where sealed is not null
  )
  select count(*)::int from x
$$;

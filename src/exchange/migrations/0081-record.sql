-- Records questions with what the holders in this database answered and what came of them, on both sides, as one step of the
-- asker's own statement: the front door for other modules' statements. Takes a JSON array as src/exchange/together.ts makes it.
create function exchange.record(p_records jsonb) returns int
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  with x as materialized (
    select * from jsonb_to_recordset(p_records) x (
      id uuid, at timestamptz, asker text, actor text, register text, fields text[], purpose jsonb, law text, consent text, case_id uuid,
      draft uuid, subjects bytea[], hash bytea, state text, answer_hash bytea, reused uuid, answer_id uuid, holder text,
      held_subjects bytea[], party bytea, key bytea, until timestamptz, sealed bytea)
  ), asked as (
    insert into exchange.request (id, at, asker, actor, register, fields, purpose, law, consent, case_id, draft, subjects, hash)
    select id, at, asker, actor, register, fields, purpose, law, consent, case_id, draft, subjects, hash from x
  ), came as (
    insert into exchange.outcome (request, at, state, answer_hash, reused) select id, at, state, answer_hash, reused from x
  ), held as (
    insert into exchange.answer (id, request_hash, at, holder, asker, register, fields, purpose, law, consent, case_id, draft, subjects, state, answer_hash)
    select answer_id, hash, at, holder, asker, register, fields, purpose, law, consent, case_id, draft, held_subjects, state, answer_hash
    from x where answer_id is not null
  ), kept as (
    insert into exchange.kept (request, party, register, key, asker, fields, at, until, sealed)
    select id, party, register, key, asker, fields, at, until, sealed from x where sealed is not null
  )
  select count(*)::int from x
$$;
revoke all on function exchange.record from public;
grant execute on function exchange.record to errand_app;

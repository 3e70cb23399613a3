-- Pairs of records that are likely to be one, found once where something changed and not whenever somebody looks. Hashes only; found
-- again from the records whenever that is asked for.
create table registry.likely (
  register text not null references registry.register,
  a bytea not null,
  b bytea not null,
  rule text not null,
  -- How much of what the rule compares is the same, 0 to 1.
  score real not null,
  primary key (register, a, b, rule),
  check (a < b)
);
create index likely_first on registry.likely (register, score desc, a, b);
create index likely_other on registry.likely (register, b);
grant select, insert, delete on registry.likely to errand_app;
grant select on registry.likely to errand_jobs, errand_commit;

-- Records with a mark in common with one that was written.
create index record_marks on registry.record using gin (marks) with (gin_pending_list_limit = 256) where marks <> '{}';

-- What lies here already is looked through once.
do $$
begin
  if exists (select from registry.register where json_array_length(coalesce(definition::json -> 'match', '[]')) > 0) then
    perform jobs.add_all((select jsonb_agg(jsonb_build_object('task', 'register-alike', 'payload', jsonb_build_object('register', id), 'key', 'alike:' || id))
      from registry.register where json_array_length(coalesce(definition::json -> 'match', '[]')) > 0));
  end if;
end $$;

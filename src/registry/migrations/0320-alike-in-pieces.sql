-- Registers that are being looked through for likely duplicates, a piece at a time, in the order of their records' hashes: how far that has
-- come. Every load begins it anew; what ends it takes the row away.
create table registry.looking (
  register text primary key references registry.register,
  -- Records up to this hash were looked at.
  after bytea not null default '',
  -- Another one, as soon as something was loaded: what was looked at before that does not count any more.
  edition uuid not null default gen_random_uuid()
);
grant select, insert, update, delete on registry.looking to errand_app;
grant select on registry.looking to errand_jobs, errand_commit;

-- Before this a register was looked through in one statement, and no further than its first pairs.
do $$
begin
  if exists (select from registry.register where json_array_length(coalesce(definition::json -> 'match', '[]')) > 0) then
    insert into registry.looking (register)
      select id from registry.register where json_array_length(coalesce(definition::json -> 'match', '[]')) > 0;
    perform jobs.add_all((select jsonb_agg(jsonb_build_object('task', 'register-alike', 'payload', jsonb_build_object('register', register), 'key', 'alike:' || register))
      from registry.looking));
  end if;
end $$;

-- Adds the versions that a case's task makes, in the statement that commits the task: only such as say that they come from this case.
create function registry.enter(p_rows jsonb, p_case uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from jsonb_array_elements(p_rows) r
      where r->'provenance'->>'kind' is distinct from 'case' or r->'provenance'->>'case' is distinct from p_case::text) then
    raise exception 'rows of a case come from that case' using errcode = '23514';
  end if;
  return registry.enter((select jsonb_agg(r || jsonb_build_object('recorded', p_at)) from jsonb_array_elements(p_rows) r));
end $$;
grant create on schema registry to errand_commit;
alter function registry.enter(jsonb, uuid, timestamptz) owner to errand_commit;
revoke create on schema registry from errand_commit;
revoke all on function registry.enter(jsonb, uuid, timestamptz) from public;

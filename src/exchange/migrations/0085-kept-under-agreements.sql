-- What an agency kept for reuse goes with the agreement that stops: it asks again, and is told why it may not.
create or replace function exchange.agreement_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into exchange.agreement_change
  select new.id, coalesce(max(c.seq), 0) + 1, new.changed_at, new.changed_by, new.status, to_jsonb(new) - array['id', 'status', 'changed_by', 'changed_at']
  from exchange.agreement_change c where c.agreement = new.id;
  if new.status <> 'active' then
    delete from exchange.kept k where k.asker = new.asker and k.register = new.register;
  end if;
  perform registry.rules_changed(new.register);
  return null;
end $$;
grant select, delete on exchange.kept to errand_commit;
create index kept_asker on exchange.kept (asker, register);

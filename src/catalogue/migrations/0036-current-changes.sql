-- Whoever remembers under which version new cases begin is told when that changes.
create function catalogue.current_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('errand_packs', '');
  return null;
end $$;
create trigger current_changed after insert or update or delete on catalogue.current
  for each statement execute function catalogue.current_changed();

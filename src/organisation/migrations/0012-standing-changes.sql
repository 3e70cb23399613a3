-- Whoever remembers what somebody is or may do is told when that changes: one notice for each transaction that changes it.
create function organisation.standing_changed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('errand_standing', '');
  return null;
end $$;

create trigger standing_changed after insert or update or delete on organisation.officer
  for each statement execute function organisation.standing_changed();
create trigger standing_changed after insert or update or delete on organisation.appointment
  for each statement execute function organisation.standing_changed();
create trigger standing_changed after update or delete on organisation.post
  for each statement execute function organisation.standing_changed();
create trigger standing_changed after update or delete on organisation.agency
  for each statement execute function organisation.standing_changed();

-- Whoever remembers what somebody is or may do is told when that changes, by the same notice as for posts.
create trigger standing_changed after update or delete on identity.token for each statement execute function organisation.standing_changed();
create trigger standing_changed after update or delete on identity.account for each statement execute function organisation.standing_changed();
create trigger standing_changed after update or delete on identity.party for each statement execute function organisation.standing_changed();
create trigger standing_changed after insert or update or delete on identity.agent
  for each statement execute function organisation.standing_changed();

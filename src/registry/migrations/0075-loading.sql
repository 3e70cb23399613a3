-- A load sorts what it adds into the indexes in large portions, everything else in small ones, so that a search never reads a long list
-- of what is not sorted in yet. The limit is the writer's: the functions' own below, the load's in its session.
alter index registry.record_keys reset (gin_pending_list_limit);
alter index registry.record_grams reset (gin_pending_list_limit);
alter function registry.enter(jsonb) set gin_pending_list_limit = 64;
-- Who writes has looked the register up: one look for each row again would be a third of a load.
alter table registry.record drop constraint record_register_fkey;
-- Kept whole: sealed parts do not get shorter.
alter table registry.record alter column sealed set storage external;

-- What stewards do by programs is done once under its command, and a data package is withdrawn like a dataset of a register.
alter table opendata.declared add column command uuid;
-- `by`: `city`, `package` (brought in as a data package), `officer:<id>`.
alter table opendata.declared_change add column command uuid unique;
-- Who withdrew a data package; a register's dataset says so in its declaration.
alter table opendata.withdrawn add column by text, add column command uuid;

create or replace function opendata.declared_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v opendata.declared := case tg_op when 'DELETE' then old else new end;
begin
  insert into opendata.declared_change (id, seq, at, by, what, definition, why, command)
  select v.id, coalesce(max(c.seq), 0) + 1, case tg_op when 'DELETE' then now() else v.changed_at end, v.changed_by,
    case when tg_op = 'DELETE' or v.withdrawn_at is not null then 'withdrawn'
      when tg_op = 'INSERT' then 'opened' when old.withdrawn_at is not null then 'opened' else 'changed' end,
    v.definition, v.why, case tg_op when 'DELETE' then null else v.command end
  from opendata.declared_change c where c.id = v.id;
  return null;
end $$;
-- A command is kept even where it left everything as it was: sent again later it must not undo what came in between.
drop trigger declared_again on opendata.declared;
create trigger declared_again after update on opendata.declared for each row
  when (old.definition is distinct from new.definition or old.withdrawn_at is distinct from new.withdrawn_at
    or (new.command is not null and old.command is distinct from new.command))
  execute function opendata.declared_changed();

create function opendata.package_withdrawn() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into opendata.declared_change (id, seq, at, by, what, definition, why, command)
  select new.id, coalesce(max(c.seq), 0) + 1, new.modified, new."by", 'withdrawn', new.entry, new.why, new.command
  from opendata.declared_change c where c.id = new.id;
  return null;
end $$;
revoke all on function opendata.package_withdrawn from public;
create trigger withdrawn_by after update on opendata.withdrawn for each row
  when (new.by is not null and old.by is distinct from new.by) execute function opendata.package_withdrawn();

grant update (command) on opendata.declared to errand_app;
grant update (by, command) on opendata.withdrawn to errand_app;

-- A rule for likely duplicates that is added or changed holds for the records that are there already: their marks are made anew, and the
-- register is looked through after that, both a piece at a time.
alter table registry.looking add column remark boolean not null default false;

create function registry.match_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if jsonb_array_length(coalesce(new.definition::jsonb -> 'match', '[]')) = 0 then
    delete from registry.looking where register = new.id;
    delete from registry.likely where register = new.id;
  else
    insert into registry.looking (register, remark) values (new.id, true)
      on conflict (register) do update set after = default, edition = default, remark = true;
    perform jobs.add_all(jsonb_build_array(jsonb_build_object('task', 'register-alike', 'payload', jsonb_build_object('register', new.id),
      'key', 'alike:' || new.id)));
  end if;
  return null;
end $$;
revoke all on function registry.match_changed from public;
create trigger match_changed after update on registry.register for each row
  when ((old.definition::jsonb -> 'match') is distinct from (new.definition::jsonb -> 'match'))
  execute function registry.match_changed();

-- Other marks for versions that are there. Rows as src/registry/alike.ts makes them, marks in base64.
create function registry.mark(p_register text, p_rows jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update registry.record r set marks = array(select decode(m, 'base64') from jsonb_array_elements_text(x.marks) m), likeness = x.likeness
  from jsonb_to_recordset(p_rows) x (id text, version int, marks jsonb, likeness jsonb)
  where r.register = p_register and r.id = decode(x.id, 'hex') and r.version = x.version
$$;
revoke all on function registry.mark(text, jsonb) from public;
grant execute on function registry.mark(text, jsonb) to errand_app;

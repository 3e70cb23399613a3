-- The version under which new cases of a service begin, by its hash; null where there is no such service: the front door for
-- other modules' statements.
create function catalogue.current_version(p_id text) returns bytea
language sql stable begin atomic
  select c.hash from catalogue.current c where c.id = p_id;
end;

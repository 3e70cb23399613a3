-- One or two parties by id, sealed as they lie: the front door for other modules' statements. Without arrays, whose length the
-- planner would want to know anew each time.
drop function identity.parties(uuid[]);
create function identity.parties(p_one uuid, p_other uuid) returns table (id uuid, kind text, sealed bytea)
language sql stable begin atomic
  select p.id, p.kind, p.sealed from identity.party p where p.id = p_one
  union all
  select p.id, p.kind, p.sealed from identity.party p where p.id = p_other and p_other <> p_one;
end;

-- Answers that may be used again for a party (by its mark), latest first: the front door for other modules' statements.
drop function exchange.kept_of(bytea[], timestamptz);
create function exchange.kept_of(p_party bytea, p_now timestamptz)
returns table (party bytea, register text, key bytea, asker text, fields text[], request uuid, at timestamptz, sealed bytea)
language sql stable begin atomic
  select k.party, k.register, k.key, k.asker, k.fields, k.request, k.at, k.sealed
  from exchange.kept k where k.party = p_party and k.until > p_now and k.at <= p_now
  order by k.at desc limit 100;
end;

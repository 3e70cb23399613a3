-- Consents: signed records of what a party let be asked about it, for which purpose and until when. Like the questions they can be
-- added to and never changed; a revocation is a record of its own. Nothing personal stands here in clear.
create table exchange.consent (
  id text primary key,
  -- Keyed hashes: the party that consents, its identifier as it stands in registers, the person who pressed the button.
  party bytea not null,
  about bytea not null,
  giver bytea not null,
  asker text not null,
  service text not null,
  requirement text not null,
  register text not null,
  fields text[] not null check (cardinality(fields) > 0),
  purpose jsonb not null,
  given timestamptz not null,
  until timestamptz not null check (until > given),
  -- Ed25519 over the canonical form of all of the above.
  signature bytea not null
);
create index consent_party on exchange.consent (party, given desc, id desc);

create table exchange.consent_end (
  consent text primary key references exchange.consent,
  at timestamptz not null,
  giver bytea not null,
  signature bytea not null
);
grant select, insert on exchange.consent, exchange.consent_end to errand_app;

-- What a consent was used for.
create index request_consent on exchange.request (consent) where consent is not null;

-- An answer that was given under a consent is used again only while the consent holds.
create or replace function exchange.kept_of(p_party bytea, p_now timestamptz)
returns table (party bytea, register text, key bytea, asker text, fields text[], request uuid, at timestamptz, sealed bytea)
language sql stable begin atomic
  select k.party, k.register, k.key, k.asker, k.fields, k.request, k.at, k.sealed
  from exchange.kept k join exchange.request r on r.id = k.request
  where k.party = p_party and k.until > p_now and k.at <= p_now
    and (r.consent is null or exists (
      select 1 from exchange.consent c where c.id = r.consent and c.until > p_now
        and not exists (select 1 from exchange.consent_end e where e.consent = c.id)))
  order by k.at desc limit 100;
end;

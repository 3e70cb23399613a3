-- What has all of some terms, by their index always: a scan of the table would unpack every row's terms, which the planner takes for
-- free.
create function opendata.found(p_terms text[])
returns table (id text, agency text, theme text, licence text, formats text[], plain text, modified timestamptz)
language sql stable set enable_seqscan = off as $$
  select d.id, d.agency, d.theme, d.licence, d.formats, d.plain, d.modified from opendata.dataset d where d.terms @> p_terms
$$;

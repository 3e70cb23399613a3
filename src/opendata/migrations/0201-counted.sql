-- Searches inside the database: by the index of terms always (see opendata.found), planned once for each connection, and without their
-- rows being handed from one function to the next.

-- How many have all of some terms.
create function opendata.count_found(p_terms text[]) returns int language plpgsql stable set enable_seqscan = off as $$
begin
  return (select count(*) from opendata.dataset d where d.terms @> p_terms);
end $$;

-- What has all of some terms, counted one by one and by facet, those first whose title is like all of p_like; a page of it after a place.
create function opendata.narrow(p_terms text[], p_like text[], p_score int, p_modified timestamptz, p_id text, p_limit int)
returns table (n int, f json, page json) language plpgsql stable set enable_seqscan = off as $$
begin
  return query
  with hit as materialized (
    select d.id, d.agency, d.theme, d.licence, d.formats, d.modified, (cardinality(p_like) > 0 and d.plain like all (p_like))::int score
    from opendata.dataset d where d.terms @> p_terms
  )
  select (select count(*)::int from hit),
    (select json_agg(c) from (
      select case when grouping(h.agency) = 0 then 'agency' when grouping(h.theme) = 0 then 'theme' else 'licence' end f,
        coalesce(h.agency, h.theme, h.licence) v, count(*)::int n
      from hit h group by grouping sets ((h.agency), (h.theme), (h.licence))
      union all select 'format', v, count(*)::int from hit h, unnest(h.formats) v group by v
    ) c),
    (select json_agg(p) from (
      select h.id, h.score from hit h where (h.score, h.modified, h.id) < (p_score, p_modified, p_id)
      order by h.score desc, h.modified desc, h.id desc limit p_limit
    ) p);
end $$;

-- The newest are looked through row by row for the terms that they have: unpacking them took longer than reading them.
alter table opendata.dataset alter column terms set storage external;

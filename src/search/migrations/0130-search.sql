-- What cases are found by: keyed hashes alone. Made by following the log; it can be emptied and made again.

create schema search;
grant usage on schema search to errand_app, errand_jobs;

create table search.item (
  case_id uuid primary key,
  at timestamptz(3) not null,
  status text not null check (status in ('running', 'ended')),
  -- Hashes of pairs of characters, beginnings of words, numbers, who may find it, and when it began.
  grams int[] not null
) with (toast_tuple_target = 128, fillfactor = 90);
-- Grams are read by their index alone; out of the way, the rest of a row is narrow. Hashes do not shrink.
alter table search.item alter column grams set storage external, alter column grams set statistics 0;
-- Without a list of what is pending, which every search would have to read.
create index item_grams on search.item using gin (grams) with (fastupdate = off);

grant select, insert, update, delete on search.item to errand_app;

-- What has all of some grams and one of the scopes, by the index always: a scan of the table would unpack every row's grams, which the
-- planner takes for free.
create function search.found(p_grams int[], p_scopes int[])
returns table (case_id uuid, at timestamptz, status text)
language sql stable set enable_seqscan = off as $$
  select i.case_id, i.at, i.status from search.item i where i.grams @> p_grams and i.grams && p_scopes
$$;
grant execute on function search.found to errand_app;

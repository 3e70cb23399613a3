-- The index again, made anew from the log: conversations are found by those who take part, a single character finds, and what is newest
-- is walked through in blocks of days that grow, so that a word costs the same however often it occurs. Beside it the words of files
-- that somebody handed in, read once and sealed under the case's key.

drop function search.found;
drop table search.item;
delete from ledger.feed where name = 'search-1';

create table search.item (
  -- The case itself, or a conversation about it.
  id uuid primary key,
  case_id uuid not null,
  at timestamptz(3) not null,
  -- The day of that by the city's calendar, counted.
  day int not null,
  -- Hashes of characters and pairs of them, beginnings of words, numbers, who may find it, when it began, whether it runs.
  grams int[] not null
) with (toast_tuple_target = 128, fillfactor = 90);
-- Grams are read by their index alone; out of the way, the rest of a row is narrow. Hashes do not shrink.
alter table search.item alter column grams set storage external, alter column grams set statistics 0;
create index item_case on search.item (case_id);
create index item_day on search.item (day);
-- Without a list of what is pending, which every search would have to read.
create index item_grams on search.item using gin (grams) with (fastupdate = off);

create table search.reading (
  case_id uuid not null,
  -- The evidence's number in the case.
  no int not null,
  -- Its words under the case's key; null until they are read.
  sealed bytea,
  primary key (case_id, no)
);

grant select, insert, update, delete on search.item, search.reading to errand_app;

-- At most so many places after one, in order: what has one of the whole numbers (rank 2), all grams in its titles (1), all of them
-- anywhere (0). What is rare is put in order as a whole. What is frequent of late is walked through from the newest day on in the blocks
-- given, each {gram, first day, days}, until enough is found: for the rank of the place from its day on, for those below from today.
-- Always by the index: a scan of the table would unpack every row's grams, which the planner takes for free; for the same reason days
-- are compared so that no index of theirs answers. They are compared at all because the hash of something else may meet a block's.
create function search.page(
  p_exact int[], p_title int[], p_word int[], p_filters int[], p_scopes int[],
  p_recent int[], p_here int[], p_all int[], p_rank int, p_at timestamptz, p_id uuid, p_limit int
) returns table (rank int, at timestamptz, id uuid, case_id uuid)
language plpgsql stable set enable_seqscan = off as $$
#variable_conflict use_column
declare
  c_rare constant int := 500;
  v_oldest int := (select min(i.day) from search.item i);
  v_left int := p_limit;
  v_found int;
  v_need int[];
  v_few uuid[];
  b int[];
begin
  if p_rank = 2 and cardinality(p_exact) > 0 then
    v_few := array(select i.id from search.item i where i.grams && p_exact and i.grams @> p_filters and i.grams && p_scopes limit c_rare + 1);
    if cardinality(v_few) <= c_rare then
      return query select 2, i.at, i.id, i.case_id from search.item i
        where i.id = any (v_few) and (i.at, i.id) < (p_at, p_id) order by i.at desc, i.id desc limit v_left;
      get diagnostics v_found = row_count;
      v_left := v_left - v_found;
    else
      foreach b slice 1 in array p_here loop
        exit when v_left <= 0 or b[2] + b[3] <= v_oldest;
        return query select 2, i.at, i.id, i.case_id from search.item i
          where i.grams && p_exact and i.grams @> (p_filters || b[1]) and i.grams && p_scopes
            and i.day - b[2] between 0 and b[3] - 1 and (i.at, i.id) < (p_at, p_id)
          order by i.at desc, i.id desc limit v_left;
        get diagnostics v_found = row_count;
        v_left := v_left - v_found;
      end loop;
    end if;
  end if;
  for v_rank in reverse least(p_rank, 1)..0 loop
    exit when v_left <= 0 or cardinality(p_word) = 0;
    v_need := p_filters || case v_rank when 1 then p_title else p_word end;
    if (select count(*) < v_left from (
      select from unnest(p_recent) r cross join lateral (
        select from search.item i where i.grams @> (v_need || r) and i.grams && p_scopes limit v_left) few limit v_left) few)
    then
      v_few := array(select i.id from search.item i where i.grams @> v_need and i.grams && p_scopes limit c_rare + 1);
      if cardinality(v_few) <= c_rare then
        return query select v_rank, i.at, i.id, i.case_id from search.item i
          where i.id = any (v_few) and (p_rank > v_rank or (i.at, i.id) < (p_at, p_id))
            and i.id not in (select e.id from search.item e where e.grams && p_exact)
            and (v_rank = 1 or i.id not in (select t.id from search.item t where t.grams @> p_title and t.grams @> v_need))
          order by i.at desc, i.id desc limit v_left;
        get diagnostics v_found = row_count;
        v_left := v_left - v_found;
        continue;
      end if;
    end if;
    foreach b slice 1 in array case when v_rank = p_rank then p_here else p_all end loop
      exit when v_left <= 0 or b[2] + b[3] <= v_oldest;
      return query select v_rank, i.at, i.id, i.case_id from search.item i
        where i.grams @> (v_need || b[1]) and i.grams && p_scopes
          and i.day - b[2] between 0 and b[3] - 1 and (p_rank > v_rank or (i.at, i.id) < (p_at, p_id))
          and i.id not in (select e.id from search.item e where e.grams && p_exact and e.grams @> array[b[1]])
          and (v_rank = 1 or i.id not in (select t.id from search.item t where t.grams @> (p_title || b[1]) and t.grams @> v_need))
        order by i.at desc, i.id desc limit v_left;
      get diagnostics v_found = row_count;
      v_left := v_left - v_found;
    end loop;
  end loop;
end
$$;

-- How many there are, counted up to so many.
create function search.count(
  p_exact int[], p_word int[], p_filters int[], p_scopes int[], p_recent int[], p_all int[], p_most int
) returns int
language plpgsql stable set enable_seqscan = off as $$
declare
  v_oldest int := (select min(i.day) from search.item i);
  v_need int[] := p_filters || p_word;
  v_count int := 0;
  b int[];
begin
  if cardinality(p_exact) > 0 then
    v_count := (select count(*) from (
      select from search.item i where i.grams && p_exact and i.grams @> p_filters and i.grams && p_scopes
        and (cardinality(p_word) = 0 or not i.grams @> p_word) limit p_most) few);
  end if;
  if cardinality(p_word) = 0 then return v_count; end if;
  if (select count(*) < 20 from (
    select from unnest(p_recent) r cross join lateral (
      select from search.item i where i.grams @> (v_need || r) and i.grams && p_scopes limit 20) few limit 20) few)
  then
    v_count := v_count + (select count(*) from (select from search.item i where i.grams @> v_need and i.grams && p_scopes limit p_most) few);
  else
    foreach b slice 1 in array p_all loop
      exit when b[2] + b[3] <= v_oldest or v_count >= p_most;
      v_count := v_count + (select count(*) from (
        select from search.item i where i.grams @> (v_need || b[1]) and i.grams && p_scopes
          and i.day - b[2] between 0 and b[3] - 1 limit p_most) few);
    end loop;
  end if;
  return least(v_count, p_most);
end
$$;
grant execute on function search.page, search.count to errand_app;

-- How many datasets have each combination of agency, theme, licence and formats that there is: whatever is asked by facets alone is counted
-- exactly by adding up a few of these rows, however many datasets they stand for.
create table opendata.combined (
  agency text,
  theme text,
  licence text,
  formats text[],
  n int not null,
  primary key (agency, theme, licence, formats)
);
insert into opendata.combined select agency, theme, licence, formats, count(*) from opendata.dataset group by 1, 2, 3, 4;

create function opendata.combine_in() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into opendata.combined as t (agency, theme, licence, formats, n)
  select a.agency, a.theme, a.licence, a.formats, count(*) from added a group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (agency, theme, licence, formats) do update set n = t.n + excluded.n;
  return null;
end $$;
create function opendata.combine_out() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into opendata.combined as t (agency, theme, licence, formats, n)
  select a.agency, a.theme, a.licence, a.formats, -count(*) from removed a group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (agency, theme, licence, formats) do update set n = t.n + excluded.n;
  return null;
end $$;
revoke all on function opendata.combine_in, opendata.combine_out from public;
create trigger combined_in after insert on opendata.dataset referencing new table as added
  for each statement execute function opendata.combine_in();
create trigger combined_out after delete on opendata.dataset referencing old table as removed
  for each statement execute function opendata.combine_out();
create trigger combined_again_out after update on opendata.dataset referencing old table as removed
  for each statement execute function opendata.combine_out();
create trigger combined_again_in after update on opendata.dataset referencing new table as added
  for each statement execute function opendata.combine_in();

grant select on opendata.combined to errand_app, errand_jobs;

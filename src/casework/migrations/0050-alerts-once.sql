-- Warnings and overdue used to be looked for among all running cases that are past them, at each look. Now a mark says up to when
-- every one was raised: what comes after it is one range of an index, however many cases are overdue.
create table casework.alerted (
  kind text primary key check (kind in ('warn', 'overdue')),
  until timestamptz not null
);
insert into casework.alerted values ('warn', '-infinity'), ('overdue', '-infinity');
grant select, update on casework.alerted to errand_commit;
grant select on casework.alerted to errand_app, errand_jobs;

-- What is missed by looking at time alone are dates that a command has just put into the past. Commands are in the entries of the
-- last minutes; a statement that was long under way is still seen within a quarter of an hour.
create or replace function casework.raise_alerts(p_now timestamptz, p_most int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_kind text;
  v_until timestamptz;
  v_last timestamptz;
  v_found int;
  v_told int;
  v_sum int := 0;
begin
  foreach v_kind in array array['warn', 'overdue'] loop
    -- One process at a time moves the mark.
    select until into v_until from casework.alerted where kind = v_kind for update;
    -- A clock that was put back: what is told was told, and everything is looked at once more.
    if p_now < v_until - interval '1 hour' then v_until := '-infinity'; end if;
    if v_kind = 'warn' then
      with due as materialized (
        select id, due_at, warn_at as reached from casework.case c
        where status = 'running' and warn_at > v_until and warn_at <= p_now and due_at > p_now
          and not exists (select 1 from casework.alert a where a.case_id = c.id and a.clock = '' and a.kind = 'warn' and a.due_at = c.due_at)
        order by warn_at limit p_most
      ), told as (
        insert into casework.alert (case_id, clock, kind, due_at, at)
        select id, '', 'warn', due_at, p_now from due on conflict do nothing returning 1
      ) select (select count(*) from due), (select max(reached) from due), (select count(*) from told) into v_found, v_last, v_told;
    else
      with due as materialized (
        select id, due_at, due_at as reached from casework.case c
        where status = 'running' and due_at > v_until and due_at <= p_now
          and not exists (select 1 from casework.alert a where a.case_id = c.id and a.clock = '' and a.kind = 'overdue' and a.due_at = c.due_at)
        order by due_at limit p_most
      ), told as (
        insert into casework.alert (case_id, clock, kind, due_at, at)
        select id, '', 'overdue', due_at, p_now from due on conflict do nothing returning 1
      ) select (select count(*) from due), (select max(reached) from due), (select count(*) from told) into v_found, v_last, v_told;
    end if;
    v_sum := v_sum + v_told;
    -- Many share the end of a day: where some may be left, the next look begins just before the last of these.
    update casework.alerted set until = case when v_found < p_most then p_now else v_last - interval '1 millisecond' end where kind = v_kind;
  end loop;
  with touched as materialized (
    select distinct case_id from casework.entry where at > p_now - interval '15 minutes' and at <= p_now + interval '15 minutes'
  ), due as (
    select c.id, c.due_at, case when c.due_at <= p_now then 'overdue' else 'warn' end as kind
    from touched t join casework.case c on c.id = t.case_id
    where c.status = 'running' and (c.due_at <= p_now or c.warn_at <= p_now)
  ), told as (
    insert into casework.alert (case_id, clock, kind, due_at, at) select id, '', kind, due_at, p_now from due on conflict do nothing returning 1
  ) select count(*) into v_told from told;
  return v_sum + v_told;
end $$;

-- Dates computed anew may lie on either side of the mark: the next look begins from the start, and raises nothing twice.
create or replace function casework.redate(p_cases jsonb) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update casework.alerted set until = '-infinity';
  with changed as (
    update casework.case c set due_at = n.due_at, warn_at = n.warn_at, provisional = n.provisional, calendar_version = n.calendar_version
    from jsonb_to_recordset(p_cases) as n(id uuid, version int, due_at timestamptz, warn_at timestamptz, provisional boolean, calendar_version text)
    where c.id = n.id and c.version = n.version returning 1
  ) select count(*)::int from changed
$$;

-- role: errand_jobs
-- A job whose key was taken by a worker at the very moment of replacing it was neither replaced nor added: the queue clears the keys of
-- taken jobs first and inserts afterwards, and what is taken in between conflicts without being written. What was not written is added
-- again: by then the key of the taken one is cleared.

create or replace function jobs.add_all(specs jsonb) returns integer
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  wanted graphile_worker.job_spec[] := coalesce((
    select array_agg((
       spec ->> 'task',
       coalesce(spec -> 'payload', '{}')::json,
       spec ->> 'queue',
       (spec ->> 'runAt')::timestamptz,
       (spec ->> 'attempts')::integer,
       spec ->> 'key',
       (spec ->> 'priority')::integer,
       null)::graphile_worker.job_spec)
    from jsonb_array_elements(specs) spec), '{}');
  count integer := cardinality(wanted);
  added text[];
begin
  while cardinality(wanted) > 0 loop
    select array_agg(job.key) into added from graphile_worker.add_jobs(wanted) job;
    if cardinality(added) = cardinality(wanted) then exit; end if;
    -- Jobs without a key conflict with nothing.
    wanted := coalesce((
      select array_agg(one) from unnest(wanted) one
      where one.job_key is not null and (added is null or one.job_key <> all (array_remove(added, null)))), '{}');
  end loop;
  return count;
end
$$;

create or replace function jobs.add(
  task text, payload jsonb default '{}', run_at timestamptz default null, key text default null,
  queue text default null, priority integer default null, attempts integer default null
) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  made bigint;
begin
  loop
    select job.id into made from graphile_worker.add_job(task, payload::json, queue, run_at, attempts, key, priority) job;
    if made is not null then return made; end if;
  end loop;
end
$$;

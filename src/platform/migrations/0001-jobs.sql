-- role: errand_jobs
-- How the application adds work to the queue inside its own transaction, without any right on the queue's tables.

create schema jobs;

-- Adds every job of a JSON array in one statement; each is
-- {"task": text, "payload": any, "runAt"?: timestamp, "key"?: text, "queue"?: text, "priority"?: integer, "attempts"?: integer}.
-- A job whose key is already waiting replaces it. Answers how many were added.
create function jobs.add_all(specs jsonb) returns integer
  language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select count(*)::integer from graphile_worker.add_jobs(
    (select coalesce(array_agg((
       spec ->> 'task',
       coalesce(spec -> 'payload', '{}')::json,
       spec ->> 'queue',
       (spec ->> 'runAt')::timestamptz,
       (spec ->> 'attempts')::integer,
       spec ->> 'key',
       (spec ->> 'priority')::integer,
       null)::graphile_worker.job_spec), '{}')
     from jsonb_array_elements(specs) spec))
$$;

-- Adds one job; answers its id.
create function jobs.add(
  task text, payload jsonb default '{}', run_at timestamptz default null, key text default null,
  queue text default null, priority integer default null, attempts integer default null
) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  select id from graphile_worker.add_job(
    task, payload::json, queue, run_at, attempts, key, priority)
$$;

revoke all on function jobs.add_all(jsonb) from public;
revoke all on function jobs.add(text, jsonb, timestamptz, text, text, integer, integer) from public;
grant usage on schema jobs to errand_app, errand_commit, errand_owner;
grant execute on function jobs.add_all(jsonb) to errand_app, errand_commit, errand_owner;
grant execute on function jobs.add(text, jsonb, timestamptz, text, text, integer, integer) to errand_app, errand_commit, errand_owner;

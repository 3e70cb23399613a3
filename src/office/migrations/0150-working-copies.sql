-- Working copies of texts: what somebody is writing at this moment, kept while it is written, so that a lost connection loses nothing and
-- a second writer is told. Not a version and not part of the case: sealed under the case's key, gone when it is saved or given up.

create schema if not exists office;
grant usage on schema office to errand_app, errand_jobs, errand_commit;

create table office.working (
  case_id uuid not null,
  name text not null,
  officer text not null,
  -- The version that is written on; 0 where there is none yet.
  base int not null,
  begun_at timestamptz(3) not null,
  -- When the page was last heard of.
  seen_at timestamptz(3) not null,
  -- When something was last kept; null where somebody only opened the page.
  kept_at timestamptz(3),
  sealed bytea,
  primary key (case_id, name, officer)
);
create index working_seen on office.working (seen_at);

grant select, insert, update, delete on office.working to errand_app;
grant select on office.working to errand_jobs;

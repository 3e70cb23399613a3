-- When the cases that a task waits for are urged next, on the dates that its procedure says. One row for each such task that is waited for.
create table casework.chase (
  case_id uuid not null,
  task int not null,
  at timestamptz(3) not null,
  primary key (case_id, task)
);
create index chase_at on casework.chase (at);
grant select, insert, update (at), delete on casework.chase to errand_app;
grant select on casework.chase to errand_jobs;

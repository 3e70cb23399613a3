-- Parts of bundles whose register did not answer when their turn came: until when they are tried again, and when next. One row for each
-- part that waits; it goes when the part is opened, or when its time is over and the bundle was told so.
create table casework.part_wait (
  case_id uuid not null,
  task int not null,
  register text not null,
  until timestamptz(3) not null,
  next timestamptz(3) not null,
  tries int not null default 1,
  primary key (case_id, task)
);
create index part_wait_next on casework.part_wait (next);
grant select, insert, update (register, next, tries), delete on casework.part_wait to errand_app;
grant select on casework.part_wait to errand_jobs;

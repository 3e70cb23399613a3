-- The years in which an agency's archivists were told that files fall due: once each, whichever process tells them.
create table archive.reminded (
  agency text not null,
  year int not null,
  at timestamptz(3) not null,
  primary key (agency, year)
);
grant select, insert on archive.reminded to errand_app;
grant select on archive.reminded to errand_jobs;

-- Figures of the office, computed from entries by following the log: how long stages took, who did how much, what was not printed. Of
-- each there are the rows that it is the sum of, by case, and the sums by month, which are all that a page reads.

create schema insight;
grant usage on schema insight to errand_app, errand_jobs;

-- One stay of a case in a stage; while it lasts, without an end.
create table insight.stage (
  case_id uuid not null,
  n int not null,
  pack text not null,
  agency text not null,
  stage text not null,
  entered_at timestamptz(3) not null,
  left_at timestamptz(3),
  -- The first day of the month in which it was left, and the tenths of working days that it took.
  month date,
  tenths int,
  primary key (case_id, n)
);
create index stage_left on insight.stage (pack, agency, stage, left_at desc, case_id desc, n desc) where left_at is not null;
create table insight.spent (
  pack text not null,
  agency text not null,
  stage text not null,
  month date not null,
  tenths int not null,
  n int not null,
  primary key (month, agency, pack, stage, tenths)
);

-- One task that an officer finished.
create table insight.done (
  case_id uuid not null,
  no int not null,
  post text not null,
  officer text not null,
  pack text not null,
  done_at timestamptz(3) not null,
  month date not null,
  late boolean not null,
  primary key (case_id, no)
);
create index done_post on insight.done (post, done_at desc, case_id desc, no desc);
create table insight.tally (
  post text not null,
  officer text not null,
  month date not null,
  n int not null,
  late int not null,
  primary key (post, month, officer)
);

-- One document that somebody was given without paper.
create table insight.sheet (
  case_id uuid not null,
  no int not null,
  pack text not null,
  -- Who would have printed and sent it.
  agency text not null,
  made_at timestamptz(3) not null,
  month date not null,
  pages int not null,
  primary key (case_id, no)
);
create index sheet_agency on insight.sheet (agency, pack, made_at desc, case_id desc, no desc);
create table insight.paper (
  agency text not null,
  pack text not null,
  month date not null,
  documents int not null,
  pages int not null,
  primary key (month, agency, pack)
);

grant select, insert, update, delete on insight.stage, insight.done, insight.sheet to errand_app;
grant select, insert, update on insight.spent, insight.tally, insight.paper to errand_app;

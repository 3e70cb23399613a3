-- What of the file store is still named by something. Which file a piece of evidence holds is sealed with it: whoever sweeps opens each
-- piece once and notes the file here, without a word of what it belongs to.
create table casework.evidence_file (
  file uuid primary key
);
-- Up to which evidence that was done, and when files were swept last.
create table casework.sweep (
  one boolean primary key default true check (one),
  noted timestamptz not null,
  swept timestamptz not null
);
insert into casework.sweep (noted, swept) values ('-infinity', '-infinity');
create index evidence_uploaded on casework.evidence (fetched_at, case_id, no) where source = 'upload';
grant select, insert on casework.evidence_file to errand_app;
grant select, update on casework.sweep to errand_app;

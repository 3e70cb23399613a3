-- How many fields a person typed altogether, as services promise it; those that a register held are named beside it.
alter table casework.errand_count add column typed int not null default 0;
alter table casework.errand_count alter column typed drop default;
insert into casework.errand_due select case_id from casework.errand_count on conflict do nothing;

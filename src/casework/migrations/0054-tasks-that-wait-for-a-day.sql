-- A task that waits for a day has that day's beginning in late_at until it is opened: the same look at the clock finds it.
create index task_opens on casework.task (late_at, case_id, no) where status = 'waiting' and late_at is not null;

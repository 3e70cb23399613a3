-- Warnings and overdue raised since the last look.
create index alert_at on casework.alert (at);

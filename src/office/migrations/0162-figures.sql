-- What an agency's archive holds, counted from the index alone.
create index record_figures on archive.record (agency, class, year, retention, (destroyed_at is null));

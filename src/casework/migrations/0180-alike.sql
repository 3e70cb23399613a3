-- Cases that look alike: those that run, then the latest. However many there were before, as many rows are looked at as are shown.
drop index casework.case_fingerprint;
create index case_alike on casework.case (fingerprint, status desc, opened_at desc) where fingerprint is not null;

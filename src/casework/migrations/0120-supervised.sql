-- What was supervised, the latest first: found without reading every entry.
create index entry_supervised on casework.entry (at desc, case_id, seq) where type = 'note' and events @> '[{"kind": "supervise"}]';

-- The same upload sent again under the same key is the same file.
alter table casework.upload add column key_hash bytea;
create unique index upload_key on casework.upload (key_hash) where key_hash is not null;

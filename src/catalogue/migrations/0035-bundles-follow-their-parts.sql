-- A bundle is published anew, under the number that its author gave it, when one of its parts has a new version; of every other
-- pack a number stands for one content.
alter table catalogue.pack drop constraint pack_id_version_key;
create unique index pack_version on catalogue.pack (id, version) where not files ? 'parts.json';

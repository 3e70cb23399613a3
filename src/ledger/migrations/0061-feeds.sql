-- Who follows what happened, and how far each has come in the order of the log.
create table ledger.feed (
  name text primary key,
  idx bigint not null
);
grant select, insert, update on ledger.feed to errand_app;

-- Whoever follows the log is woken when it has grown.
create function ledger.grown() returns trigger language plpgsql as $$ begin perform pg_notify('errand_log', ''); return null; end $$;
create trigger grown after insert on ledger.leaf for each statement execute function ledger.grown();

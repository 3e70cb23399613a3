-- The log of all entries: commitments wait in `pending`, become leaves in one order, and are covered by signed heads.
-- The application reads. Commitments are inserted by casework.commit; leaves, tiles and heads by the functions below.

create schema ledger;
grant usage on schema ledger to errand_app, errand_jobs, errand_commit;

create table ledger.pending (
  case_id uuid not null,
  seq int not null,
  commitment bytea not null check (length(commitment) = 32),
  at timestamptz(3) not null,
  primary key (at, case_id, seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table ledger.leaf (
  idx bigint primary key,
  case_id uuid not null,
  seq int not null,
  commitment bytea not null check (length(commitment) = 32),
  at timestamptz(3) not null,
  unique (case_id, seq)
);

-- A log has a name and a key. A database restored from an old backup starts a new one; the newest is the one in use.
create table ledger.log (
  no int primary key,
  origin text not null unique,
  public bytea not null,
  sealed bytea not null,
  made_at timestamptz not null default now()
);

create table ledger.head (
  origin text not null references ledger.log (origin),
  size bigint not null,
  root bytea not null,
  checkpoint text not null,
  at timestamptz not null default now(),
  primary key (origin, size)
);

-- Tiles of level 1 and above, growing until they hold 256 hashes; those of level 0 are read off the leaves.
create table ledger.tile (
  level int not null check (level > 0),
  idx bigint not null,
  hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  primary key (level, idx)
);

-- Lawful destruction of a case's key, approved by two. The commitments stay; what they were made of is gone.
create table ledger.tombstone (
  case_id uuid primary key,
  reason text not null,
  first text not null,
  second text not null check (second <> first),
  at timestamptz not null default now()
);

grant select on all tables in schema ledger to errand_app, errand_jobs, errand_commit;
grant insert on ledger.pending, ledger.leaf, ledger.log, ledger.head, ledger.tile to errand_commit;
grant delete on ledger.pending to errand_commit;
grant update on ledger.tile to errand_commit;

-- Moves waiting commitments into the log, in the order of their time, and answers the leaves from p_from on.
create function ledger.advance(p_most int, p_from bigint) returns table (idx bigint, commitment bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_next bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('errand ledger', 0));
  select coalesce(max(l.idx) + 1, 0) into v_next from ledger.leaf l;
  with taken as (
    delete from ledger.pending p
    where p.ctid = any (array(select w.ctid from ledger.pending w order by w.at, w.case_id, w.seq limit p_most))
    returning p.case_id, p.seq, p.commitment, p.at
  )
  insert into ledger.leaf (idx, case_id, seq, commitment, at)
  select v_next + row_number() over (order by t.at, t.case_id, t.seq) - 1, t.case_id, t.seq, t.commitment, t.at from taken t;
  return query select l.idx, l.commitment from ledger.leaf l where l.idx >= p_from order by l.idx limit p_most;
end $$;

-- Publishes a head that was signed after its leaves were committed, with the tiles that grew.
--   p_tiles: [{level, idx, hashes}] with hashes in base64.
create function ledger.publish(p_origin text, p_size bigint, p_root bytea, p_checkpoint text, p_tiles jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('errand ledger', 0));
  if p_size > (select coalesce(max(l.idx) + 1, 0) from ledger.leaf l) then
    raise exception 'a head of size % covers leaves that are not there', p_size;
  end if;
  if p_size < (select max(h.size) from ledger.head h where h.origin = p_origin) then
    raise exception 'a head of size % would shorten the log', p_size;
  end if;
  insert into ledger.tile as t (level, idx, hashes)
  select n.level, n.idx, decode(n.hashes, 'base64') from jsonb_to_recordset(p_tiles) as n(level int, idx bigint, hashes text)
  on conflict (level, idx) do update set hashes = excluded.hashes where length(excluded.hashes) > length(t.hashes);
  insert into ledger.head (origin, size, root, checkpoint) values (p_origin, p_size, p_root, p_checkpoint) on conflict do nothing;
end $$;

-- The log in use; founded with the given name and key where there is none yet.
create function ledger.found(p_origin text, p_public bytea, p_sealed bytea) returns table (origin text, public bytea, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('errand ledger', 0));
  if not exists (select from ledger.log) then
    insert into ledger.log (no, origin, public, sealed) values (1, p_origin, p_public, p_sealed);
  end if;
  return query select l.origin, l.public, l.sealed from ledger.log l order by l.no desc limit 1;
end $$;

-- A function may be given only to a role that may create in its schema.
grant create on schema ledger to errand_commit;
alter function ledger.advance owner to errand_commit;
alter function ledger.publish owner to errand_commit;
alter function ledger.found owner to errand_commit;
revoke create on schema ledger from errand_commit;
revoke all on function ledger.advance, ledger.publish, ledger.found from public;
grant execute on function ledger.advance, ledger.publish to errand_jobs;
grant execute on function ledger.found to errand_jobs, errand_app;

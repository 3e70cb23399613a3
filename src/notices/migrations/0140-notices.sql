-- What somebody is told: a line in the inbox, and a mail where that was chosen. A line holds no personal data and no content of a
-- case beyond its number and the titles of its procedure. Whoever writes a notice calls notices.notify in the transaction of what
-- it tells; nobody writes the tables directly.

create schema notices;
grant usage on schema notices to errand_app, errand_jobs, errand_commit;

-- What there is to be told, whom it concerns, and whether it goes out by mail unless the receiver chose otherwise.
create table notices.kind (
  kind text primary key,
  face text not null check (face in ('officer', 'party')),
  mail text not null check (mail in ('no', 'yes', 'digest'))
);
insert into notices.kind values
  ('given', 'officer', 'yes'), ('task', 'officer', 'no'), ('back', 'officer', 'yes'), ('urged', 'officer', 'yes'),
  ('supervised', 'officer', 'yes'), ('soon', 'officer', 'digest'), ('overdue', 'officer', 'yes'), ('message', 'officer', 'yes'),
  ('child', 'officer', 'digest'), ('delegated', 'officer', 'yes'), ('archived-for-disposal', 'officer', 'digest'),
  ('asked', 'party', 'yes'), ('letter', 'party', 'yes'), ('decided', 'party', 'yes');

-- Lines in the order in which they were written. A receiver is `officer:<id>` or `party:<id>`.
create table notices.inbox (
  id uuid primary key,
  n bigint generated always as identity unique,
  receiver text not null check (receiver ~ '^(officer|party):'),
  kind text not null references notices.kind,
  case_id uuid,
  at timestamptz(3) not null,
  read_at timestamptz(3),
  -- {zh, en}
  text jsonb not null,
  -- A path without the language in front.
  href text not null,
  -- The occasion: the same one is told once.
  once text not null,
  unique (receiver, once)
);
create index inbox_receiver on notices.inbox (receiver, n desc);
create index inbox_unread on notices.inbox (receiver, n desc) where read_at is null;
create index inbox_case on notices.inbox (case_id) where case_id is not null;
create index inbox_at on notices.inbox (at);

-- Who gets mail, where, and in which language. The address is sealed under the installation's key; it counts once it was confirmed.
create table notices.reader (
  receiver text primary key check (receiver ~ '^(officer|party):'),
  -- Under which the cases of a party are found; none for an officer.
  blind bytea,
  sealed bytea not null,
  language text not null check (language in ('zh', 'en')),
  asked_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  -- Wrong codes given since it was asked.
  tries int not null default 0,
  -- The receiving server refused it for good.
  bad_at timestamptz(3),
  bad text
);
create index reader_blind on notices.reader (blind) where blind is not null;

create table notices.preference (
  receiver text not null,
  kind text not null references notices.kind,
  mail text not null check (mail in ('no', 'yes', 'digest')),
  primary key (receiver, kind)
);

-- Mail on its way. Nothing of what it will say stands here: it is written when it is sent.
create table notices.mail (
  id uuid primary key,
  receiver text not null,
  what text not null check (what in ('notice', 'digest', 'confirm')),
  notice uuid references notices.inbox on delete cascade,
  -- A digest: its day, and the lines it covers.
  day date,
  after_n bigint,
  until_n bigint,
  made_at timestamptz(3) not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'refused', 'failed', 'unsure', 'dropped')),
  attempts int not null default 0,
  next_at timestamptz(3) not null,
  began_at timestamptz(3),
  -- From here on the server may have it.
  handed_at timestamptz(3),
  ended_at timestamptz(3),
  -- What the server answered last: its code, and a word of ours for what that means.
  code int,
  why text
);
create unique index mail_notice on notices.mail (notice) where notice is not null;
create unique index mail_digest on notices.mail (receiver, day) where day is not null;
create index mail_due on notices.mail (next_at) where state in ('waiting', 'sending');
create index mail_receiver on notices.mail (receiver, made_at desc);
create index mail_trouble on notices.mail (ended_at desc) where state in ('refused', 'failed', 'unsure');
create index mail_made on notices.mail (made_at);

-- How far something that is looked at regularly has come.
create table notices.place (
  name text primary key,
  at timestamptz not null,
  day date
);
insert into notices.place values ('alerts', '-infinity', null), ('digest', '-infinity', null), ('sweep', '-infinity', null);

-- The officers who hold a post on a day.
create function notices.holders(p_post text, p_on date) returns setof text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct a.officer from organisation.appointment a
  join organisation.post p on p.name = a.post and p.active
  join organisation.agency g on g.id = p.agency and g.active
  where a.post = p_post and p_on between a.first and coalesce(a.last, 'infinity')
$$;

-- Writes notices: [{receiver? | post?, not?, kind, case?, text, href, once}], each once for each receiver. `post` means whoever holds
-- it today, and `not` an officer who need not be told. Wakes whoever listens. Answers how many lines were written.
create function notices.notify(p_notices jsonb, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_on date;
  v_written int;
begin
  select (p_at at time zone coalesce((select city->>'timeZone' from organisation.edition), 'Asia/Shanghai'))::date into v_on;
  with wanted as (
    select coalesce(w.receiver, 'officer:' || h.officer) receiver, w.kind, w."case", w.text, w.href, w.once, w.place
    from rows from (jsonb_to_recordset(p_notices)
      as (receiver text, post text, "not" text, kind text, "case" uuid, text jsonb, href text, once text))
      with ordinality as w (receiver, post, "not", kind, "case", text, href, once, place)
    left join lateral (select * from notices.holders(w.post, v_on) as x(officer) where w.receiver is null) h on true
    where (w.receiver is not null or h.officer is not null) and (w."not" is null or h.officer is distinct from w."not")
  ), written as (
    insert into notices.inbox (id, receiver, kind, case_id, at, text, href, once)
    select gen_random_uuid(), receiver, kind, "case", p_at, text, href, once from wanted order by place
    on conflict (receiver, once) do nothing
    returning id, receiver, kind
  ), mailed as (
    insert into notices.mail (id, receiver, what, notice, made_at, next_at)
    select w.id, w.receiver, 'notice', w.id, p_at, p_at from written w
    join notices.reader r on r.receiver = w.receiver and r.confirmed_at is not null and r.bad_at is null
    join notices.kind k on k.kind = w.kind
    left join notices.preference p on p.receiver = w.receiver and p.kind = w.kind
    where coalesce(p.mail, k.mail) = 'yes'
  )
  select count(*) into v_written from written;
  if v_written > 0 then perform pg_notify('errand_inbox', ''); end if;
  return v_written;
end $$;
revoke all on function notices.notify(jsonb, timestamptz) from public;
grant execute on function notices.notify(jsonb, timestamptz) to errand_app, errand_commit, errand_owner;

-- Forgets what is old (read for 90 days, or of more than a year) and what became of mail before that. Answers how many rows.
create function notices.sweep(p_now timestamptz) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with lines as (
    delete from notices.inbox where at < p_now - interval '90 days' and (read_at is not null or at < p_now - interval '400 days') returning 1
  ), mails as (
    delete from notices.mail where made_at < p_now - interval '90 days' and state not in ('waiting', 'sending') returning 1
  )
  select ((select count(*) from lines) + (select count(*) from mails))::int
$$;
revoke all on function notices.sweep(timestamptz) from public;
grant execute on function notices.sweep(timestamptz) to errand_app;

-- Nothing is told any more of a case whose content was destroyed.
create function notices.forget(p_case uuid) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from notices.inbox where case_id = p_case returning 1) select count(*)::int from gone
$$;
revoke all on function notices.forget(uuid) from public;
grant execute on function notices.forget(uuid) to errand_app, errand_commit, errand_owner;

-- Whoever listens for a session is woken when it ends, to stop listening.
create function notices.session_ended() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('errand_inbox', '');
  return null;
end $$;
create trigger session_ended after delete on identity.session for each row execute function notices.session_ended();

grant select on all tables in schema notices to errand_app, errand_jobs;
grant update (read_at) on notices.inbox to errand_app;
grant insert, update, delete on notices.reader to errand_app;
grant insert, update, delete on notices.preference to errand_app;
grant insert on notices.mail to errand_app;
grant update (state, attempts, next_at, began_at, handed_at, ended_at, code, why) on notices.mail to errand_app;
grant update (at, day) on notices.place to errand_app;

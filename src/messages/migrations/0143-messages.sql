-- Messages between officers, posts and agencies about a case. What is said stands sealed in the entry of the case that `seq` names;
-- here stands who takes part, so that one's own are found without opening anything.
create schema messages;
grant usage on schema messages to errand_app, errand_jobs, errand_commit;

create table messages.message (
  id uuid primary key,
  case_id uuid not null,
  seq int not null,
  -- The first message of the conversation.
  thread uuid not null,
  sender text not null,
  -- In which post it was sent.
  post text not null,
  at timestamptz(3) not null,
  unique (case_id, seq)
);
create index message_case on messages.message (case_id, at);
create index message_thread on messages.message (thread, at);

-- To whom a message went: `officer:<id>` or `post:<agency/post>`.
create table messages.receiver (
  message uuid not null references messages.message on delete cascade,
  receiver text not null check (receiver ~ '^(officer|post):'),
  primary key (message, receiver)
);

-- Who read it first, and when; `seq` is the entry that says so. Only added.
create table messages.reading (
  message uuid not null references messages.message on delete cascade,
  officer text not null,
  at timestamptz(3) not null,
  seq int not null,
  primary key (message, officer)
);

-- Who takes part in a conversation.
create table messages.part (
  thread uuid not null,
  receiver text not null check (receiver ~ '^(officer|post):'),
  case_id uuid not null,
  last_at timestamptz(3) not null,
  primary key (thread, receiver)
);
create index part_receiver on messages.part (receiver, last_at desc, thread desc);
create index part_case on messages.part (case_id);

grant select on all tables in schema messages to errand_app, errand_jobs;
grant insert on messages.message, messages.receiver, messages.reading to errand_app;
grant insert on messages.part to errand_app;
grant update (last_at) on messages.part to errand_app;

-- Nothing is kept of a case whose content was destroyed.
create function messages.forget(p_case uuid) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with parts as (delete from messages.part where case_id = p_case returning 1),
    gone as (delete from messages.message where case_id = p_case returning 1)
  select ((select count(*) from gone) + 0 * (select count(*) from parts))::int
$$;
revoke all on function messages.forget(uuid) from public;
grant execute on function messages.forget(uuid) to errand_app, errand_commit, errand_owner;

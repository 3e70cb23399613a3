-- Whoever leads an agency is told what becomes late in it; and a mail goes to the workers when it is written, not at the next round.
insert into notices.kind values ('agency-soon', 'officer', 'no'), ('agency-overdue', 'officer', 'digest');

-- Gives mails to the workers. Whether it is their turn the worker asks once more; what is lost here the next round finds.
create function notices.send(p_mails uuid[]) returns int
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select jobs.add_all((
    select jsonb_agg(jsonb_build_object('task', 'notice-mail', 'queue', 'notice-mail', 'attempts', 1, 'key', 'notice-mail:' || id,
      'payload', jsonb_build_object('mail', id))) from unnest(p_mails) id))
  where cardinality(p_mails) > 0
$$;
revoke all on function notices.send(uuid[]) from public;
grant execute on function notices.send(uuid[]) to errand_app;

-- As before, and what is to go out by mail goes at once.
create or replace function notices.notify(p_notices jsonb, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_on date;
  v_written int;
  v_mails uuid[];
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
    returning id
  )
  select (select count(*) from written), (select array_agg(id) from mailed) into v_written, v_mails;
  if v_written > 0 then perform pg_notify('errand_inbox', ''); end if;
  perform notices.send(v_mails);
  return v_written;
end $$;

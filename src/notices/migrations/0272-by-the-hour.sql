-- Whoever acts by the hour is told in that time; what is meant for a person is told to who acts for them as well.
drop function notices.holders(text, date);
create function notices.holders(p_post text, p_on date, p_time time default null) returns setof text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select a.officer from organisation.appointment a
  join organisation.post p on p.name = a.post and p.active
  join organisation.agency g on g.id = p.agency and g.active
  where a.post = p_post and p_on between a.first and coalesce(a.last, 'infinity')
  union
  select x.officer from organisation.acting_in(p_post, p_on, p_time) x
$$;

create or replace function notices.notify(p_notices jsonb, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_here timestamp;
  v_written int;
  v_mails uuid[];
begin
  select p_at at time zone coalesce((select city->>'timeZone' from organisation.edition), 'Asia/Shanghai') into v_here;
  with wanted as (
    select coalesce(w.receiver, 'officer:' || h.officer) receiver, w.kind, w."case", w.text, w.href, w.once, w.place
    from rows from (jsonb_to_recordset(p_notices)
      as (receiver text, post text, "not" text, kind text, "case" uuid, text jsonb, href text, once text))
      with ordinality as w (receiver, post, "not", kind, "case", text, href, once, place)
    left join lateral (
      select * from notices.holders(w.post, v_here::date, v_here::time) as x(officer) where w.receiver is null) h on true
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

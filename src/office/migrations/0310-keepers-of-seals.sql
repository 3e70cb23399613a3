-- Which post keeps an organ's seal, as those who lead the organ name it; the last line by an instant counts, none is rewritten. Where none was named,
-- every post of the organ with the right to its seal keeps it.
create table office.seal_keeper (
  no bigint generated always as identity primary key,
  organ text not null,
  post text not null,
  at timestamptz(3) not null,
  officer text not null,
  ground text not null check (length(ground) between 1 and 500)
);
create index seal_keeper_organ on office.seal_keeper (organ, no);
grant select on office.seal_keeper to errand_app, errand_jobs, errand_commit;
grant insert on office.seal_keeper to errand_commit;

-- Names a seal's keeper: 'done', or 'same' where that post keeps it already.
create function office.name_keeper(p_organ text, p_post text, p_at timestamptz, p_officer text, p_ground text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_now text;
begin
  perform pg_advisory_xact_lock(hashtextextended('seal ' || p_organ, 0));
  select k.post into v_now from office.seal_keeper k where k.organ = p_organ order by k.no desc limit 1;
  if v_now = p_post then return 'same'; end if;
  insert into office.seal_keeper (organ, post, at, officer, ground) values (p_organ, p_post, p_at, p_officer, p_ground);
  return 'done';
end $$;

grant create on schema office to errand_commit;
alter function office.name_keeper owner to errand_commit;
revoke create on schema office from errand_commit;
revoke all on function office.name_keeper from public;
grant execute on function office.name_keeper to errand_app;

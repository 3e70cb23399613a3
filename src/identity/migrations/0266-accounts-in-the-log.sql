-- What changes about officers' accounts is entered as every change of the organisation is.
create or replace function identity.officer_account(
  p_command uuid, p_id uuid, p_officer text, p_password text, p_login bytea, p_actor text, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_account uuid;
  v_new boolean;
begin
  if not exists (select from organisation.officer o where o.id = p_officer) then
    return 'unknown';
  end if;
  insert into identity.account as a (id, kind, officer, password) values (p_id, 'officer', p_officer, p_password)
  on conflict (officer) do update set password = excluded.password, active = true
  returning id, xmax = 0 into v_account, v_new;
  insert into identity.login (blind, account) values (p_login, v_account) on conflict (blind) do nothing;
  if not exists (select from identity.login l where l.blind = p_login and l.account = v_account) then
    raise exception 'that name is taken' using errcode = '23505';
  end if;
  delete from identity.session s where s.account = v_account;
  perform organisation.enter(p_command, p_at, p_actor, 'account', 'account', p_officer, null, jsonb_build_object('opened', v_new));
  return case when v_new then 'opened' else 'changed' end;
end $$;

create or replace function identity.change_password(p_id uuid, p_account uuid, p_password text, p_keep bytea, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_officer text;
  v_ended int;
begin
  update identity.account a set password = p_password where a.id = p_account and a.active returning a.officer into v_officer;
  if not found then
    return false;
  end if;
  delete from identity.session s where s.account = p_account and s.hash is distinct from p_keep;
  get diagnostics v_ended = row_count;
  insert into identity.password_change (id, account, at, ended) values (p_id, p_account, p_at, v_ended);
  if v_officer is not null then
    perform organisation.enter(
      p_id, p_at, 'officer:' || v_officer, 'password', 'account', v_officer, null, jsonb_build_object('opened', false));
  end if;
  return true;
end $$;

-- An officer's account, opened or given another password by an administrator: the sessions end, and it is entered among the changes of
-- the organisation. `unknown`: there is no such officer; `taken`: somebody signs in by that name already.
create function identity.officer_account(
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
  insert into organisation.change (command, at, actor, type, what, key, after)
  values (p_command, p_at, p_actor, 'account', 'account', p_officer, jsonb_build_object('opened', v_new));
  return case when v_new then 'opened' else 'changed' end;
end $$;

grant select, insert, update, delete on identity.account, identity.login, identity.session to errand_commit;
create policy account_officer on identity.account for all to errand_commit using (kind = 'officer') with check (kind = 'officer');
create policy login_officer on identity.login for all to errand_commit using (true) with check (true);
grant create on schema identity to errand_commit;
alter function identity.officer_account owner to errand_commit;
revoke create on schema identity from errand_commit;
revoke all on function identity.officer_account from public;
grant execute on function identity.officer_account to errand_app;

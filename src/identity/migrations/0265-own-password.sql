-- Everybody changes the own password: never without a trace, and every other session of the account ends with it.
create table identity.password_change (
  id uuid primary key,
  account uuid not null references identity.account,
  at timestamptz(3) not null,
  -- Sessions that ended with it.
  ended int not null
);
create index password_change_account on identity.password_change (account, at desc);

-- `false`: there is no such account at work. An officer's is entered among the changes of the organisation, like one by an administrator.
create function identity.change_password(p_id uuid, p_account uuid, p_password text, p_keep bytea, p_at timestamptz) returns boolean
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
    insert into organisation.change (command, at, actor, type, what, key, after)
    values (p_id, p_at, 'officer:' || v_officer, 'password', 'account', v_officer, jsonb_build_object('opened', false));
  end if;
  return true;
end $$;

-- Only so: the application itself writes no password any more.
revoke update on identity.account from errand_app;
revoke update (password) on identity.account from errand_app;
drop policy account_password on identity.account;
create policy account_own_read on identity.account for select to errand_commit using (true);
create policy account_own_password on identity.account for update to errand_commit using (true) with check (true);
grant select on identity.password_change to errand_app;
grant insert on identity.password_change to errand_commit;
grant create on schema identity to errand_commit;
alter function identity.change_password owner to errand_commit;
revoke create on schema identity from errand_commit;
revoke all on function identity.change_password from public;
grant execute on function identity.change_password to errand_app;

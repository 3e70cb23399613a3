-- An agreement that was suspended is taken up again by a case: {do: resume, id}. One that was revoked stays so, and one in force is no
-- case's to resume.
create or replace function exchange.agree(p jsonb, p_case uuid, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v jsonb;
  v_status text;
begin
  for v in select * from jsonb_array_elements(p) loop
    if v->>'do' = 'agree' then
      insert into exchange.agreement (id, asker, posts, register, fields, services, purpose, law, since, until, frequency, retention, status,
        case_id, changed_by, changed_at)
      select a.id, a.asker, a.posts, a.register, a.fields, a.services, a.purpose, a.law, a.since, a.until, a.frequency, a.retention, 'active',
        p_case, 'case:' || p_case, p_at
      from jsonb_populate_record(null::exchange.agreement, v) a;
    else
      v_status := case v->>'do' when 'suspend' then 'suspended' when 'revoke' then 'revoked' when 'resume' then 'active' end;
      if v_status is null then
        raise exception 'an agreement cannot be %', v->>'do' using errcode = '22023';
      end if;
      update exchange.agreement a set status = v_status, changed_by = 'case:' || p_case, changed_at = p_at
      where a.id = v->>'id' and a.status <> 'revoked' and (v_status <> 'active' or a.status = 'suspended');
      if not found then
        raise exception 'no agreement with the id % can be %', v->>'id', v_status using errcode = '23503';
      end if;
    end if;
  end loop;
end $$;

import type { ClientBase } from "pg";
import type { Roster } from "./directory.ts";

/**
 * Brings the database's organisation to what a city's folder says, in one transaction, as the owner. Repeating it changes
 * nothing. Agencies and posts no longer named stay, without rights; appointments become exactly those named.
 * Answers whether anything had to be written.
 */
export async function loadOrganisation(owner: ClientBase, city: { readonly roster: Roster; readonly hash: string }): Promise<boolean> {
  const { roster, hash } = city;
  await owner.query("begin");
  try {
    await owner.query("select pg_advisory_xact_lock(hashtext('errand organisation'))");
    const before = await owner.query("select 1 from organisation.edition where hash = decode($1, 'hex')", [hash]);
    if (before.rowCount === 1) {
      await owner.query("rollback");
      return false;
    }
    const json = (rows: readonly object[]): string => JSON.stringify(rows.map((row, place) => ({ ...row, place })));
    await owner.query("update organisation.post set active = false");
    await owner.query("update organisation.agency set active = false");
    await owner.query(
      `insert into organisation.agency (id, title, code, uscc, phone, address, place, active)
       select id, title, code, uscc, phone, address, place, true
       from jsonb_to_recordset($1::jsonb) x (id text, title jsonb, code text, uscc text, phone text, address jsonb, place int)
       on conflict (id) do update set title = excluded.title, code = excluded.code, uscc = excluded.uscc, phone = excluded.phone,
         address = excluded.address, place = excluded.place, active = true`,
      [json(roster.agencies)],
    );
    await owner.query(
      `insert into organisation.post (name, agency, title, duties, rights, place, active)
       select name, agency, title, duties, array(select jsonb_array_elements_text(rights)), place, true
       from jsonb_to_recordset($1::jsonb) x (name text, agency text, title jsonb, duties jsonb, rights jsonb, place int)
       on conflict (name) do update set agency = excluded.agency, title = excluded.title, duties = excluded.duties,
         rights = excluded.rights, place = excluded.place, active = true`,
      [json(roster.posts)],
    );
    await owner.query(
      `insert into organisation.officer (id, name, phone, language, place)
       select id, name, phone, language, place
       from jsonb_to_recordset($1::jsonb) x (id text, name text, phone text, language text, place int)
       on conflict (id) do update set name = excluded.name, phone = excluded.phone, language = excluded.language, place = excluded.place`,
      [json(roster.officers)],
    );
    await owner.query("delete from organisation.appointment");
    await owner.query(
      `insert into organisation.appointment (officer, post, first, last)
       select officer, post, first, last from jsonb_to_recordset($1::jsonb) x (officer text, post text, first date, last date)`,
      [
        JSON.stringify(
          roster.officers.flatMap((one) =>
            one.appointments.map((held) => ({ officer: one.id, post: held.post, first: held.from, last: held.to })),
          ),
        ),
      ],
    );
    await owner.query(
      `insert into organisation.edition (hash, city) values (decode($1, 'hex'), $2)
       on conflict (single) do update set hash = excluded.hash, city = excluded.city, loaded_at = now()`,
      [hash, JSON.stringify(roster.city)],
    );
    await owner.query("commit");
    return true;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

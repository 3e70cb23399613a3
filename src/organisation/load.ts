import type { ClientBase } from "pg";
import type { Roster } from "./directory.ts";

/**
 * Brings the database's organisation to what a city's folder says, in one transaction, as the owner. Repeating it changes
 * nothing. Agencies and posts no longer named stay, without rights; appointments become exactly those named.
 *
 * Once something was changed by pages, what is known is theirs: the folder then only adds agencies, posts and officers that are not
 * known, with the appointments of those officers. What it says of the city itself always counts.
 * Answers whether anything had to be written.
 */
export async function loadOrganisation(owner: ClientBase, city: { readonly roster: Roster; readonly hash: string }): Promise<boolean> {
  const { roster, hash } = city;
  await owner.query("begin");
  try {
    await owner.query("select pg_advisory_xact_lock(hashtext('errand organisation'))");
    const same = await owner.query("select 1 from organisation.edition where folder = decode($1, 'hex')", [hash]);
    if (same.rowCount === 1) {
      await owner.query("rollback");
      return false;
    }
    const json = (rows: readonly object[]): string => JSON.stringify(rows.map((row, place) => ({ ...row, place })));
    const changed = await owner.query(
      "select 1 from organisation.change where actor <> 'folder' and what in ('agency', 'post', 'officer', 'appointment') limit 1",
    );
    const first = changed.rowCount === 0;
    const put = (key: string, set: string): string => (first ? `(${key}) do update set ${set}` : "do nothing");
    if (first) {
      await owner.query("update organisation.post set active = false");
      await owner.query("update organisation.agency set active = false");
    }
    const { rows: known } = await owner.query<{ id: string }>("select id from organisation.officer");
    await owner.query(
      `insert into organisation.agency (id, title, code, uscc, phone, address, place, active)
       select id, title, code, uscc, phone, address, place, true
       from jsonb_to_recordset($1::jsonb) x (id text, title jsonb, code text, uscc text, phone text, address jsonb, place int)
       on conflict ${put(
         "id",
         `title = excluded.title, code = excluded.code, uscc = excluded.uscc, phone = excluded.phone,
         address = excluded.address, place = excluded.place, active = true`,
       )}`,
      [json(roster.agencies)],
    );
    await owner.query(
      `insert into organisation.post (name, agency, title, duties, rights, place, active)
       select name, agency, title, duties, array(select jsonb_array_elements_text(rights)), place, true
       from jsonb_to_recordset($1::jsonb) x (name text, agency text, title jsonb, duties jsonb, rights jsonb, place int)
       where exists (select from organisation.agency a where a.id = x.agency)
       on conflict ${put(
         "name",
         `agency = excluded.agency, title = excluded.title, duties = excluded.duties,
         rights = excluded.rights, place = excluded.place, active = true`,
       )}`,
      [json(roster.posts)],
    );
    await owner.query(
      `insert into organisation.officer (id, name, phone, language, place)
       select id, name, phone, language, place
       from jsonb_to_recordset($1::jsonb) x (id text, name text, phone text, language text, place int)
       on conflict ${put("id", "name = excluded.name, phone = excluded.phone, language = excluded.language, place = excluded.place")}`,
      [json(roster.officers)],
    );
    if (first) await owner.query("delete from organisation.appointment");
    const before = new Set(first ? [] : known.map(({ id }) => id));
    await owner.query(
      `insert into organisation.appointment (officer, post, first, last)
       select officer, post, first, last from jsonb_to_recordset($1::jsonb) x (officer text, post text, first date, last date)`,
      [
        JSON.stringify(
          roster.officers
            .filter(({ id }) => !before.has(id))
            .flatMap((one) => one.appointments.map((held) => ({ officer: one.id, post: held.post, first: held.from, last: held.to }))),
        ),
      ],
    );
    await owner.query(
      `insert into organisation.edition as e (hash, folder, city) values (decode($1, 'hex'), decode($1, 'hex'), $2)
       on conflict (single) do update set hash = case when $3 then excluded.hash else sha256(e.hash || excluded.hash) end,
         folder = excluded.folder, city = excluded.city, loaded_at = now()`,
      [hash, JSON.stringify(roster.city), first],
    );
    await owner.query("select organisation.enter(gen_random_uuid(), now(), 'folder', 'load', 'folder', $1, null, $2::jsonb)", [
      hash,
      JSON.stringify({ added: !first }),
    ]);
    await owner.query("commit");
    return true;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

// Brings the people of a sample city in, in bulk, as the owner.
import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";
import { loginBlind } from "./login.ts";
import { identifierBlind, nameGrams, type Party, phoneBlind, sealParty } from "./party.ts";
import { hashPassword } from "./password.ts";
import { samplePassword } from "./sample.ts";

export interface People {
  /** Ids of officers who get an account. */
  readonly officers: readonly string[];
  /** Persons get an account; organisations are acted for. */
  readonly parties: readonly Party[];
  readonly agents: readonly {
    readonly organisation: string;
    readonly person: string;
    readonly role: "legal-representative" | "employee" | "agent";
  }[];
}

/** Accounts of a sample city need ids that are the same every time: a UUIDv8 from what the account belongs to. */
function steadyId(of: string): string {
  const hex = createHash("sha256").update(`errand sample account ${of}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Loads a sample city's people once; answers whether it did. All accounts share one hash of the one sample password, salt
 * included: it is public, there is nothing that distinct salts would protect, and 600 hashes would take 17 s.
 */
export async function loadPeople(owner: ClientBase, keys: Keyring, people: People, hash: string): Promise<boolean> {
  await owner.query("begin");
  try {
    await owner.query("select pg_advisory_xact_lock(hashtext('errand city'))");
    const before = await owner.query("select 1 from identity.loaded where what = 'city' and hash = decode($1, 'hex')", [hash]);
    if (before.rowCount === 1) {
      await owner.query("rollback");
      return false;
    }
    const settled = await withKnownIds(owner, keys, people);
    await insertParties(owner, keys, settled);
    await insertAccounts(owner, keys, settled);
    await owner.query(
      `insert into identity.loaded (what, hash) values ('city', decode($1, 'hex'))
       on conflict (what) do update set hash = excluded.hash, loaded_at = now()`,
      [hash],
    );
    await owner.query("commit");
    return true;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** Whoever is known by the same identifier keeps the id that cases may name already, also where a changed city would give another. */
async function withKnownIds(owner: ClientBase, keys: Keyring, people: People): Promise<People> {
  const blinds = people.parties.map((party) => identifierBlind(keys, party.identifier));
  const { rows } = await owner.query<{ id: string; blind: string }>(
    "select id, encode(identifier_blind, 'hex') blind from identity.party where identifier_blind = any ($1)",
    [blinds],
  );
  const known = new Map(rows.map((row) => [row.blind, row.id]));
  const ids = new Map(people.parties.map((party, at) => [party.id, known.get(blinds[at]?.toString("hex") ?? "") ?? party.id]));
  const idOf = (id: string): string => ids.get(id) ?? id;
  return {
    officers: people.officers,
    parties: people.parties.map((party) => ({ ...party, id: idOf(party.id) })),
    agents: people.agents.map((agent) => ({ ...agent, organisation: idOf(agent.organisation), person: idOf(agent.person) })),
  };
}

async function insertParties(owner: ClientBase, keys: Keyring, people: People): Promise<void> {
  const parties = people.parties.map((party) => ({
    id: party.id,
    kind: party.kind,
    sealed: sealParty(keys, party).toString("base64"),
    identifier: identifierBlind(keys, party.identifier).toString("base64"),
    phone: party.phone === undefined ? null : phoneBlind(keys, party.phone).toString("base64"),
    grams: nameGrams(keys, party.name).map((gram) => gram.toString("base64")),
  }));
  await owner.query(
    `insert into identity.party (id, kind, sealed, identifier_blind, phone_blind, name_grams)
     select id, kind, decode(sealed, 'base64'), decode(identifier, 'base64'), decode(phone, 'base64'),
       array(select decode(g, 'base64') from jsonb_array_elements_text(grams) g)
     from jsonb_to_recordset($1::jsonb) x (id uuid, kind text, sealed text, identifier text, phone text, grams jsonb)
     on conflict (id) do update set sealed = excluded.sealed, identifier_blind = excluded.identifier_blind, phone_blind = excluded.phone_blind, name_grams = excluded.name_grams`,
    [JSON.stringify(parties)],
  );
  await owner.query(
    `insert into identity.agent (organisation, person, role, first)
     select organisation, person, role, date '2020-01-01' from jsonb_to_recordset($1::jsonb) x (organisation uuid, person uuid, role text)
     on conflict do nothing`,
    [JSON.stringify(people.agents)],
  );
}

async function insertAccounts(owner: ClientBase, keys: Keyring, people: People): Promise<void> {
  const password = await hashPassword(samplePassword);
  const blind = (login: string): string => loginBlind(keys, login).toString("base64");
  const accounts = [
    ...people.officers.map((officer) => ({ id: steadyId(officer), kind: "officer", officer, logins: [blind(officer)] })),
    ...people.parties
      .filter((party) => party.kind === "person")
      .map(({ id, identifier, phone, handle }) => ({
        id: steadyId(id),
        kind: "party",
        party: id,
        logins: [identifier, phone, handle].flatMap((login) => (login === undefined ? [] : blind(login))),
      })),
  ];
  await owner.query(
    `with x as (select * from jsonb_to_recordset($1::jsonb) x (id uuid, kind text, officer text, party uuid, logins jsonb)),
     account as (
       insert into identity.account (id, kind, officer, party, password) select id, kind, officer, party, $2 from x
       on conflict (id) do update set active = true returning id
     )
     insert into identity.login (blind, account)
     select decode(l, 'base64'), account.id from account join x using (id), jsonb_array_elements_text(x.logins) l
     on conflict (blind) do nothing`,
    [JSON.stringify(accounts), password],
  );
}

// Parties: persons and organisations dealt with. Who they are is sealed; they are found by keyed hashes.
import { randomUUIDv7 } from "node:crypto";
import { z } from "zod";
import { tidyIdentifier } from "../engine/identifier/index.ts";
import { type Keyring, openJson, sealJson } from "../platform/crypto/index.ts";
import { isoDate } from "../platform/i18n/index.ts";
import type { Ground } from "./ground.ts";

export interface Party {
  readonly id: string;
  readonly kind: "person" | "organisation";
  readonly name: string;
  /** Resident id of a person, unified social credit code of an organisation; tidied. */
  readonly identifier: string;
  readonly phone?: string;
  /** A short name to sign in by. */
  readonly handle?: string;
}

const content = z.object({ name: z.string(), identifier: z.string(), phone: z.string().optional(), handle: z.string().optional() });

export const partyKey = (keys: Keyring) => keys.derive("parties");
export const identifierBlind = (keys: Keyring, identifier: string): Buffer => keys.blind("identifier", tidyIdentifier(identifier));
export const phoneBlind = (keys: Keyring, phone: string): Buffer => keys.blind("phone", phone.normalize("NFKC").replace(/\D/g, ""));
export const nameGrams = (keys: Keyring, name: string): Buffer[] => keys.blindGrams("party name", name);

export const sealParty = (keys: Keyring, { id, kind: _, ...rest }: Party): Buffer => sealJson(partyKey(keys), rest, `party:${id}`);

/** Opens a row. A row that does not open is a broken installation, not a case to handle. */
export function openParty(keys: Keyring, row: { id: string; kind: Party["kind"]; sealed: Buffer }): Party {
  const opened = content.safeParse(openJson(partyKey(keys), row.sealed, `party:${row.id}`));
  if (!opened.success) throw new Error(`party ${row.id} does not open: is this the key that the installation was made with?`);
  const { name, identifier, phone, handle } = opened.data;
  return {
    id: row.id,
    kind: row.kind,
    name,
    identifier,
    ...(phone === undefined ? {} : { phone }),
    ...(handle === undefined ? {} : { handle }),
  };
}

interface Row {
  id: string;
  kind: Party["kind"];
  sealed: Buffer;
}

/** The parties with these ids; unknown ids are left out. */
export async function partiesById({ app, keys }: Ground, ids: readonly string[]): Promise<ReadonlyMap<string, Party>> {
  const { rows } = await app.query<Row>({
    name: "identity-parties",
    text: "select id, kind, sealed from identity.party where id = any ($1::uuid[])",
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, openParty(keys, row)]));
}

export async function partyByIdentifier({ app, keys }: Ground, identifier: string): Promise<Party | undefined> {
  const { rows } = await app.query<Row>("select id, kind, sealed from identity.party where identifier_blind = $1", [
    identifierBlind(keys, identifier),
  ]);
  return rows[0] && openParty(keys, rows[0]);
}

/** Characters of a search that count. */
const longestSearch = 100;

/** Parties whose name holds `words`, or whose phone it is; at most `most`. Found by hashes, rechecked after opening. */
export async function findParties({ app, keys }: Ground, words: string, most = 20): Promise<readonly Party[]> {
  const grams = nameGrams(keys, words.slice(0, longestSearch));
  if (grams.length === 0) return [];
  const { rows } = await app.query<Row>(
    "select id, kind, sealed from identity.party where name_grams @> $1::bytea[] or phone_blind = $2 order by id limit $3",
    [grams, phoneBlind(keys, words), most * 5],
  );
  const plain = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const digits = (text: string | undefined): string => (text ?? "").replace(/\D/g, "");
  const parties = rows.map((row) => openParty(keys, row));
  return parties
    .filter((one) => plain(one.name).includes(plain(words)) || (digits(words) !== "" && digits(one.phone) === digits(words)))
    .slice(0, most);
}

/** Takes in a party, or gives the one that is known by this identifier already (with what was known of it). */
export async function takeInParty(ground: Ground, party: Omit<Party, "id">): Promise<Party> {
  const { app, keys } = ground;
  const made: Party = { ...party, id: randomUUIDv7(), identifier: tidyIdentifier(party.identifier) };
  const { rowCount } = await app.query(
    `insert into identity.party (id, kind, sealed, identifier_blind, phone_blind, name_grams) values ($1, $2, $3, $4, $5, $6)
     on conflict (identifier_blind) do nothing`,
    [
      made.id,
      made.kind,
      sealParty(keys, made),
      identifierBlind(keys, made.identifier),
      made.phone === undefined ? null : phoneBlind(keys, made.phone),
      nameGrams(keys, made.name),
    ],
  );
  if (rowCount === 1) return made;
  const known = await partyByIdentifier(ground, made.identifier);
  if (!known) throw new Error("a party's identifier was taken and then not found");
  return known;
}

/** The organisations that a person may act for on the day of `now`. */
export async function organisationsOf({ app, keys, zone }: Ground, person: string, now: number): Promise<readonly Party[]> {
  const { rows } = await app.query<Row>(
    `select distinct p.id, p.kind, p.sealed from identity.agent a join identity.party p on p.id = a.organisation
     where a.person = $1 and $2::date between a.first and coalesce(a.last, 'infinity') order by p.id`,
    [person, isoDate(now, zone)],
  );
  return rows.map((row) => openParty(keys, row));
}

/** Lets a person act for an organisation from a day on. */
export async function appointAgent(
  { app }: Ground,
  agent: {
    readonly organisation: string;
    readonly person: string;
    readonly role: "legal-representative" | "employee" | "agent";
    readonly from: string;
    readonly to?: string;
  },
): Promise<void> {
  await app.query(
    `insert into identity.agent (organisation, person, role, first, last) values ($1, $2, $3, $4, $5)
     on conflict (organisation, person, first) do nothing`,
    [agent.organisation, agent.person, agent.role, agent.from, agent.to ?? null],
  );
}

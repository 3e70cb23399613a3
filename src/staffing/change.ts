// A command on the organisation: decided on the directory as it stands, written with its entries, told to those whom it concerns.
import type { Pool } from "pg";
import { type Desk, newId, type Refused, refused } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { notify } from "../notices/index.ts";
import { type Around, type Decided, decideChange, decideGranted, type OrganisationCommand, writeChange } from "../organisation/index.ts";
import { open, seal } from "../platform/crypto/index.ts";
import { neededFor } from "./accountable.ts";

export interface Changed {
  readonly ok: true;
  /** True where this same command had been done before. */
  readonly repeated: boolean;
}

const attempts = 5;
const place = (id: string): string => `organisation acting ${id}`;

const busy: Refused = refused(503, "busy", {
  zh: "机构和人员正被同时更改，您的操作没有写入。请稍后再试。",
  en: "The organisation is being changed at this moment; nothing was written. Please try again shortly.",
});
const noCity: Refused = refused(409, "no-city", { zh: "系统尚未装入机构信息。", en: "No organisation has been loaded yet." });

/** Does it, or says why not. `id` is the command's own: the same again is done once. */
export const changeOrganisation = (
  desk: Desk,
  actor: Extract<Actor, { kind: "officer" }>,
  command: OrganisationCommand,
  id: string,
): Promise<Changed | Refused> => change(desk, command, id, { by: actor.id, decide: decideChange });

/** Enters what a case granted, by the officer who carried it out; no right of that officer's own is asked for. */
export const enterGranted = (
  desk: Desk,
  by: string,
  command: Extract<OrganisationCommand, { type: "leave" | "substitute" }>,
  id: string,
): Promise<Changed | Refused> => change(desk, command, id, { by, decide: (_, around) => decideGranted(command, around) });

interface How {
  /** The officer by whose act it is. */
  readonly by: string;
  readonly decide: (command: OrganisationCommand, around: Around) => Decided;
}

async function change(desk: Desk, command: OrganisationCommand, id: string, { by, decide }: How): Promise<Changed | Refused> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const directory = await desk.organisation.current();
    if (!directory) return noCity;
    if (await wasDone(desk.pool, id)) return { ok: true, repeated: true };
    const now = desk.now();
    const needs = await needsFor(desk, command);
    const decided = decide(command, {
      directory,
      by,
      today: desk.day(now),
      at: new Date(now).toISOString(),
      needs: (post) => needs.get(post) ?? [],
      services:
        command.type === "delegate" && command.packs ? new Set((await desk.catalogue.all()).map(({ header }) => header.id)) : new Set(),
      newId: () => newId(now),
      sealed: (words, of) => `\\x${seal(desk.keys.derive("organisation words"), Buffer.from(words), place(of)).toString("hex")}`,
    });
    if (!decided.ok) return refusalOf(decided);
    const outcome = await writeChange(desk.pool, {
      command: id,
      edition: directory.edition,
      at: new Date(now).toISOString(),
      actor: `officer:${by}`,
      type: command.type,
      rows: decided.rows,
    });
    if (outcome === "stale") continue;
    await notify(
      desk.pool,
      decided.told.map(({ officer, text }) => ({
        officer,
        kind: "delegated",
        text,
        href: "/workbench/stand-ins",
        once: `organisation:${id}:${officer}`,
      })),
      now,
    );
    return { ok: true, repeated: outcome === "repeat" };
  }
  return busy;
}

async function wasDone(pool: Pool, command: string): Promise<boolean> {
  const { rowCount } = await pool.query("select 1 from organisation.change where command = $1 limit 1", [command]);
  return rowCount !== null && rowCount > 0;
}

const codes = { 403: "forbidden", 404: "not-found", 409: "in-use", 422: "invalid" } as const;

const refusalOf = ({ status, title, against }: Extract<Decided, { ok: false }>): Refused => refused(status, codes[status], title, against);

/** What still needs the posts that a command would end. */
const needsFor = async (desk: Desk, command: OrganisationCommand) =>
  new Map(command.type === "end-post" ? [[command.post, await neededFor(desk, command.post)] as const] : []);

/** Why somebody acts in another's place; undefined where nothing was said or it cannot be opened. */
export async function reasonOf(desk: Desk, id: string): Promise<string | undefined> {
  const { rows } = await desk.pool.query<{ reason: Buffer | null }>("select reason from organisation.acting where id = $1", [id]);
  const sealed = rows[0]?.reason;
  return sealed ? open(desk.keys.derive("organisation words"), sealed, place(id))?.toString() : undefined;
}

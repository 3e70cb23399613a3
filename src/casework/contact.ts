// Contacts: a visit, a call, a letter. Recorded by the officer who had it, in one press; what was said is not kept.
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { newId } from "./number.ts";
import { agencyOf } from "./posts.ts";

export const contactKinds = ["visit", "call", "letter"] as const;
export type ContactKind = (typeof contactKinds)[number];

export interface NewContact {
  readonly kind: ContactKind;
  /** The service that it is about, by its pack's id. */
  readonly service?: string;
  /** The cases that it is about; the officer has been found to be allowed to read them. */
  readonly cases: readonly string[];
  /** The officer's post; the first that the officer holds, where none is named. */
  readonly post?: string;
  /** The id under which the same contact sent twice is one. */
  readonly id?: string;
}

type Officer = Extract<Actor, { kind: "officer" }>;
export type Recorded =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly refusal: { readonly title: Text; readonly detail: Text } };

/** Records a contact that the officer just had. */
export async function recordContact(desk: Pick<Desk, "pool" | "now">, officer: Officer, contact: NewContact): Promise<Recorded> {
  const post = contact.post ?? officer.posts[0];
  const agency = post === undefined ? undefined : agencyOf(post);
  if (post === undefined || agency === undefined)
    return {
      ok: false,
      refusal: {
        title: { zh: "您今天不在任何岗位", en: "You hold no post today" },
        detail: {
          zh: "来访来电由在岗人员登记。请联系本单位的系统管理员。",
          en: "Contacts are recorded by those in a post. Ask your administrator.",
        },
      },
    };
  const now = desk.now();
  const id = contact.id ?? newId(now);
  await desk.pool.query(
    `with made as (
       insert into casework.contact (id, at, kind, service, agency, post, officer)
       values ($1, to_timestamp($2 / 1000.0), $3, $4, $5, $6, $7) on conflict do nothing returning id
     )
     insert into casework.contact_case (case_id, contact) select c, made.id from made, unnest($8::uuid[]) c`,
    [id, now, contact.kind, contact.service ?? null, agency, post, officer.id, [...new Set(contact.cases)]],
  );
  return { ok: true, id };
}

/** Strikes out a contact that the officer recorded by mistake; false where it is not the officer's, or was struck out before. */
export async function strikeContact(desk: Pick<Desk, "pool" | "now">, officer: Officer, id: string): Promise<boolean> {
  const { rowCount } = await desk.pool.query(
    "update casework.contact set struck_at = to_timestamp($3 / 1000.0) where id = $1 and officer = $2 and struck_at is null",
    [id, officer.id, desk.now()],
  );
  return rowCount === 1;
}

export interface Contact {
  readonly id: string;
  readonly at: number;
  readonly kind: ContactKind;
  readonly service: string | null;
  readonly post: string;
  readonly officer: string;
}

/** The contacts of a case, the first one first; those struck out are left out. */
export async function contactsOf(desk: Pick<Desk, "pool">, caseId: string): Promise<readonly Contact[]> {
  const { rows } = await desk.pool.query<Contact>(
    `select c.id, c.at, c.kind, c.service, c.post, c.officer from casework.contact_case l join casework.contact c on c.id = l.contact
     where l.case_id = $1 and c.struck_at is null order by c.at, c.id`,
    [caseId],
  );
  return rows;
}

/** What an officer recorded last, the latest first. */
export async function lastContacts(desk: Pick<Desk, "pool">, officer: string, most = 10): Promise<readonly Contact[]> {
  const { rows } = await desk.pool.query<Contact>(
    `select id, at, kind, service, post, officer from casework.contact where officer = $1 and struck_at is null
     order by at desc, id desc limit $2`,
    [officer, most],
  );
  return rows;
}

/** The id of the case with this number; undefined where there is none. */
export async function caseByNumber(desk: Pick<Desk, "db">, number: string): Promise<string | undefined> {
  const row = await desk.db.selectFrom("casework.case").select("id").where("number", "=", number).executeTakeFirst();
  return row?.id;
}

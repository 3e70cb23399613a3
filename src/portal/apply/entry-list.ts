// What pages say of a list of groups ("add another"): which list a page is about, what one of its entries is called.
import type { Answers, Draft } from "../../casework/index.ts";
import { type FormField, groupsOf } from "../../engine/form/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { PartyVisit } from "../context.ts";
import { type At, addressOf } from "./step-frame.tsx";

/** The list that this page is about: it stands there alone. */
export const listOf = ({ draft, step }: At): string | undefined =>
  step.page.fields.find((name) => draft.pack.form.fields[name]?.widget === "rows");

/** “Founder 2”; `n` from 0. */
export function entryTitle(field: Pick<FormField, "label" | "entry"> | undefined, n: number): Text {
  const { zh, en } = field?.entry ?? field?.label ?? { zh: "", en: "" };
  return { zh: `${zh}（第${n + 1}项）`, en: `${en} ${n + 1}` };
}

/** A list as it stands in a draft. */
export interface Listed {
  readonly at: At;
  readonly name: string;
  readonly entries: readonly Answers[];
  readonly least: number;
  readonly most: number;
}

/** The list of this name, with how many entries it takes. */
export function listed(at: At, name: string): Listed {
  const { form } = at.draft.pack;
  const property = form.schema.properties[name];
  const bound = (keyword: "minItems" | "maxItems", otherwise: number) =>
    typeof property?.[keyword] === "number" ? property[keyword] : otherwise;
  const least = Math.max(bound("minItems", 0), form.fields[name]?.required ? 1 : 0);
  return { at, name, entries: entriesOf(at.draft, name), least, most: bound("maxItems", 1) };
}

const entriesOf = ({ content }: Draft, name: string): readonly Answers[] => groupsOf(content.answers[name]) as readonly Answers[];

/** Which entry the address is about, from 0; the number after the last is a new one. Undefined for the list itself. */
export function wanted({ entries, most }: Listed, text: string | undefined): number | undefined {
  if (text === "new") return entries.length < most ? entries.length : undefined;
  const n = /^[1-9]\d{0,3}$/.test(text ?? "") ? Number(text) - 1 : -1;
  return n >= 0 && n < entries.length ? n : undefined;
}

/** The address of one of its pages: the list, an entry, or the question whether to remove it. */
export function entryAddress(visit: PartyVisit, at: At, query: { readonly entry?: number | "new"; readonly remove?: number } = {}): string {
  const address = addressOf(visit, at);
  const [key, value] = Object.entries(query)[0] ?? [];
  return key === undefined ? address : `${address}${address.includes("?") ? "&" : "?"}${key}=${value}`;
}

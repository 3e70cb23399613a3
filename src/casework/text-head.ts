// What stands above a text and is written with it: the answers that the pack names as its head, such as the title of a document and those
// it goes to. Whoever writes the text may change them; each change is an entry, and is checked by all the rules of the form.
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "../identity/index.ts";
import { actedFor } from "./acting.ts";
import { changedAnswers } from "./answers.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { fieldsOf } from "./evidence.ts";
import { evidenceOf } from "./evidence-rows.ts";
import type { Answers, Json } from "./facts.ts";
import type { Loaded } from "./load.ts";
import { invalid, type Refused } from "./refusal.ts";
import { barredFrom, editingTask, noText } from "./texts.ts";

/** The answers that stand above a text, by the names of their fields. */
export const headFields = ({ pack }: Pick<Loaded, "pack">, name: string): readonly string[] =>
  Object.hasOwn(pack.header.writing, name) ? (pack.header.writing[name]?.head ?? []).map((pointer) => pointer.slice(1)) : [];

/** The same with what they say now; null for what is not answered. */
export function headOf(loaded: Loaded, name: string): Record<string, Json> {
  const { answers } = loaded.secret();
  return Object.fromEntries(headFields(loaded, name).map((field) => [field, answers[field] ?? null]));
}

export interface HeadWritten {
  readonly ok: true;
  readonly unchanged: boolean;
}

/** Writes the head of a text; `data` may leave fields out. What is wrong is told by field, and nothing is written then. */
export async function writeHead(
  desk: Desk,
  actor: Actor,
  id: string,
  name: string,
  { data, command }: { readonly data: Answers; readonly command: string },
): Promise<(HeadWritten & { readonly repeated: boolean }) | Refused> {
  if (actor.kind !== "officer") return noText;
  return enterBeside<HeadWritten>(desk, id, {
    actor,
    type: "head",
    command,
    request: desk.digestRequest(actor, { case: id, head: name, data }),
    prepare: async (loaded, now, seq) => {
      const barred = barredFrom(desk, actor, loaded, name);
      if (barred) return barred;
      const task = editingTask(desk, actor, loaded, name);
      const { snapshot, cipher } = loaded;
      const secret = loaded.secret();
      const same = Object.entries(data).every(([field, value]) => isDeepStrictEqual(secret.answers[field] ?? null, value));
      if (same) return { ok: true, already: { ok: true as const, unchanged: true } };
      const before = {
        pack: snapshot.pack,
        answers: secret.answers,
        applicant: secret.applicant?.kind ?? "",
        place: desk.formPlace(now),
      };
      const after = changedAnswers(
        before,
        headFields(loaded, name).map((field) => `/${field}`),
        data,
        fieldsOf(await evidenceOf(desk, loaded)),
      );
      if (!after.ok) return invalid([...after.errors]);
      return {
        ok: true,
        happening: { type: "noted", kind: "head", text: name },
        more: { data: { formHash: snapshot.pack.hash, sealed: cipher.sealData(seq, { ...secret, answers: after.answers }) } },
        facts: after.facts,
        ...(task === undefined ? {} : { acting: actedFor(actor, loaded.posts.get(task) ?? "") }),
        reply: { ok: true as const, unchanged: false },
      };
    },
  });
}

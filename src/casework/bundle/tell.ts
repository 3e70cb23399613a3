// A correction in one part of a bundle: the other parts that got the same answer and still run are told, each once. Their own
// answers stay as they are; whether they have to change is for those who handle them.

import type { ComposedPart } from "../../catalogue/index.ts";
import { system } from "../../identity/index.ts";
import type { Lang, Text } from "../../platform/i18n/index.ts";
import { act } from "../act.ts";
import type { Desk } from "../desk.ts";
import type { Answers } from "../facts.ts";
import { type Loaded, load } from "../load.ts";
import { commandOf, settle } from "../occasion.ts";

/** Tells the other parts of the answers that entry `seq` of a part's case changed. The same again changes nothing. */
export async function tellOthers(desk: Desk, id: string, seq: number): Promise<void> {
  const loaded = await load(desk, id);
  if (!loaded || loaded.row.parent === null) return;
  const bundle = await load(desk, loaded.row.parent);
  const parts = bundle?.pack.parts;
  const own = bundle?.row.tasks.find(({ no }) => no === loaded.row.parent_task)?.key;
  const part = own === undefined ? undefined : parts?.[own];
  if (!bundle || !parts || !part) return;
  const changed = (await changedFields(desk, loaded, seq)).flatMap((field) => part.fields[field] ?? []);
  if (changed.length === 0) return;
  const siblings = await desk.db
    .selectFrom("casework.case")
    .select(["id", "parent_task", "language"])
    .where("parent", "=", bundle.row.id)
    .where("id", "!=", id)
    .where("status", "=", "running")
    .execute();
  for (const sibling of siblings) {
    const key = bundle.row.tasks.find(({ no }) => no === sibling.parent_task)?.key;
    const other = key === undefined ? undefined : parts[key];
    const shared = other ? sharedLabels(other, changed) : [];
    if (shared.length === 0) continue;
    const words = told(part.pack.header.title, loaded.row.number, shared)[sibling.language as Lang];
    const command = commandOf(desk, `corrected:${id}:${seq}:${sibling.id}`);
    const done = await act(desk, system, sibling.id, { type: "note", kind: "remark", words }, { command });
    settle(done);
  }
}

/** The part's own questions that the bundle's changed questions answer. */
const sharedLabels = ({ pack, fields }: ComposedPart, changed: readonly string[]): readonly Text[] =>
  Object.entries(fields).flatMap(([field, name]) => {
    const label = pack.form.fields[field]?.label;
    return label && changed.includes(name) ? [label] : [];
  });

async function changedFields(desk: Desk, { row, cipher }: Loaded, seq: number): Promise<string[]> {
  const rows = await desk.db
    .selectFrom("casework.data")
    .select(["version", "sealed"])
    .where("case_id", "=", row.id)
    .where("version", "<=", seq)
    .orderBy("version", "desc")
    .limit(2)
    .execute();
  const [after, before] = rows;
  if (!after || !before || after.version !== seq) return [];
  const [now, was]: Answers[] = [after, before].map(({ version, sealed }) => cipher.openData(version, sealed).answers);
  if (!now || !was) return [];
  return [...new Set([...Object.keys(now), ...Object.keys(was)])].filter(
    (field) => JSON.stringify(now[field]) !== JSON.stringify(was[field]),
  );
}

const told = (service: Text, number: string, fields: readonly Text[]): Text => ({
  zh: `同一件事里的“${service.zh}”（${number}）更正了本办件也用到的内容：${fields.map(({ zh }) => zh).join("、")}。请核对是否影响本办件。`,
  en: `In “${service.en}” (${number}), which belongs to the same bundle, answers were corrected that this case uses too: ${fields.map(({ en }) => en).join(", ")}. Check whether it matters here.`,
});

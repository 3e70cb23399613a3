// What parts of a bundle yielded for others: fields of the records that their cases wrote, numbers of the documents that they made.
import type { ComposedPart } from "../../catalogue/index.ts";
import { recordsOfCase } from "../../registry/index.ts";
import type { Desk } from "../desk.ts";
import { saidOfOutput } from "../documents.ts";
import { registryOf } from "../enter.ts";
import type { Json } from "../facts.ts";
import type { Loaded } from "../load.ts";
import { partCaseId } from "./case-id.ts";
import { needs } from "./part.ts";

/** By part: the values of its fields that others yield. */
export async function fedTo(
  desk: Desk,
  { row }: Pick<Loaded, "row">,
  parts: readonly ComposedPart[],
): Promise<Readonly<Record<string, Readonly<Record<string, Json>>>>> {
  const caseOf = (key: string): string | undefined => {
    const task = row.tasks.find((one) => one.key === key && one.stage === row.stage);
    return task && partCaseId(desk, row.id, task.no);
  };
  const records = new Map<string, ReturnType<typeof recordsOfCase>>();
  const recordsOf = (id: string) => {
    const known = records.get(id) ?? recordsOfCase(registryOf(desk), id);
    records.set(id, known);
    return known;
  };
  const fed: Record<string, Record<string, Json>> = {};
  for (const part of parts) {
    const own: Record<string, Json> = {};
    fed[part.key] = own;
    for (const { field, feed } of needs(part)) {
      const id = caseOf(feed.part);
      if (id === undefined) continue;
      const value =
        "record" in feed
          ? (await recordsOf(id)).findLast((one) => one.register === feed.record.register)?.fields[feed.record.field]
          : await saidOfOutput(desk, id, feed.output.id, feed.output.what);
      if (value !== undefined) own[field] = value as Json;
    }
  }
  return fed;
}

// An export tells everyone whom it is about: each batch of records is recorded as read before it goes out.
import type { Fields, Register } from "../registry/index.ts";
import { type Reading, recordReadings } from "./access.ts";
import type { ConsentGround } from "./consent.ts";

/** The same records, each batch recorded for those whom it names before it is handed on. */
export async function* toldToSubjects(
  ground: ConsentGround,
  register: Pick<Register, "id" | "fields">,
  records: AsyncIterable<readonly Fields[]>,
  by: Omit<Reading, "kind" | "register" | "subjects">,
  now: number,
): AsyncGenerator<readonly Fields[]> {
  const about = Object.entries(register.fields).flatMap(([name, { subject }]) => (subject ? [name] : []));
  for await (const batch of records) {
    const subjects = batch.flatMap((record) => about.flatMap((name) => (record[name] === undefined ? [] : String(record[name]))));
    await recordReadings(ground, [{ ...by, kind: "exported", register: register.id, subjects }], now);
    yield batch;
  }
}

// What a scenario's system tasks would write into registers. Pure: a generated identifier is the first that would be tried.
import { candidate } from "../../registry/index.ts";
import { at, type Json } from "../facts.ts";
import { counts, registerNamed, valuesOf } from "../record-source.ts";
import { ask } from "../step.ts";
import { outputOf } from "./output.ts";
import type { Play } from "./play.ts";

/** One write as scenarios see it. */
export interface PlayedRecord {
  readonly register: string;
  readonly change: "enter" | "correct" | "end";
  readonly fields: Readonly<Record<string, Json>>;
}

/** The writes of a task, each seeing those before it. */
export function recordsOf(play: Play, task: string): readonly PlayedRecord[] {
  const made: PlayedRecord[] = [];
  const { header } = play.pack;
  const written = (of: string, field: string): Json | undefined =>
    [...play.records, ...made].findLast((one) => one.register === of && Object.hasOwn(one.fields, field))?.fields[field];
  for (const write of header.records.filter((one) => one.task === task)) {
    if (write.when !== undefined && ask(play.facts, write.when) !== true) continue;
    const register = registerNamed(write, play.answers);
    const { values, generate, add } = valuesOf(
      write,
      {
        answers: play.answers,
        evidence: play.evidence,
        facts: play.facts,
        applicant: play.who,
        number: "20260101-0000-0000",
        today: dayOf(play),
        output: (id, what) => text(outputOf(play, id, what, written)),
        record: written,
      },
      undefined,
    );
    const fields: Record<string, Json> = { ...values };
    if (counts(write)) {
      // Counted in the record as the case finds it; the identifying key is the first that is written.
      const [[name, key] = ["", null]] = Object.entries(values);
      const held = play.registers[register]?.find((row) => row[name === "key" ? (Object.keys(row)[0] ?? "") : name] === key);
      if (!held || key === null) continue;
      for (const [counted, more] of Object.entries(add)) fields[counted] = Number(held[counted] ?? 0) + more;
    }
    for (const [name, kind] of Object.entries(generate)) {
      const own = Object.fromEntries(
        Object.entries(fields).filter(
          (entry): entry is [string, string | number] => typeof entry[1] !== "object" && typeof entry[1] !== "boolean",
        ),
      );
      const area = /^\d{6}/.test(play.who.identifier) && kind === "resident-id" ? play.who.identifier.slice(0, 6) : "000000";
      fields[name] = candidate(kind, { seed: `${header.id} ${task}`, area, fields: own }, 0) ?? null;
    }
    made.push({ register, change: write.change, fields });
  }
  return made;
}

const text = (value: Json | undefined): string | undefined => (value === undefined || value === null ? undefined : String(value));

const dayOf = ({ now, world }: Play): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(world.zone).toPlainDate().toString();

/** A field of the last record that the play wrote into a register. */
export const fieldOf = (play: Play, register: string, field: string): Json | undefined =>
  at(play.records.findLast((one) => one.register === register)?.fields as Record<string, Json> | undefined, `/${field}`);

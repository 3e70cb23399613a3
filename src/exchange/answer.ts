// What the asker is told: an answer, or in words why there is none.
import type { Text } from "../platform/i18n/index.ts";
import type { Fields, Message, Reply } from "./question.ts";
import type { ReasonKey } from "./reason.ts";

/** What the asker gets. `request` is the id of the record that the question left. */
export type Answer =
  | {
      readonly state: "found";
      readonly request: string;
      /** The first record: the only one, or the latest. */
      readonly fields: Fields;
      /** All records that have the key. */
      readonly records: readonly Fields[];
      /** When the holder answered. */
      readonly at: number;
      /** True if an earlier answer was used again. */
      readonly reused: boolean;
      /** SHA-256 of the answer, as both sides recorded it. */
      readonly hash: Buffer;
    }
  | { readonly state: "none"; readonly request: string; readonly at: number; readonly hash: Buffer }
  | {
      readonly state: "unavailable";
      /** `down`: the register is out of order; `late`: no answer in time; `refused`: may not be asked, or not like this. */
      readonly why: "down" | "late" | "refused";
      readonly text: Text;
      /** What stood in the way of a question that was refused, by name. */
      readonly reason?: ReasonKey;
      /** Absent where the question was not fit to be asked. */
      readonly request?: string;
      readonly at: number;
    };

const texts = {
  down: {
    zh: "该登记库暂时无法查询，请改用其他方式提供材料。",
    en: "The register is out of order at the moment; supply the evidence another way.",
  },
  late: { zh: "登记库没有及时答复，请改用其他方式提供材料。", en: "The register did not answer in time; supply the evidence another way." },
} as const satisfies Record<string, Text>;

/** What the asker is told of a reply. */
export function outcomeOf(message: Message, reply: Reply | { state: "late" }, hash: Buffer | null, now: number): Answer {
  if (reply.state === "found" && hash) {
    return { state: "found", request: message.id, fields: reply.records[0], records: reply.records, at: now, reused: false, hash };
  }
  if (reply.state === "none" && hash) return { state: "none", request: message.id, at: now, hash };
  const why = reply.state === "refused" ? "refused" : reply.state === "down" ? "down" : "late";
  return {
    state: "unavailable",
    why,
    text: reply.state === "refused" ? reply.text : texts[why === "down" ? "down" : "late"],
    ...(reply.state === "refused" && reply.reason !== undefined ? { reason: reply.reason } : {}),
    request: message.id,
    at: now,
  };
}

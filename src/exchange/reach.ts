// The way to a holder and back: its reply within the deadline, and only if it is what was asked for.
import { z } from "zod";
import type { AskGround } from "./ask.ts";
import type { Message, Reply } from "./question.ts";
import { reasonKeys } from "./reason.ts";

/** How long a holder has, in milliseconds, unless told otherwise. */
export const defaultDeadline = 5000;

/** The holder's reply within the deadline; whatever else happens counts as late. */
export async function reach(
  { holderOf, deadline = defaultDeadline, onError }: AskGround,
  message: Message,
): Promise<Reply | { state: "late" }> {
  const signal = AbortSignal.timeout(deadline);
  const late = new Promise<{ state: "late" }>((resolve) =>
    signal.addEventListener("abort", () => resolve({ state: "late" }), { once: true }),
  );
  const failed = (error: unknown): { state: "late" } => {
    onError?.(error);
    return { state: "late" };
  };
  const reply = holderOf(message.register)(message, signal).then((given) => parseReply(given, message), failed);
  return Promise.race([reply, late]);
}

/** One record, as holders send it. */
export const recordShape = z.record(z.string(), z.union([z.string(), z.number()]));
const text = z.object({ zh: z.string(), en: z.string() });
const replyShape = z.discriminatedUnion("state", [
  z.object({ state: z.literal("found"), records: z.tuple([recordShape], recordShape) }),
  z.object({ state: z.literal("none") }),
  z.object({ state: z.literal("down") }),
  z.object({ state: z.literal("refused"), reason: z.enum(reasonKeys).optional(), text }),
]);

/** What an answer may hold at the most, in characters. */
const largest = 1_000_000;

/** A holder may be another installation: what does not parse, is far too much, or is not what was asked for is no answer. */
function parseReply(reply: unknown, { fields }: Message): Reply | { state: "late" } {
  const parsed = replyShape.safeParse(reply);
  if (!parsed.success) return { state: "late" };
  const { data } = parsed;
  if (data.state !== "found") return data;
  let size = 0;
  for (const record of data.records) {
    if (Object.keys(record).some((field) => !fields.includes(field))) return { state: "late" };
    for (const value of Object.values(record)) size += String(value).length;
    if (size > largest) return { state: "late" };
  }
  return data;
}

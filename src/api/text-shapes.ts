// Texts as the API says them: their versions, comments, and what differs.
import { z } from "zod";
import type { TextVersion } from "../casework/index.ts";
import { instant, text } from "./shapes.ts";

export const params = z.object({ id: z.uuid(), name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });
export const no = z.coerce.number().int().positive().max(1_000_000);

const inline = z.object({ type: z.literal("text"), text: z.string(), marks: z.array(z.object({ type: z.literal("strong") })).optional() });
const paragraph = z.object({ type: z.literal("paragraph"), content: z.array(inline).optional() });
const heading = z.object({
  type: z.literal("heading"),
  attrs: z.object({ level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]) }),
  content: z.array(inline).optional(),
});
const spans = z.object({ colspan: z.number().int().optional(), rowspan: z.number().int().optional() });
const cellHead = { type: z.enum(["table_cell", "table_header"]), attrs: spans.optional() };
const row = z.object({ type: z.literal("table_row"), content: z.array(z.object({ ...cellHead, content: z.array(paragraph) })) });
const table = z.object({ type: z.literal("table"), content: z.array(row) });
const part = z.union([paragraph, heading, table]);
const annex = z.object({ type: z.literal("annex"), attrs: z.object({ title: z.string() }), content: z.array(part) });
/** A structured text as the API gives it out; what it takes is read by the engine, which names each wrong place. */
const doc = z.object({ type: z.literal("doc"), content: z.array(z.union([part, annex])) });

export const version = z.object({
  version: z.number().int(),
  base: z.number().int().optional(),
  officer: z.string(),
  at: instant,
  size: z.number().int(),
});
const place = z.object({ line: z.number().int(), from: z.number().int(), to: z.number().int() });
export const comment = z.object({
  id: z.number().int(),
  version: z.number().int(),
  officer: z.string(),
  at: instant,
  words: z.string(),
  quote: z.string(),
  place,
  /** Where it is in the version given; absent where that place is gone. */
  now: z.object({ place, exact: z.boolean() }).optional(),
  settled: z.object({ officer: z.string(), at: instant }).optional(),
});
export const whole = version.extend({
  name: z.string(),
  title: text,
  text: doc,
  plain: z.string(),
  comments: z.array(comment),
  /** What stands above it and is changed with it: answers of the case by their fields, null where there is none. */
  head: z.record(z.string(), z.json()),
  /** Words of it that its pack warns of. */
  warnings: z.array(z.object({ say: text, places: z.array(z.object({ line: z.number().int(), phrase: z.string(), around: z.string() })) })),
});

const piece = z.object({ kind: z.enum(["same", "in", "out"]), text: z.string(), strong: z.boolean(), was: z.boolean().optional() });
const shape = z.union([
  z.object({ type: z.enum(["paragraph", "annex"]) }),
  z.object({ type: z.literal("heading"), level: z.number().int() }),
]);
const line = z.union([part, z.object({ type: z.literal("annex"), title: z.string() })]);
const rowChange = z.union([
  z.object({ kind: z.enum(["same", "in", "out"]), row }),
  z.object({ kind: z.literal("changed"), cells: z.array(z.object({ cell: z.object(cellHead), words: z.array(piece) })) }),
]);
const at = z.number().int();
export const change = z.union([
  z.object({ kind: z.literal("same"), line, from: at, to: at }),
  z.object({ kind: z.literal("in"), line, to: at, moved: at.optional() }),
  z.object({ kind: z.literal("out"), line, from: at, moved: at.optional() }),
  z.object({ kind: z.literal("words"), from: at, to: at, was: shape, now: shape, words: z.array(piece) }),
  z.object({ kind: z.literal("rows"), from: at, to: at, rows: z.array(rowChange) }),
]);

export const words = z.string().trim().min(1).max(4000);

export const versionLine = ({ version: n, base, officer, at: made, size }: TextVersion): z.infer<typeof version> => ({
  version: n,
  ...(base === undefined ? {} : { base }),
  officer,
  at: new Date(made).toISOString(),
  size,
});

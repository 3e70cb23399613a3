// Checkpoints: a log's size and root, C2SP tlog-checkpoint. Signed, they are notes.
import type { Hash } from "./hash.ts";

export interface Checkpoint {
  /** The log's name: its address without scheme. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The text that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;

/** Reads a checkpoint's text; extension lines are allowed and left out. Null where it is malformed. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, coded, ...rest] = text.split("\n");
  if (!origin || size === undefined || coded === undefined || rest.pop() !== "" || rest.includes("")) return null;
  const root = Buffer.from(coded, "base64");
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || root.length !== 32 || root.toString("base64") !== coded) return null;
  return Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root } : null;
}

// Registers by their names, for pages that say who holds what.
import { type Register, registers } from "../../registry/index.ts";
import type { Visit } from "../context.ts";

/** Definitions by id: title, owner, the titles of fields and of their values. */
export type RegisterTitles = ReadonlyMap<string, Register>;

export async function registersOf({ desk }: Pick<Visit, "desk">): Promise<RegisterTitles> {
  return new Map((await registers({ app: desk.pool })).map((one) => [one.id, one]));
}

// The id under which a command is done once: the caller's idempotency key, or a new one.
import { randomUUIDv7 } from "node:crypto";
import { commandIdFor, type Desk } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";

export function newCommandId(desk: Desk, actor: Actor, key: string | undefined, about: string): string {
  return key === undefined ? randomUUIDv7() : commandIdFor(desk, actor, `${about}:${key}`);
}

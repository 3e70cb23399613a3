// The id under which a command is done once: the caller's idempotency key, or a new one.
import { randomUUIDv7 } from "node:crypto";
import { commandIdFor, type Desk } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";

export function newCommandId(desk: Desk, actor: Actor, headers: Headers, about: string): string {
  const key = headers.get("idempotency-key");
  return key === null ? randomUUIDv7() : commandIdFor(desk, actor, `${about}:${key}`);
}

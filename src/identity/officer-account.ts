import { randomBytes, randomUUIDv7 } from "node:crypto";
import type { Ground } from "./ground.ts";
import { loginBlind } from "./login.ts";
import { hashPassword } from "./password.ts";

/** Letters and digits that are told apart when they are read aloud or written down. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const long = 20;

export type OfficerAccount =
  | { readonly ok: true; readonly password: string; readonly opened: boolean }
  | { readonly ok: false; readonly why: "unknown" | "taken" };

/**
 * Opens an officer's account under their id, or gives it another password; its sessions end, and it is entered among the changes of
 * the organisation. The password is made here and known to nobody else: it is told once.
 */
export async function openOfficerAccount({ app, keys }: Ground, officer: string, by: string, now: number): Promise<OfficerAccount> {
  const password = Array.from(randomBytes(long), (byte) => letters.charAt(byte % letters.length))
    .join("")
    .replace(/(.{5})(?=.)/g, "$1-");
  try {
    const { rows } = await app.query<{ outcome: "opened" | "changed" | "unknown" }>(
      "select identity.officer_account($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0)) outcome",
      [randomUUIDv7(), randomUUIDv7(), officer, await hashPassword(password), loginBlind(keys, officer), by, now],
    );
    const outcome = rows[0]?.outcome ?? "unknown";
    return outcome === "unknown" ? { ok: false, why: outcome } : { ok: true, password, opened: outcome === "opened" };
  } catch (error) {
    if ((error as { code?: string }).code === "23505") return { ok: false, why: "taken" };
    throw error;
  }
}

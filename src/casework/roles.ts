// Roles that a pack binds to an agency or a person when a case starts.
import type { Pack } from "../catalogue/index.ts";
import { compileFeel } from "../engine/feel/index.ts";

/** Binds the pack's roles once, from facts, the starter and the agency. */
export function rolesOf(pack: Pack, scope: Record<string, unknown>): Record<string, string> {
  const roles: Record<string, string> = {};
  for (const [role, source] of Object.entries(pack.header.roles)) {
    const compiled = compileFeel(source);
    const value = compiled.ok ? compiled.evaluate(scope as never).value : null;
    if (typeof value === "string") roles[role] = value;
  }
  return roles;
}

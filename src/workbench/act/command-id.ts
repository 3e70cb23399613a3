import { randomUUID } from "node:crypto";
import { commandIdFor, type Desk } from "../../casework/index.ts";
import type { Staff } from "../context.ts";

/** The id under which a form's command is done once: from the key that the form carries, or a new one. `about` tells several commands of one form apart. */
export const commandId = (desk: Desk, officer: Staff, about: string, once: string | undefined): string =>
  commandIdFor(desk, officer, `${about}:${once ?? randomUUID()}`);

// A command on the organisation, decided: the rows that it changes, or what stands against it. Pure; nothing is ever removed.
import type { Text } from "../platform/i18n/index.ts";
import { appoint, endAgency, endAppointment, endOfficer, endPost, putAgency, putOfficer, putPost } from "./arrange.ts";
import type { OrganisationCommand } from "./command.ts";
import type { Around, Decided, Result } from "./decided.ts";
import { endLeave, leave } from "./leave.ts";
import { mayChange } from "./may-change.ts";
import { delegate, endActing, substitute } from "./stand-in.ts";

const wrong: Text = { zh: "有几处需要改正", en: "Something needs to be put right" };

export function decideChange(command: OrganisationCommand, around: Around): Decided {
  const decision = mayChange(around.directory, around.by, command, around.today);
  if (!decision.allowed) {
    return { ok: false, status: decision.status === 404 ? 404 : 403, title: decision.reason, against: [] };
  }
  return settled(command, around);
}

/** The same for what a case granted: its procedure was the authority, and nobody's own right is asked for. */
export const decideGranted = (command: Extract<OrganisationCommand, { type: "leave" | "substitute" }>, around: Around): Decided =>
  settled(command, around);

function settled(command: OrganisationCommand, around: Around): Decided {
  const result = apply(command, around);
  if (result.against.length > 0) {
    return { ok: false, status: result.conflict ? 409 : 422, title: result.conflict ?? wrong, against: result.against };
  }
  return { ok: true, rows: result.rows, told: result.told ?? [] };
}

function apply(command: OrganisationCommand, around: Around): Result {
  switch (command.type) {
    case "put-agency":
      return putAgency(command, around);
    case "end-agency":
      return endAgency(command, around);
    case "put-post":
      return putPost(command, around);
    case "end-post":
      return endPost(command, around);
    case "put-officer":
      return putOfficer(command, around);
    case "end-officer":
      return endOfficer(command, around);
    case "appoint":
      return appoint(command, around);
    case "end-appointment":
      return endAppointment(command, around);
    case "delegate":
      return delegate(command, around);
    case "substitute":
      return substitute(command, around);
    case "end-acting":
      return endActing(command, around);
    case "leave":
      return leave(command, around);
    case "end-leave":
      return endLeave(command, around);
  }
}

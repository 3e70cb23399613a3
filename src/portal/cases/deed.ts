// A command of the applicant on a case. The form's own key makes sending it twice one deed.
import { act, type CaseCommand, type CaseView, commandIdFor, type Refused } from "../../casework/index.ts";
import { flash } from "../../platform/http/index.ts";
import type { PartyVisit } from "../context.ts";
import type { flashes } from "../messages.ts";
import { routes } from "../routes.ts";

/** Done: the answer leads back to the case. Refused: for the page to show. */
export async function deed(
  visit: PartyVisit,
  view: CaseView,
  command: CaseCommand,
  once: string | undefined,
  word: keyof typeof flashes,
): Promise<Response | Refused> {
  const { c, desk, actor, lang } = visit;
  const { id } = view.heading;
  // Without a key of the form's own the same command on the same version of the case is one deed.
  const key = once ?? `${id} ${view.heading.version} ${JSON.stringify(command)}`;
  const done = await act(desk, actor, id, command, { command: commandIdFor(desk, actor, key) });
  if (!done.ok) return done;
  flash(c, word);
  return c.redirect(routes.case.to({ lang, id }), 303);
}

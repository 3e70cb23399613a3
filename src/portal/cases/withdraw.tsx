// Withdrawing: asked once more, with its consequence.
import type { CaseView } from "../../casework/index.ts";
import { readForm } from "../../platform/http/index.ts";
import { ConfirmForm, Textarea, useSay, WarningText } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { refusedPage } from "../refused.tsx";
import { routes } from "../routes.ts";
import { deed } from "./deed.ts";
import { words } from "./messages.ts";

const longest = 1000;

export function withdrawPage(visit: PartyVisit, view: CaseView): Response | Promise<Response> {
  const { lang } = visit;
  const { id } = view.heading;
  if (!view.mayWithdraw) return visit.c.redirect(routes.case.to({ lang, id }), 303);
  return show(visit, { title: titleOf(view), back: routes.case.to({ lang, id }) }, <Withdraw visit={visit} view={view} />);
}

/** Of a bundle everything is withdrawn: that is said plainly. */
const isWhole = ({ loaded }: CaseView): boolean => loaded.pack.parts !== undefined;
const titleOf = (view: CaseView) => (isWhole(view) ? words.withdrawWholeTitle : words.withdrawTitle);

function Withdraw({ visit: { lang }, view }: { visit: PartyVisit; view: CaseView }) {
  const s = useSay();
  const { id, service, number } = view.heading;
  const whole = isWhole(view);
  return (
    <>
      <p class="e-caption">
        {s(service)} <span class="e-code">{number}</span>
      </p>
      <h1>{s(titleOf(view))}</h1>
      <ConfirmForm
        action={routes.withdraw.to({ lang, id })}
        yes={whole ? words.withdrawWhole : words.withdrawYes}
        back={routes.case.to({ lang, id })}
      >
        <WarningText>{s(whole ? words.withdrawWholeText : words.withdrawText)}</WarningText>
        <Textarea name="words" label={words.withdrawWhy} optional rows={3} maxlength={longest} />
      </ConfirmForm>
    </>
  );
}

export async function withdrawDone(visit: PartyVisit, view: CaseView): Promise<Response> {
  const form = await readForm(visit.c);
  if (!form.ok) return form.response;
  if (form.fields.get("confirm") !== "yes") return withdrawPage(visit, view);
  const said = form.fields.get("words")?.slice(0, longest);
  const done = await deed(visit, view, { type: "withdraw", ...(said === undefined ? {} : { words: said }) }, form.fields.once, "withdrawn");
  return done instanceof Response ? done : refusedPage(visit, done);
}

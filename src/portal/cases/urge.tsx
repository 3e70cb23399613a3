// A reminder to those who handle the case.
import type { CaseView } from "../../casework/index.ts";
import { readForm } from "../../platform/http/index.ts";
import { Button, ErrorSummary, errorOf, type FieldError, Form, Textarea, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { refusedPage } from "../refused.tsx";
import { routes } from "../routes.ts";
import { deed } from "./deed.ts";
import { words } from "./messages.ts";

const longest = 1000;

export function urgePage(visit: PartyVisit, view: CaseView): Response | Promise<Response> {
  return view.mayNote.includes("urge")
    ? shown(visit, view, "", [])
    : visit.c.redirect(routes.case.to({ lang: visit.lang, id: view.heading.id }), 303);
}

export async function urgeDone(visit: PartyVisit, view: CaseView): Promise<Response> {
  const form = await readForm(visit.c);
  if (!form.ok) return form.response;
  const said = form.fields.get("words") ?? "";
  if (said === "") return shown(visit, view, said, [{ name: "words", text: words.urgeMissing }]);
  if (said.length > longest) return shown(visit, view, said, [{ name: "words", text: words.tooLong(longest) }]);
  const done = await deed(visit, view, { type: "note", kind: "urge", words: said }, form.fields.once, "urged");
  return done instanceof Response ? done : refusedPage(visit, done);
}

function shown(visit: PartyVisit, view: CaseView, said: string, errors: readonly FieldError[]): Response | Promise<Response> {
  const { lang } = visit;
  const { id } = view.heading;
  return show(
    visit,
    { title: words.urgeTitle, back: routes.case.to({ lang, id }), failed: errors.length > 0, status: errors.length > 0 ? 422 : 200 },
    <Urge action={routes.urge.to({ lang, id })} said={said} errors={errors} view={view} />,
  );
}

function Urge({ action, said, errors, view }: { action: string; said: string; errors: readonly FieldError[]; view: CaseView }) {
  const s = useSay();
  return (
    <>
      <ErrorSummary errors={errors} />
      <p class="e-caption">
        {s(view.heading.service)} <span class="e-code">{view.heading.number}</span>
      </p>
      <h1>{s(words.urgeTitle)}</h1>
      <p>{s(words.urgeText)}</p>
      <Form action={action}>
        <Textarea name="words" label={words.urgeWords} value={said} error={errorOf(errors, "words")} maxlength={longest} />
        <Button>{words.urgeSend}</Button>
      </Form>
    </>
  );
}

// Recording a contact from a case: one press, and it can be struck out by another.
import { z } from "zod";
import { type ContactKind, contactKinds, recordContact, strikeContact } from "../../casework/index.ts";
import { errorAnswer, flash, type Http, readForm, refuse } from "../../platform/http/index.ts";
import { commandId } from "../act/command-id.ts";
import { openCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";

const uuid = z.uuid();

export const kindOf = (value: string | undefined): ContactKind | undefined => contactKinds.find((kind) => kind === value);

export async function caseContact(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const kind = kindOf(form.fields.get("kind"));
  if (!kind) return refuse(c, "notFound");
  const { id } = opened.view.heading;
  const recorded = await recordContact(desk, officer, {
    id: commandId(desk, officer, `contact:${id}`, form.fields.once),
    kind,
    service: opened.view.loaded.row.pack,
    cases: [id],
  });
  if (!recorded.ok) return errorAnswer(c, { status: 403, ...recorded.refusal });
  flash(c, "contact-recorded");
  return c.redirect(`${routes.case.to({ lang, id })}#contacts`, 303);
}

export async function strike(c: Http, { desk, officer, lang }: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const id = uuid.safeParse(c.req.param("id"));
  if (!id.success) return refuse(c, "notFound");
  if (await strikeContact(desk, officer, id.data)) flash(c, "contact-struck");
  const back = uuid.safeParse(form.fields.get("case"));
  return c.redirect(back.success ? `${routes.case.to({ lang, id: back.data })}#contacts` : routes.counter.to({ lang }), 303);
}

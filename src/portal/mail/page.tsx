// What an applicant wants by mail about the own cases; and the way to stop it, for whoever holds a mail.
import { changeAddress, forgetAddress, MailSettingsForm, readerOf, saveChoices, stopReceiver } from "../../notices/index.ts";
import { flash, readForm, refuse } from "../../platform/http/index.ts";
import { Button, type FieldError, Form, useSay } from "../../platform/page/index.ts";
import type { PartyVisit, Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

const receiverOf = ({ actor }: PartyVisit): string => `party:${actor.id}`;

export const mailPage = (visit: PartyVisit): Promise<Response> => page(visit, { errors: [] });

async function page(visit: PartyVisit, wrong: { errors: readonly FieldError[]; typed?: string | undefined }): Promise<Response> {
  const { desk, lang, context } = visit;
  const reader = await readerOf(desk, receiverOf(visit), lang);
  const failed = wrong.errors.length > 0;
  return show(
    visit,
    { title: words.mailTitle, back: routes.account.to({ lang }), failed, ...(failed ? { status: 422 as const } : {}) },
    <>
      <Title />
      <MailSettingsForm
        reader={reader}
        configured={context.mail === true}
        action={routes.mail.to({ lang })}
        addressAction={routes.mailAddress.to({ lang })}
        party
        errors={wrong.errors}
        typed={wrong.typed}
      />
    </>,
  );
}

function Title() {
  const s = useSay();
  return (
    <>
      <h1>{s(words.mailTitle)}</h1>
      <p>{s(words.mailLead)}</p>
    </>
  );
}

export async function mailDone(visit: PartyVisit): Promise<Response> {
  const { c, desk, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const receiver = receiverOf(visit);
  await saveChoices(desk, receiver, await readerOf(desk, receiver, lang), form.fields);
  flash(c, "choices-saved");
  return c.redirect(routes.mail.to({ lang }), 303);
}

export async function mailAddressDone(visit: PartyVisit): Promise<Response> {
  const { c, desk, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const done = await changeAddress(desk, receiverOf(visit), lang, form.fields, desk.now());
  if (!done.ok) return page(visit, done);
  flash(c, done.word);
  return c.redirect(routes.mail.to({ lang }), 303);
}

/** The address that stands in every mail: asks once more, so that no program that only looks at it stops anything. */
export function stopPage(visit: Visit): Response | Promise<Response> {
  const token = param(visit, "token");
  if (stopReceiver(visit.desk.keys, token) === undefined) return refuse(visit.c, "notFound");
  return show(visit, { title: words.stopTitle }, <Stop action={routes.mailStop.to({ lang: visit.lang, token })} />);
}

function Stop({ action }: { action: string }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.stopTitle)}</h1>
      <p>{s(words.stopText)}</p>
      <Form action={action}>
        <Button>{words.stop}</Button>
      </Form>
    </>
  );
}

/**
 * Stops all mail to that receiver. Mail programs send it by themselves when their reader asks (RFC 8058), without a form of ours: the
 * proof in the address is enough.
 */
export async function stopDone(visit: Visit): Promise<Response> {
  const { c, desk, lang } = visit;
  const receiver = stopReceiver(desk.keys, param(visit, "token"));
  if (receiver === undefined) return refuse(c, "notFound");
  await forgetAddress(desk, receiver);
  flash(c, "address-removed");
  return c.redirect(routes.home.to({ lang }), 303);
}

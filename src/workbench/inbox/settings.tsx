// What an officer wants by mail.
import { changeAddress, MailSettingsForm, officerReceiver, readerOf, saveChoices } from "../../notices/index.ts";
import { flash, type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { type FieldError, LangText } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export async function noticesPage(
  c: Http,
  bench: Bench,
  said: string | undefined,
  wrong: { errors: readonly FieldError[]; typed?: string | undefined } = { errors: [] },
): Promise<Response> {
  const { desk, officer, lang, context } = bench;
  const reader = await readerOf(desk, officerReceiver(officer.id), officer.language);
  const content = (
    <>
      <h1>
        <LangText of={text.settings} />
      </h1>
      <MailSettingsForm
        reader={reader}
        configured={context.mail === true}
        action={routes.notices.to({ lang })}
        addressAction={routes.noticesAddress.to({ lang })}
        party={false}
        errors={wrong.errors}
        typed={wrong.typed}
      />
    </>
  );
  const failed = wrong.errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.settings, here: "inbox", flash: said, failed }, content), failed ? 422 : 200);
}

export async function noticesDone(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const receiver = officerReceiver(officer.id);
  await saveChoices(desk, receiver, await readerOf(desk, receiver, officer.language), form.fields);
  flash(c, "choices-saved");
  return c.redirect(routes.notices.to({ lang }), 303);
}

export async function noticesAddress(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang, now } = bench;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const done = await changeAddress(desk, officerReceiver(officer.id), officer.language, form.fields, now);
  if (!done.ok) return noticesPage(c, bench, undefined, done);
  flash(c, done.word);
  return c.redirect(routes.notices.to({ lang }), 303);
}

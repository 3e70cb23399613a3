// An officer's account: opened, or given another password, which is shown once.
import { openOfficerAccount } from "../../identity/index.ts";
import { errorAnswer, type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { BackLink, Button, ButtonLink, Code, Form, LangText, Panel, WarningText } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export async function accountPage(c: Http, bench: Bench): Promise<Response> {
  const { directory, lang } = bench;
  const id = c.req.param("id") ?? "";
  if (!directory.officer(id)) return errorAnswer(c, { status: 404, title: text.noOfficer, detail: text.noOfficerText });
  const content = (
    <>
      <h1>
        <LangText of={text.account} />
      </h1>
      <p>
        {officerName(directory, id)} <Code>{id}</Code>
      </p>
      <WarningText>{text.accountWarning}</WarningText>
      <Form action={routes.account.to({ lang, id })}>
        <div class="govuk-button-group">
          <Button kind="warning">{text.makePassword}</Button>
          <ButtonLink href={routes.officers.to({ lang })} kind="second">
            {text.cancel}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
  const before = <BackLink href={routes.officers.to({ lang })}>{text.officers}</BackLink>;
  return sendPage(c, await framed(bench, { title: text.account, here: "officers", before }, content));
}

export async function openAccount(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { directory, desk, officer, lang, now } = bench;
  const id = c.req.param("id") ?? "";
  const made = directory.officer(id)
    ? await openOfficerAccount(desk.ground, id, `officer:${officer.id}`, now)
    : { ok: false as const, why: "unknown" as const };
  if (!made.ok) {
    return made.why === "taken"
      ? errorAnswer(c, { status: 409, title: text.account, detail: text.loginTaken })
      : errorAnswer(c, { status: 404, title: text.noOfficer, detail: text.noOfficerText });
  }
  const content = (
    <>
      <Panel title={made.opened ? text.accountOpened : text.passwordMade}>
        <span class="e-code">{made.password}</span>
      </Panel>
      <p>
        {officerName(directory, id)} <Code>{id}</Code>
      </p>
      <p>
        <LangText of={text.shownOnce} />
      </p>
    </>
  );
  const before = <BackLink href={routes.officers.to({ lang })}>{text.officers}</BackLink>;
  const answer = await sendPage(c, await framed(bench, { title: text.account, here: "officers", before }, content));
  answer.headers.set("cache-control", "no-store");
  return answer;
}

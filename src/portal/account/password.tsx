// Changing the own password, for applicants and officers alike: the old one, and twice the new one.
import { changePassword, passwordChangedAt, sessionCookie, sessionOf } from "../../identity/index.ts";
import { notify } from "../../notices/index.ts";
import { flash, readCookie, readForm } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Button, DateTime, ErrorSummary, errorOf, type FieldError, Form, Input, useSay } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

/** Characters that are read at all. */
const most = 1000;

export const passwordPage = (visit: Visit): Promise<Response> | Response => page(visit, []);

async function page(visit: Visit, errors: readonly FieldError[], status: 200 | 422 | 429 = 200): Promise<Response> {
  const { c, lang, actor, desk } = visit;
  if (actor.kind !== "party" && actor.kind !== "officer")
    return c.redirect(routes.signIn.to({ lang }, { next: routes.password.to({ lang }) }), 303);
  const last = await passwordChangedAt(desk.ground, actor.kind === "officer" ? { officer: actor.id } : { party: actor.id });
  return show(
    visit,
    { title: words.passwordTitle, back: routes.account.to({ lang }), failed: errors.length > 0, status },
    <Change visit={visit} errors={errors} last={last} />,
  );
}

export async function passwordDone(visit: Visit): Promise<Response> {
  const { c, context, desk, lang, actor } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const cookie = readCookie(c, sessionCookie);
  const session = cookie === undefined ? null : await sessionOf(desk.ground, cookie, desk.now());
  // The holder of a token is no session, and changes no password.
  if (cookie === undefined || !session || session.actor.kind !== actor.kind || session.actor.id !== (actor as { id?: string }).id)
    return c.redirect(routes.signIn.to({ lang }, { next: routes.password.to({ lang }) }), 303);
  // A password may begin or end with a space.
  const typed = (name: string): string => (form.fields.all(name)[0] ?? "").slice(0, most);
  const [old, chosen, again] = [typed("old"), typed("chosen"), typed("again")];
  const wrong: FieldError[] = [
    ...(old === "" ? [{ name: "old", text: words.oldMissing }] : []),
    ...(chosen === "" ? [{ name: "chosen", text: words.chosenMissing }] : []),
    ...(chosen !== "" && again !== chosen ? [{ name: "again", text: words.againDiffers }] : []),
  ];
  if (wrong.length > 0) return page(visit, wrong, 422);
  const change = { account: session.account, cookie, old, chosen, address: context.clientAddress(c) };
  const done = await changePassword(desk.ground, change, desk.now());
  if (!done.ok) {
    if (done.seconds !== undefined) c.header("retry-after", String(done.seconds));
    return page(visit, [{ name: done.why === "chosen" ? "chosen" : "old", text: done.text }], done.why === "wait" ? 429 : 422);
  }
  // Whoever did not do it themselves is to hear of it.
  const { id, kind } = session.actor;
  await notify(
    desk.pool,
    [
      kind === "officer"
        ? { officer: id, kind: "password", text: words.passwordTold, href: "/account" }
        : { party: id, kind: "own-password", text: words.passwordTold, href: "/account" },
    ],
    desk.now(),
  );
  flash(c, "password-changed");
  return c.redirect(routes.account.to({ lang }), 303);
}

function Change({ visit: { lang, actor }, errors, last }: { visit: Visit; errors: readonly FieldError[]; last: number | undefined }) {
  const s = useSay();
  const input = (name: "old" | "chosen" | "again", label: Text, hint?: Text) => (
    <Input
      name={name}
      type="password"
      label={label}
      {...(hint ? { hint } : {})}
      error={errorOf(errors, name)}
      autocomplete={name === "old" ? "current-password" : "new-password"}
      width={30}
    />
  );
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{s(words.passwordTitle)}</h1>
      <p>{s(words.passwordLead)}</p>
      {last === undefined ? null : (
        <p class="e-muted">
          {s(words.passwordLast)} <DateTime at={last} />
        </p>
      )}
      <Form action={routes.password.to({ lang })}>
        {/* For programs that keep passwords: whose this is. */}
        <input type="text" name="username" autocomplete="username" value={"name" in actor ? actor.name : ""} hidden readonly />
        {input("old", words.old)}
        {input("chosen", words.chosen, words.chosenHint)}
        {input("again", words.again)}
        <Button>{words.changePassword}</Button>
      </Form>
    </>
  );
}

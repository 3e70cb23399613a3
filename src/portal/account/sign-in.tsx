// Signing in. Where to go afterwards is a path of this site and nothing else.
import { sessionCookie, sessionLength, signIn } from "../../identity/index.ts";
import { localPath, readCookie, readForm, renewVisitor, writeCookie } from "../../platform/http/index.ts";
import { Button, ErrorSummary, errorOf, type FieldError, Form, Input } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { SampleGuests } from "./guests.tsx";
import { words } from "./messages.ts";

const longest = { login: 200, password: 1000 };

/** The page asked for before, if it is one of ours and not this one. */
function nextOf({ c, lang }: Visit): string | undefined {
  const next = localPath(c.req.query("next"));
  return next?.startsWith(routes.signIn.to({ lang })) ? undefined : next;
}

export function signInPage(visit: Visit): Response | Promise<Response> {
  if (visit.actor.kind === "party" || visit.actor.kind === "officer")
    return visit.c.redirect(nextOf(visit) ?? routes.account.to({ lang: visit.lang }), 303);
  return show(visit, { title: words.signIn }, <SignIn visit={visit} login="" errors={[]} />);
}

export async function signInDone(visit: Visit): Promise<Response> {
  const { c, context, desk, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const login = (form.fields.get("login") ?? "").slice(0, longest.login);
  // A password may begin or end with a space.
  const password = (form.fields.all("password")[0] ?? "").slice(0, longest.password);
  const failed = (errors: readonly FieldError[], status: 422 | 429 = 422) =>
    show(visit, { title: words.signIn, failed: true, status }, <SignIn visit={visit} login={login} errors={errors} />);
  const missing: FieldError[] = [
    ...(login === "" ? [{ name: "login", text: words.loginMissing }] : []),
    ...(password === "" ? [{ name: "password", text: words.passwordMissing }] : []),
  ];
  if (missing.length > 0) return failed(missing);
  const previous = readCookie(c, sessionCookie);
  const done = await signIn(desk.ground, { login, password, address: context.clientAddress(c), previous }, desk.now());
  if (!done.ok) {
    if (done.seconds !== undefined) c.header("retry-after", String(done.seconds));
    return failed([{ name: "login", text: done.text }], done.why === "wait" ? 429 : 422);
  }
  writeCookie(c, sessionCookie, done.cookie, { seconds: sessionLength.party.whole });
  renewVisitor(c);
  // The start page knows who it is by now; officers are sent on from there.
  return c.redirect(nextOf(visit) ?? `${routes.account.to({ lang })}?from=sign-in`, 303);
}

function SignIn({ visit, login, errors }: { visit: Visit; login: string; errors: readonly FieldError[] }) {
  const { lang, context } = visit;
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{words.signIn[lang]}</h1>
      <Form action={routes.signIn.to({ lang }, { next: nextOf(visit) })}>
        <Input name="login" label={words.login} value={login} error={errorOf(errors, "login")} autocomplete="username" width={30} code />
        <Input
          name="password"
          type="password"
          label={words.password}
          error={errorOf(errors, "password")}
          autocomplete="current-password"
          width={30}
        />
        <Button big>{words.signIn}</Button>
      </Form>
      {context.sample ? <SampleGuests visit={visit} /> : null}
    </>
  );
}

// The reader's own account: as whom one is signed in, for whom one may act, and the way out.
import { partiesById, sessionCookie, signOut } from "../../identity/index.ts";
import { flash, readCookie, readForm, renewVisitor, writeCookie } from "../../platform/http/index.ts";
import { Button, ButtonLink, Form, SummaryList, type SummaryRow, useSay } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

export async function accountPage(visit: Visit): Promise<Response> {
  const { c, lang, actor } = visit;
  if (actor.kind !== "party" && actor.kind !== "officer") return c.redirect(routes.signIn.to({ lang }), 303);
  // Straight after signing in everybody goes where the work is.
  if (c.req.query("from") === "sign-in")
    return c.redirect(actor.kind === "officer" ? routes.workbench.to({ lang }) : routes.home.to({ lang }), 303);
  return show(visit, { title: words.account }, <Account visit={visit} rows={await rowsOf(visit)} />);
}

async function rowsOf({ actor, desk, directory, lang }: Visit): Promise<readonly SummaryRow[]> {
  if (actor.kind === "officer") {
    const titles = actor.posts.map((name) => {
      const post = directory?.post(name);
      const agency = post && directory?.agency(post.agency);
      return post ? `${agency?.title[lang] ?? ""} ${post.title[lang]}` : name;
    });
    return [
      { key: words.name, value: actor.name },
      { key: words.posts, value: <Lines of={titles} /> },
    ];
  }
  if (actor.kind !== "party") return [];
  const organisations = await partiesById(desk.ground, actor.actsFor);
  return [
    { key: words.name, value: actor.name },
    {
      key: words.actsFor,
      value: organisations.size === 0 ? words.nobody[lang] : <Lines of={[...organisations.values()].map(({ name }) => name)} />,
    },
  ];
}

const Lines = ({ of }: { of: readonly string[] }) => (
  <ul class="govuk-list">
    {of.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
);

function Account({ visit: { lang, actor }, rows }: { visit: Visit; rows: readonly SummaryRow[] }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.account)}</h1>
      <SummaryList rows={rows} />
      {actor.kind === "party" ? (
        <p>
          <a class="govuk-link" href={routes.inbox.to({ lang })}>
            {s(words.inbox)}
          </a>
          <br />
          <a class="govuk-link" href={routes.consents.to({ lang })}>
            {s(words.consents)}
          </a>
          <br />
          <a class="govuk-link" href={routes.mail.to({ lang })}>
            {s(words.mail)}
          </a>
        </p>
      ) : null}
      <p>
        <a class="govuk-link" href={routes.password.to({ lang })}>
          {s(words.passwordTitle)}
        </a>
      </p>
      <Form action={routes.signOut.to({ lang })} forget>
        <div class="govuk-button-group">
          {actor.kind === "officer" ? <ButtonLink href={routes.workbench.to({ lang })}>{words.workbench}</ButtonLink> : null}
          <Button kind="second">{words.signOut}</Button>
        </div>
      </Form>
    </>
  );
}

/** Signing out is asked for by a form; whoever opens its address finds the account, where the button is. */
export const signOutPage = ({ c, lang }: Visit): Response => c.redirect(routes.account.to({ lang }), 303);

export async function signOutDone(visit: Visit): Promise<Response> {
  const { c, desk, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const cookie = readCookie(c, sessionCookie);
  if (cookie !== undefined) await signOut(desk.ground, cookie);
  writeCookie(c, sessionCookie, "", { seconds: 0 });
  renewVisitor(c);
  flash(c, "signed-out");
  return c.redirect(routes.home.to({ lang }), 303);
}

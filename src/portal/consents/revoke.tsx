// Revoking a consent: asked once more, with its consequence; then what was found under it is forgotten.
import { forgetConsent } from "../../casework/index.ts";
import type { KnownConsent } from "../../exchange/index.ts";
import { flash, readForm, refuse } from "../../platform/http/index.ts";
import { ConfirmForm, SummaryList, useSay, WarningText } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { type Subject, subjectsOf } from "../looked/subjects.ts";
import { routes } from "../routes.ts";
import { type RegisterTitles, registersOf } from "../services/registers.ts";
import { Line, standing, termRows } from "./list.tsx";
import { words } from "./messages.ts";

interface Found {
  readonly consent: KnownConsent;
  readonly subject: Subject;
  readonly about: string | undefined;
}

/** The consent in the address, where it is the reader's, or that of an organisation for which the reader may act. */
async function find(visit: PartyVisit): Promise<Found | undefined> {
  const { c, desk } = visit;
  const about = c.req.query("about");
  const { subject } = await subjectsOf(visit, about);
  const id = param(visit, "id");
  const consent = subject && (await desk.exchange.consents.own(subject.id, id));
  return consent && { consent, subject, about };
}

export async function revokePage(visit: PartyVisit): Promise<Response> {
  const { c, desk, lang } = visit;
  const found = await find(visit);
  if (!found) return refuse(c, "notFound");
  const back = routes.consents.to({ lang }, { about: found.about });
  if (!standing(found.consent, desk.now()).holds) return c.redirect(back, 303);
  const registers = await registersOf(visit);
  return show(visit, { title: words.revokeTitle, back }, <Revoke visit={visit} found={found} registers={registers} back={back} />);
}

function Revoke({ visit, found, registers, back }: { visit: PartyVisit; found: Found; registers: RegisterTitles; back: string }) {
  const s = useSay();
  const { lang } = visit;
  const { consent, about } = found;
  return (
    <>
      <h1>{s(words.revokeTitle)}</h1>
      <p>
        <strong>
          <Line visit={visit} registers={registers} consent={consent} />
        </strong>
      </p>
      <SummaryList rows={termRows(s, lang, registers, consent)} />
      <ConfirmForm action={routes.consent.to({ lang, id: consent.id }, { about })} yes={words.revokeYes} back={back}>
        <WarningText>{s(words.revokeText)}</WarningText>
      </ConfirmForm>
    </>
  );
}

export async function revokeDone(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const found = await find(visit);
  if (!found) return refuse(c, "notFound");
  if (form.fields.get("confirm") !== "yes") return revokePage(visit);
  await desk.exchange.consents.revoke({ party: found.subject, giver: actor.id }, found.consent.id);
  await forgetConsent(desk, actor, found.consent.id);
  flash(c, "consent-revoked");
  return c.redirect(routes.consents.to({ lang }, { about: found.about }), 303);
}

// An evidence page: who holds it, what is asked and why; then what was found, to be used, objected to or replaced.
import { setTimeout as sleep } from "node:timers/promises";
import {
  askForDraft,
  consentSources,
  type Draft,
  findUpload,
  type GivenEvidence,
  readDraft,
  takeUpload,
  type UploadedFile,
} from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Button, ButtonLink, type FieldError, Form, Progress, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { agencyTitle } from "../context.ts";
import { readSent } from "../sent.ts";
import { registersOf } from "../services/registers.ts";
import { serving } from "../services/serving.ts";
import { stepAddress } from "./drafts.tsx";
import { type EvidenceView, Found, Judge, supplyOf, WhatIsAsked, Why } from "./evidence-parts.tsx";
import { firstSource, type Situation, situationOf, supplies } from "./evidence-state.ts";
import { type Given, givenBy } from "./given.ts";
import { journeyOf } from "./journey.ts";
import { words } from "./messages.ts";
import { onward } from "./onward.ts";
import { change } from "./open-draft.tsx";
import { type At, addressOf, showStep } from "./step-frame.tsx";
import { Supply } from "./supply.tsx";

/** Seconds between two looks at a draft while a register is being asked. */
const pace = 2;

export async function evidencePage(visit: PartyVisit, at: At, requirement: Requirement): Promise<Response> {
  return shown(visit, at, requirement, { errors: [], sent: () => undefined, own: visit.c.req.query("own") === "1", file: undefined });
}

async function shown(
  visit: PartyVisit,
  at: At,
  requirement: Requirement,
  { errors, sent, own, file }: Pick<EvidenceView, "errors" | "sent" | "file"> & { readonly own: boolean },
): Promise<Response> {
  const { content } = at.draft;
  const situation = situationOf(requirement, content, visit.desk.now(), own);
  const kept = file ?? content.given[requirement.id]?.file;
  const [registers, correction] = await Promise.all([
    registersOf(visit),
    situation.kind === "found" ? serving(visit, "correction") : undefined,
  ]);
  const view: EvidenceView = { visit, requirement, content, registers, correction, errors, sent, file: kept };
  const refresh = situation.kind === "looking" ? { refresh: pace } : {};
  return showStep(visit, at, { errors, ...refresh }, <Page view={view} at={at} situation={situation} />);
}

export async function evidenceDone(visit: PartyVisit, at: At, requirement: Requirement): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const form = await readSent(c, ({ body, filename }) => takeUpload(desk, actor, body, filename));
  if (!form.ok) return form.response;
  const { fields } = form;
  const again = (errors: readonly FieldError[], file?: UploadedFile) =>
    shown(visit, at, requirement, { errors, sent: fields.get, own: fields.get("own") === "1", file });
  if (fields.get("choice") === "ask") return ask(visit, at, requirement);

  const [upload] = form.files;
  if (upload && !upload.file.ok) return again([{ name: upload.name, text: upload.file.title }]);
  const file = await findUpload(desk, actor, upload?.file.ok ? upload.file.file.id : (fields.get("kept") ?? ""));
  const given = givenBy({
    requirement,
    content: at.draft.content,
    facts: at.journey.facts,
    pack: at.draft.pack,
    now: desk.now(),
    fields,
    file,
  });
  if (!given.ok) return again(given.errors, file);
  const done = await save(visit, at, requirement, given);
  if (done instanceof Response) return done;
  return c.redirect(stepAddress(lang, done.id, onward(journeyOf(desk, done, actor), at)), 303);
}

async function save(visit: PartyVisit, { draft }: At, { id }: Requirement, given: Extract<Given, { ok: true }>): Promise<Draft | Response> {
  const done = await change(visit, draft, (content) => ({
    ...content,
    given: { ...content.given, [id]: kept(content.given[id], given.given) },
  }));
  if (done === "changed") throw new Error("an evidence page never refuses a change");
  return done;
}

/** A consent once given is remembered with what is said later. */
const kept = (before: GivenEvidence | undefined, now: GivenEvidence): GivenEvidence => (before?.consent ? { ...now, consent: true } : now);

/** Queues the question, unless it is being asked already, and shows the page that waits for the answer. */
async function ask(visit: PartyVisit, at: At, requirement: Requirement): Promise<Response> {
  const { c, desk, actor } = visit;
  const consent = consentSources(requirement).length > 0;
  let draft: Draft | undefined = at.draft;
  for (let attempt = 0; attempt < 5 && draft && draft.submitted === undefined; attempt++) {
    if (situationOf(requirement, draft.content, desk.now(), false).kind === "looking") break;
    if (await askForDraft(desk, actor, draft, requirement.id, consent)) break;
    draft = await readDraft(desk, actor, draft.id);
  }
  await answered(visit, at.draft.id, requirement.id);
  return c.redirect(addressOf(visit, at), 303);
}

/** Most registers answer within a second: that long the reader is kept, and spared a page that only says to wait. */
async function answered({ desk, actor }: PartyVisit, id: string, requirement: string): Promise<void> {
  for (let look = 0; look < 8; look++) {
    await sleep(150);
    if ((await readDraft(desk, actor, id))?.content.answered[requirement]?.state !== "asked") return;
  }
}

function Page({ view, at, situation }: { view: EvidenceView; at: At; situation: Situation }) {
  const s = useSay();
  return (
    <>
      <h1>{s(at.step.page.title)}</h1>
      {at.step.page.hint ? <p>{s(at.step.page.hint)}</p> : null}
      <Matter view={view} at={at} situation={situation} />
    </>
  );
}

function Matter({ view, at, situation }: { view: EvidenceView; at: At; situation: Situation }) {
  const s = useSay();
  const { visit, requirement } = view;
  const address = addressOf(visit, at);
  switch (situation.kind) {
    case "offer":
      return (
        <>
          <Why view={view} />
          <WhatIsAsked {...view} />
          <Ask view={view} at={at} />
        </>
      );
    case "looking":
      return <Progress title={words.looking(holderName(view))} seconds={pace} href={address} />;
    case "late":
      return (
        <>
          <h2>{s(words.late)}</h2>
          <p>{s(words.lateText)}</p>
          <div class="govuk-button-group">
            <ButtonLink href={address} kind="second">
              {words.wait}
            </ButtonLink>
          </div>
          <SupplyForm view={view} at={at} />
        </>
      );
    case "found":
      return (
        <>
          <p class="e-lead">{s(words.found)}</p>
          <Found answer={situation.answer} view={view} />
          <Form action={address} upload>
            <Judge view={view} />
            <Save />
          </Form>
        </>
      );
    case "none":
    case "down": {
      const none = situation.kind === "none";
      return (
        <>
          <h2>{s(none ? words.none : words.down)}</h2>
          <p>{s(none ? nothingFound(requirement) : words.downText)}</p>
          <Form action={address} upload>
            <Button kind={supplies(requirement) || requirement.optional ? "second" : "main"} name="choice" value="ask">
              {words.again}
            </Button>
          </Form>
          <SupplyForm view={view} at={at} />
        </>
      );
    }
    case "supply":
      return (
        <>
          <Why view={view} />
          <SupplyForm view={view} at={at} />
        </>
      );
  }
}

const holderName = ({ visit, registers, requirement }: EvidenceView): string => {
  const register = registers.get(firstSource(requirement)?.registry ?? "");
  return register ? agencyTitle(visit, register.owner)[visit.lang] : "";
};

function Ask({ view: { visit, requirement }, at }: { view: EvidenceView; at: At }) {
  const consent = consentSources(requirement).length > 0;
  const address = addressOf(visit, at);
  return (
    <Form action={address} upload>
      <div class="govuk-button-group">
        <Button big name="choice" value="ask">
          {consent ? words.agreeAsk : words.ask}
        </Button>
        {supplies(requirement) ? (
          <ButtonLink href={`${address}${address.includes("?") ? "&" : "?"}own=1`} kind="second">
            {words.supplyMyself}
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  );
}

function SupplyForm({ view, at }: { view: EvidenceView; at: At }) {
  const { visit, requirement } = view;
  if (!supplies(requirement)) return requirement.optional ? <GoOn action={addressOf(visit, at)} /> : null;
  return (
    <Form action={addressOf(visit, at)} upload>
      <input type="hidden" name="own" value="1" />
      <Supply view={supplyOf(view)} />
      <div class="govuk-button-group">
        <Button big name="choice" value="own">
          {words.saveGoOn}
        </Button>
        {requirement.optional ? (
          <Button kind="second" name="choice" value="skip">
            {words.skip}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

/** What no register holds and nobody has to show. */
const GoOn = ({ action }: { action: string }) => (
  <Form action={action} upload>
    <div class="govuk-button-group">
      <Button big name="choice" value="skip">
        {words.without}
      </Button>
    </div>
  </Form>
);

const nothingFound = (requirement: Requirement): Text => {
  if (supplies(requirement)) return words.noneText;
  return requirement.optional ? words.noneOptional : words.noneOnly;
};

const Save = () => (
  <div class="govuk-button-group">
    <Button big>{words.saveGoOn}</Button>
  </div>
);

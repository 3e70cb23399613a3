// What registers hold is fetched for a draft in the background: the question is noted in the draft and queued in one
// transaction, a worker asks and notes the answer, and the applicant's page looks at the draft.
import { sql } from "kysely";
import type { Requirement } from "../catalogue/index.ts";
import { type Actor, organisationsOf, partiesById } from "../identity/index.ts";
import { applying } from "./applicant.ts";
import { type Consents, consentKey, consentTo } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { type Draft, type DraftContent, readDraft, saveDraft } from "./draft.ts";
import { type Answered, registrySources } from "./evidence.ts";
import { askRegisters } from "./gather.ts";

/** The kind of job that fetches for a draft. */
export const fetchJob = "evidence-fetch";

export interface DraftQuestion {
  readonly draft: string;
  readonly requirement: string;
}

/**
 * Notes that a requirement's registers are being asked, and queues it; with `consent` the applicant's consent is recorded first.
 * False means: somebody saved in between, read again.
 */
export async function askForDraft(desk: Desk, actor: Actor, draft: Draft, requirement: string, consent: boolean): Promise<boolean> {
  const { content } = draft;
  const { [requirement]: _, ...given } = content.given;
  const consents = consent ? await consented(desk, actor, draft, requirement) : {};
  const asked: DraftContent = {
    ...content,
    consents: { ...content.consents, ...consents },
    given: consent ? { ...given, [requirement]: { requirement, consent } } : given,
    answered: { ...content.answered, [requirement]: { state: "asked", at: desk.now() } },
  };
  const job = [{ task: fetchJob, payload: { draft: draft.id, requirement } satisfies DraftQuestion, attempts: 3 }];
  return desk.db.transaction().execute(async (transaction) => {
    const saved = await saveDraft({ ...desk, db: transaction }, actor, draft, asked);
    if (saved) await sql`select jobs.add_all(${JSON.stringify(job)}::jsonb)`.execute(transaction);
    return saved;
  });
}

/** The same press of the button, sent twice, is one consent. */
async function consented(desk: Desk, actor: Actor, { id, version, pack, content }: Draft, name: string): Promise<Consents> {
  const requirement = pack.header.requirements.find((one) => one.id === name);
  const who = await applying(desk, actor, pack, content.onBehalfOf);
  if (!requirement || !who.ok || !who.applicant || actor.kind !== "party") return {};
  const open = { ...requirement, sources: requirement.sources.filter((one) => !holdsFor(content, requirement.id, one)) };
  return consentTo(desk, [open], { pack, applicant: who.applicant, giver: actor.id, once: `${id}/${version}` });
}

const holdsFor = ({ consents = {} }: DraftContent, requirement: string, source: Requirement["sources"][number]): boolean =>
  "registry" in source && consents[consentKey(requirement, source.registry)] !== undefined;

const attempts = 5;

/** Asks what {@link askForDraft} queued and notes the answer. A question that was withdrawn or answered meanwhile is left alone. */
export async function fetchForDraft(desk: Desk, { draft: id, requirement: name }: DraftQuestion): Promise<void> {
  const actor = await ownerOf(desk, id);
  const draft = actor && (await readDraft(desk, actor, id));
  const asked = draft?.content.answered[name];
  if (!actor || !draft || draft.submitted !== undefined || asked?.state !== "asked") return;
  const answer = await answerFor(desk, actor, draft, name);
  let latest: Draft | undefined = draft;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const now = latest?.content.answered[name];
    if (!latest || latest.submitted !== undefined || now?.state !== "asked" || now.at !== asked.at) return;
    const content = { ...latest.content, answered: { ...latest.content.answered, [name]: answer } };
    if (await saveDraft(desk, actor, latest, content)) return;
    latest = await readDraft(desk, actor, id);
  }
  throw new Error("the draft is being saved all the time");
}

async function answerFor(desk: Desk, actor: Actor, { id, pack, content }: Draft, name: string): Promise<Answered> {
  const requirement = pack.header.requirements.find((one) => one.id === name);
  const who = await applying(desk, actor, pack, content.onBehalfOf);
  const nobody: Answered = {
    state: "unavailable",
    register: requirement ? (registrySources(requirement)[0]?.registry ?? "") : "",
    at: desk.now(),
  };
  if (!requirement || !who.ok || !who.applicant) return nobody;
  const occasion = { pack, applicant: who.applicant, answers: content.answers, about: { draft: id } };
  return (await askRegisters(desk, requirement, occasion, content.consents ?? {})) ?? nobody;
}

/** Whose draft it is, with the powers of today; only parties have registers asked for them. */
async function ownerOf(desk: Desk, id: string): Promise<Actor | undefined> {
  const row = await desk.db.selectFrom("casework.draft").select("account").where("id", "=", id).executeTakeFirst();
  const party = row?.account.startsWith("party:") ? row.account.slice("party:".length) : undefined;
  if (party === undefined) return undefined;
  const [known, organisations] = await Promise.all([partiesById(desk.ground, [party]), organisationsOf(desk.ground, party, desk.now())]);
  const found = known.get(party);
  return found && { kind: "party", id: party, name: found.name, party: found.kind, actsFor: organisations.map((one) => one.id) };
}

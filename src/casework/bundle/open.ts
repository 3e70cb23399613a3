// Opens the parts of a bundle whose turn has come: all in one statement, by a job, never together with the bundle's own change.
// Every part's case has an id that follows from the bundle and its task, so that opening it again finds it open.

import type { ComposedPart } from "../../catalogue/index.ts";
import type { HandedOn } from "../../exchange/index.ts";
import { system } from "../../identity/index.ts";
import type { Lang, Text } from "../../platform/i18n/index.ts";
import { act } from "../act.ts";
import { type Commit, commitAll } from "../commit.ts";
import { consentTo } from "../consents.ts";
import type { Desk } from "../desk.ts";
import { registrySources } from "../evidence.ts";
import { evidenceOf } from "../evidence-rows.ts";
import { type Answers, firstFacts } from "../facts.ts";
import { type Loaded, load, loadAll } from "../load.ts";
import { commandOf, settle } from "../occasion.ts";
import { prepareSubmission } from "../prepare-submission.ts";
import type { FieldProblem } from "../refusal.ts";
import { type Submission, submissionDigest } from "../submission.ts";
import { gather } from "../submit.ts";
import { awaitRegister, stopWaiting } from "./await-register.ts";
import { partCaseId } from "./case-id.ts";
import { fedTo } from "./fed.ts";
import { keepJointTime } from "./joint.ts";
import { agreedTo, awaited, lacking, type PartContent, partContent, silentFor } from "./part.ts";
import { askFor, isAsked, isWithout } from "./supply.ts";
import { withdrawParts } from "./withdraw.ts";

type Missing = ReturnType<typeof lacking>;

const attempts = 4;

interface Opening {
  readonly part: ComposedPart;
  readonly no: number;
  readonly id: string;
}

/** Opens what can be opened, and says of what cannot be opened that it was not. The same again changes nothing. */
export async function openParts(desk: Desk, bundle: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const loaded = await load(desk, bundle);
    const parts = loaded?.pack.parts;
    if (!loaded || !parts) return;
    // Withdrawn while a part was being opened: that part is withdrawn as well.
    if (loaded.row.status === "ended") return withdrawParts(desk, bundle);
    const tasks = loaded.row.tasks.filter(({ key, stage }) => stage === loaded.row.stage && Object.hasOwn(parts, key));
    const states = Object.values(loaded.snapshot.state.tasks).filter(
      ({ key, stage }) => stage === loaded.row.stage && Object.hasOwn(parts, key),
    );
    const open = tasks.flatMap(({ no, key, status }): Opening[] => {
      const part = parts[key];
      return part && status === "open" ? [{ part, no, id: partCaseId(desk, bundle, no) }] : [];
    });
    const there = await opened(desk, bundle, open);
    const wanted = open.filter(({ id, part }) => !there.has(id) && !isAsked(part.key, loaded.snapshot.state));
    const blocked = wanted.filter(({ part }) => awaited(part, states).failed.length > 0);
    for (const { part, no } of blocked) {
      const failed = awaited(part, states).failed.map((key) => parts[key]?.pack.header.title ?? { zh: key, en: key });
      await notOpened(desk, loaded, no, waitsInVain(failed));
    }
    const ready = wanted.filter((one) => !blocked.includes(one));
    if (ready.length === 0) return;
    if (await openAll(desk, loaded, ready, [...there], attempt)) return withdrawParts(desk, bundle);
  }
  throw new Error("the parts of a bundle could not be opened: others were opening them");
}

async function opened(desk: Desk, bundle: string, open: readonly Opening[]): Promise<ReadonlySet<string>> {
  if (open.length === 0) return new Set();
  const rows = await desk.db.selectFrom("casework.case").select("id").where("parent", "=", bundle).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Writes the cases of parts that are ready; false where somebody else wrote one of them first. */
async function openAll(desk: Desk, loaded: Loaded, ready: readonly Opening[], there: readonly string[], attempt: number): Promise<boolean> {
  const now = desk.now();
  const answers = correctedBy(loaded, await loadAll(desk, there));
  const evidence = await evidenceOf(desk, loaded);
  const fed = await fedTo(
    desk,
    loaded,
    ready.map(({ part }) => part),
  );
  const wanted = ready.map((one) => ({ ...one, content: partContent(one.part, { answers, evidence, now }, fed[one.part.key] ?? {}) }));
  const handed = await desk.exchange.handOn(wanted.flatMap(({ part, id, content }) => handingOn(part, id, content)));
  // What may not be handed on is the part's own to ask for, and it is told there why not.
  const contents = wanted.map((one) => ({
    ...one,
    content: without(
      one.content,
      handed.barred.filter(({ to }) => to.case === one.id),
    ),
  }));
  const writes: { readonly write: Commit; readonly asked: readonly object[] }[] = [];
  const asked: object[] = [];
  const unfit: {
    readonly part: ComposedPart;
    readonly no: number;
    readonly problems: readonly FieldProblem[];
    readonly missing: Missing;
    readonly silent: readonly string[];
  }[] = [];
  for (const { part, no, id, content } of contents) {
    const submission = { ...submissionOf(loaded, part, no, content), ...(await agreed(desk, loaded, part, id)) };
    const { answered, records } = await gather(desk, system, id, submission, {});
    const request = submissionDigest(desk, system, submission);
    const prepared = await prepareSubmission(desk, "system", id, submission, answered, () => request, attempt, now);
    if (prepared.ok) {
      writes.push({ write: prepared.seal().write, asked: [...handed.records.filter(({ case_id }) => case_id === id), ...records] });
      asked.push(...records);
    } else {
      await desk.exchange.record(records);
      const facts = firstFacts(part.pack, submission.data, submission.applicant?.kind ?? "");
      const state = [part, facts, submission.evidence, answered] as const;
      unfit.push({ part, no, problems: prepared.errors ?? [], missing: lacking(...state), silent: silentFor(...state) });
    }
  }
  try {
    await commitAll(desk.pool, writes);
  } catch (error) {
    // What registers were asked is recorded, whatever came of it.
    await desk.exchange.record(asked);
    if ((error as { code?: string }).code !== "23505") throw error;
    return false;
  }
  const waiting: number[] = [];
  for (const { part, no, problems, missing, silent } of unfit) {
    const evidenceOnly = problems.every(({ pointer }) => pointer.startsWith("/evidence"));
    const onlyThat = missing.length > 0 && missing.length === problems.length && evidenceOnly;
    const [register] = evidenceOnly && silent.length > 0 && missing.length + silent.length === problems.length ? silent : [];
    if (onlyThat && !isWithout(part.key, loaded.snapshot.state)) await askFor(desk, loaded, part, missing);
    else if (register === undefined) await notOpened(desk, loaded, no, lacks(problems));
    else if (await awaitRegister(desk, loaded, no, register, now)) waiting.push(no);
    else await notOpened(desk, loaded, no, neverAnswered(problems));
  }
  const settled = ready.map(({ no }) => no).filter((no) => !waiting.includes(no));
  await stopWaiting(desk, loaded.row.id, settled);
  // Who is asked and who need not be waited for any more: the joint time goes by that as well.
  if (unfit.length > 0) await keepJointTime(desk, loaded.row.id);
  return true;
}

/** The bundle's answers as they stand: what was corrected in a part that began before is what a later one begins with. */
function correctedBy({ pack, row, secret }: Loaded, before: readonly Loaded[]): Answers {
  const answers: Answers = { ...secret().answers };
  // The latest correction stands.
  for (const one of before.toSorted((a, b) => (a.row.data_version ?? 0) - (b.row.data_version ?? 0))) {
    const key = row.tasks.find(({ no }) => no === one.row.parent_task)?.key;
    const part = key === undefined ? undefined : pack.parts?.[key];
    if (!part || (one.row.data_version ?? 0) < 2) continue;
    const own = one.secret().answers;
    for (const [field, name] of Object.entries(part.fields)) {
      const value = own[field];
      // What an officer found is the part's own; what the applicant says is said to all.
      if (part.pack.form.fields[field]?.hidden) continue;
      if (value !== undefined && JSON.stringify(value) !== JSON.stringify(secret().answers[name])) answers[name] = value;
    }
  }
  return answers;
}

function submissionOf({ row, secret }: Loaded, { pack }: ComposedPart, task: number, content: PartContent): Submission {
  const { applicant, agent } = secret();
  return {
    pack,
    data: content.data,
    evidence: content.evidence,
    answered: content.answered,
    applicant,
    ...(agent ? { agent } : {}),
    language: row.language,
    channel: "case",
    parent: { id: row.id, task },
  };
}

/** The consents that the applicant gave with the bundle, recorded now that their time has come; opened again they are the same. */
async function agreed(desk: Desk, { secret }: Loaded, part: ComposedPart, id: string): Promise<Pick<Submission, "consents">> {
  const { applicant, agent, answers } = secret();
  const requirements = agreedTo(part, answers);
  if (!applicant || requirements.length === 0) return {};
  return { consents: await consentTo(desk, requirements, { pack: part.pack, applicant, giver: (agent ?? applicant).id, once: id }) };
}

/** Each agency's access to what it gets from the bundle, with its own purpose and ground. */
const handingOn = ({ pack }: ComposedPart, id: string, { handed }: PartContent): HandedOn[] =>
  handed.flatMap(({ requirement, register, request, fields }): HandedOn[] => {
    const wanted = pack.header.requirements.find((one) => one.id === requirement);
    const source = wanted && registrySources(wanted).find(({ registry }) => registry === register);
    if (!source) return [];
    const { purpose, law } = source;
    return [{ from: request, to: { agency: pack.header.agency, case: id }, service: pack.header.id, purpose, law, fields }];
  });

/** What a part is opened with where some answers may not be handed on to it. */
function without(content: PartContent, barred: readonly HandedOn[]): PartContent {
  const taken = new Set(
    content.handed.flatMap(({ requirement, request }) => (barred.some(({ from }) => from === request) ? [requirement] : [])),
  );
  return { ...content, answered: Object.fromEntries(Object.entries(content.answered).filter(([requirement]) => !taken.has(requirement))) };
}

async function notOpened(desk: Desk, { row }: Loaded, task: number, why: Text): Promise<void> {
  const command = commandOf(desk, `not-opened:${row.id}:${task}`);
  const words = why[row.language as Lang];
  const done = await act(desk, system, row.id, { type: "finish", task, outcome: "not-opened", words }, { command });
  settle(done);
}

const waitsInVain = (failed: readonly Text[]): Text => ({
  zh: `${failed.map(({ zh }) => `“${zh}”`).join("、")}没有办成，这一部分要用到它的结果，所以没有启动。`,
  en: `${failed.map(({ en }) => `“${en}”`).join(", ")} did not come out right, and this part needs what it would have yielded; so it was not opened.`,
});

const neverAnswered = (problems: readonly FieldProblem[]): Text => ({
  zh: `登记库一直没有答复，等待的时间已过，这一部分没有启动：${problems.map(({ detail }) => detail.zh).join(" ")}可以过些时候单独申请。`,
  en: `The register did not answer in all the time that this part waited, so it was not opened: ${problems.map(({ detail }) => detail.en).join(" ")} You may apply for it by itself later.`,
});

const lacks = (problems: readonly FieldProblem[]): Text => ({
  zh: `这一部分不能启动：${problems.map(({ detail }) => detail.zh).join(" ")}`,
  en: `This part could not be opened: ${problems.map(({ detail }) => detail.en).join(" ")}`,
});

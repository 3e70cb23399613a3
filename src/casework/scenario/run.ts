// Runs a pack's worked cases through the same rules as the running system, with a clock that the scenario sets and
// register content that it gives. No database: what is decided here is what will be decided there.
import type { Pack, Scenario, Step as Told } from "../../catalogue/index.ts";
import { counted, validateAll } from "../../engine/form/index.ts";
import { initial } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { answersAfter } from "../answers.ts";
import { type Answered, applicable, fieldsOf, type GivenEvidence, prefill, registrySources, searchKey } from "../evidence.ts";
import { type Answers, factsOf, type Json } from "../facts.ts";
import { assemble } from "../gather.ts";
import { rolesOf } from "../roles.ts";
import { step } from "../step.ts";
import { difference } from "./expect.ts";
import { context, late, type Play, take, type World } from "./play.ts";
import { toCommand } from "./steps.ts";

/** What did not hold: at which step (0 is the submission). */
export interface Miss {
  readonly step: number;
  readonly message: Text;
}

/** Runs one scenario; an empty list of misses means that it holds. */
export function runScenario(
  pack: Pack,
  scenario: Scenario,
  world: World,
): { readonly misses: readonly Miss[]; readonly play: Play | undefined } {
  const begun = begin(pack, scenario, world);
  if (!begun.ok) return { misses: begun.messages.map((message) => ({ step: 0, message })), play: undefined };
  const { play } = begun;
  const misses: Miss[] = difference(play, scenario.expect).map((message) => ({ step: 0, message }));
  for (const [i, told] of scenario.steps.entries()) {
    const messages = perform(play, told);
    for (const message of [...messages, ...difference(play, told.expect)]) misses.push({ step: i + 1, message });
    if (messages.length > 0) break; // what follows would only repeat that the case went another way
  }
  return { misses, play };
}

function begin(pack: Pack, scenario: Scenario, world: World): { ok: true; play: Play } | { ok: false; messages: Text[] } {
  const now = instantOf(scenario.start, world.zone);
  const { kind, identifier } = scenario.applicant;
  const data = scenario.data as Answers;
  const first = factsOf(pack, { answers: data, evidence: {}, applicant: kind });
  const answered: Record<string, Answered> = {};
  const given: GivenEvidence[] = [];
  for (const requirement of applicable(pack, first)) {
    const way = scenario.evidence[requirement.id] ?? "use";
    for (const source of registrySources(requirement)) {
      const key = searchKey(source, { identifier }, data);
      const record = scenario.registers[source.registry]?.find(
        (row) => String(row[source.key ?? "identifier"] ?? row.id ?? row.code) === key,
      );
      const fields = record && Object.fromEntries(source.fields.map((field) => [field, (record[field] ?? null) as Json]));
      answered[requirement.id] = fields
        ? { state: "found", register: source.registry, request: "scenario", fields, at: now }
        : { state: "none", register: source.registry, at: now };
      if (fields) break;
    }
    if (way === "objection")
      given.push({ requirement: requirement.id, objection: "…", ...(declares(requirement) ? { declared: true } : { file: sample }) });
    if (way === "upload") given.push({ requirement: requirement.id, file: sample });
    if (way === "declaration") given.push({ requirement: requirement.id, declared: true });
  }
  const { evidence, problems } = assemble(pack, first, given, answered, now);
  const fields = fieldsOf(evidence);
  const filled = prefill(pack, data, fields);
  const place = { today: scenario.start.slice(0, 10), divisions: world.divisions };
  const known = { ...place, facts: factsOf(pack, { answers: filled, evidence: fields, applicant: kind }) };
  const wrong = [...validateAll(pack.form, filled, known).map(({ pointer, message }) => ({ pointer, detail: message })), ...problems];
  if (wrong.length > 0) {
    return {
      ok: false,
      messages: wrong.map(({ pointer, detail }) => ({
        zh: `提交被拒：${pointer} ${detail.zh}`,
        en: `The submission is refused: ${pointer} ${detail.en}`,
      })),
    };
  }
  const answers = counted(pack.form, filled, known) as Answers;
  const facts = factsOf(pack, { answers, evidence: fields, applicant: kind });
  const roles = rolesOf(pack, { ...facts, starter: null, agency: pack.header.agency });
  const play: Play = {
    pack,
    world,
    state: initial,
    facts,
    answers,
    evidence: fields,
    roles,
    applicant: kind,
    who: { name: scenario.applicant.name, identifier },
    records: [],
    marks: {},
    now,
    letters: [],
    outputs: [],
    made: [],
    said: [],
  };
  const started = step(play, { type: "start" }, { now, by: "party", calendar: world.calendar, zone: world.zone });
  if (!started.ok)
    return { ok: false, messages: [{ zh: `不能开始：${started.refusal.code}`, en: `It cannot start: ${started.refusal.code}` }] };
  take(play, started);
  return { ok: true, play };
}

const declares = ({ sources }: { sources: readonly object[] }): boolean => sources.some((source) => "declaration" in source);
/** A small file such as an applicant uploads. */
const sample = { id: "scenario", name: "scan.pdf", kind: "pdf", size: 100_000, sha256: "", key: "" } as const;

/** Does one step; the messages say why it did not go as told. */
function perform(play: Play, told: Told): Text[] {
  play.letters = [];
  play.outputs = [];
  const now = instantOf(told.on, play.world.zone);
  if (now < play.now) return [{ zh: `${told.on} 早于上一步`, en: `${told.on} is before the step before it` }];
  play.now = now;
  if ("system" in told) {
    late(play);
    return [];
  }
  const command = toCommand(play, told);
  if (!command.ok) return "refused" in told && told.refused === command.code ? [] : [command.message];
  const answers = answersAfter(
    { ...play, place: { today: told.on.slice(0, 10), divisions: play.world.divisions } },
    command.asked,
    play.evidence,
  );
  const code = answers.ok ? undefined : "invalid";
  const stepped = answers.ok ? step({ ...play, facts: answers.facts }, command.engine, context(play, command.by)) : undefined;
  const refusal = code ?? (stepped && !stepped.ok ? stepped.refusal.code : undefined);
  if (refusal !== undefined) {
    if (told.refused === refusal) return [];
    return [{ zh: `被拒绝：${refusal}`, en: `Refused: ${refusal}` }];
  }
  if (told.refused !== undefined)
    return [{ zh: `应当以 ${told.refused} 拒绝，但被接受了`, en: `It should have been refused as ${told.refused}, and was accepted` }];
  if (!answers.ok || !stepped?.ok) return [];
  if (command.asked.type === "finish") {
    const task = play.state.tasks[String(command.asked.task)];
    play.said = [...play.said, { task: task?.key ?? "", outcome: command.asked.outcome, words: command.asked.words, at: play.now }];
  }
  play.facts = answers.facts;
  play.marks = answers.marks;
  if (answers.answers) play.answers = answers.answers;
  take(play, stepped);
  return [];
}

/** A city-local `YYYY-MM-DDTHH:MM` as epoch milliseconds. */
export const instantOf = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;

// A bundle in a scenario: the case of the whole and the cases of its parts, each opened and told of as the running system does it.
import type { ComposedPart, Expectation, PartExpectation, Scenario } from "../../catalogue/index.ts";
import { outcomeOfEnd, supplyExtra } from "../../catalogue/index.ts";
import { type Command, mayWithdraw } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { jointStep, runningParts, waiting } from "../bundle/joint.ts";
import { agreedTo, awaited, needs, partContent } from "../bundle/part.ts";
import { isAsked, isSupplied, isWithout } from "../bundle/supply.ts";
import { consentSources } from "../consents.ts";
import type { Answered, Evidence, GivenEvidence } from "../evidence.ts";
import type { Answers, Json } from "../facts.ts";
import { step } from "../step.ts";
import { begin, givenOf } from "./begin.ts";
import { difference } from "./expect.ts";
import { outputOf } from "./output.ts";
import { context, type Play, take, type World } from "./play.ts";
import { fieldOf } from "./records.ts";

export interface BundlePlay {
  /** The cases of the parts that were opened. */
  readonly parts: ReadonlyMap<string, Play>;
  /** Opens parts whose turn has come and tells the whole of those that have ended, until nothing changes. */
  follow(now?: number): readonly Text[];
  /** What is not as expected of this case, and of the parts where the expectation names them. */
  difference(play: Play, expect: Expectation | PartExpectation | undefined): Text[];
}

/** For a pack that is no bundle there is nothing to follow. */
export function playBundle(
  begun: { readonly play: Play; readonly evidence: readonly Evidence[] },
  scenario: Scenario,
  world: World,
): BundlePlay {
  const { play: main, evidence } = begun;
  const composed = main.pack.parts ?? {};
  const parts = new Map<string, Play>();
  const tasks = () =>
    Object.entries(main.state.tasks).filter(([, { stage, key }]) => Object.hasOwn(composed, key) && stage === main.state.stage);
  const does = (play: Play, command: Command): Text[] => {
    const stepped = step(play, command, context(play, "system"));
    if (!stepped.ok)
      return [
        { zh: `联办件不能“${command.type}”：${stepped.refusal.code}`, en: `The bundle refuses ${command.type}: ${stepped.refusal.code}` },
      ];
    take(play, stepped);
    return [];
  };
  const finish = (no: string, outcome: string): Text[] => does(main, { type: "finish", task: no, outcome, officer: "system" });
  const once = (): Text[] | undefined => {
    for (const [no, { key, status }] of tasks()) {
      const part = composed[key];
      if (!part || status !== "open") continue;
      const play = parts.get(key);
      if (!play && isAsked(key, main.state)) continue;
      if (!play) return open(no, part);
      const { end } = play.state;
      if (end !== undefined) return finish(no, outcomeOfEnd[play.pack.model.ends[end] ?? "none"]);
    }
    return joint();
  };
  /** The joint clock stands while all wait for the applicant; what was withdrawn as a whole is withdrawn in every part. */
  const joint = (): Text[] | undefined => {
    if (main.state.end === "withdrawn") {
      for (const play of parts.values()) if (mayWithdraw(play.pack.model, play.state)) return does(play, { type: "withdraw" });
      return undefined;
    }
    const extra = waiting(main.pack.model);
    const running = runningParts(main).map(([, { key }]) => ({ key, case: parts.get(key) }));
    const wanted = jointStep(main, running);
    if (wanted === undefined || extra === undefined) return undefined;
    if (wanted === "open") return does(main, { type: "open", extra, officer: "system" });
    return finish(wanted.finish, Object.keys(main.pack.model.extras[extra]?.outcomes ?? {})[0] ?? "");
  };
  const open = (no: string, part: ComposedPart): Text[] => {
    const before = tasks().map(([, task]) => task);
    const { open: ready, failed } = awaited(part, before);
    if (!ready) return [];
    if (failed.length > 0) return finish(no, "not-opened");
    const content = partContent(part, { answers: corrected(main, parts), evidence, now: main.now }, fedTo(part, parts));
    const { data } = content;
    const given = [...content.evidence, ...suppliedFor(part, main, scenario)];
    const answered = { ...content.answered, ...unasked(part, main) };
    const opened = begin(
      part.pack,
      { applicant: scenario.applicant, data, evidence: given, answered, registers: withWritten(scenario.registers, parts), now: main.now },
      world,
    );
    const extra = supplyExtra(part.key);
    const asks = !opened.ok && opened.onlyEvidence === true && Object.hasOwn(main.pack.model.extras, extra);
    if (asks) return isWithout(part.key, main.state) ? finish(no, "not-opened") : does(main, { type: "open", extra, officer: "system" });
    if (!opened.ok) return opened.messages.map(({ zh, en }) => ({ zh: `“${part.key}”${zh}`, en: `${part.key}: ${en}` }));
    parts.set(part.key, opened.play);
    return [];
  };
  return {
    parts,
    follow: (now = main.now) => {
      main.now = Math.max(main.now, now);
      for (const one of parts.values()) one.now = Math.max(one.now, now);
      for (let messages = once(); messages !== undefined; messages = once()) if (messages.length > 0) return messages;
      return [];
    },
    difference: (play, expect) => {
      const misses = difference(play, expect);
      for (const [key, wanted] of Object.entries((expect && "parts" in expect && expect.parts) || {})) {
        const part = parts.get(key);
        const prefixed = (messages: readonly Text[]) => messages.map(({ zh, en }) => ({ zh: `${key}：${zh}`, en: `${key}: ${en}` }));
        const outcome = tasks().find(([, task]) => task.key === key)?.[1].outcome;
        if (wanted.outcome !== undefined && wanted.outcome !== outcome)
          misses.push(
            ...prefixed([
              {
                zh: `应为 ${wanted.outcome}，实为 ${outcome ?? "未了"}`,
                en: `expected ${wanted.outcome}, came ${outcome ?? "nothing yet"}`,
              },
            ]),
          );
        if (wanted.opened !== undefined && wanted.opened !== (part !== undefined))
          misses.push(...prefixed([{ zh: part ? "已经启动" : "没有启动", en: part ? "it is open" : "it is not open" }]));
        if (part) misses.push(...prefixed(difference(part, wanted)));
        else if (Object.keys(wanted).some((name) => name !== "outcome" && name !== "opened"))
          misses.push(...prefixed([{ zh: "没有启动", en: "it is not open" }]));
      }
      return misses;
    },
  };
}

/** The bundle's answers with what was corrected in the parts that began before. */
function corrected(main: Play, parts: ReadonlyMap<string, Play>): Answers {
  const answers: Answers = { ...main.answers };
  for (const [key, play] of parts) {
    for (const [field, name] of Object.entries(main.pack.parts?.[key]?.fields ?? {})) {
      const value = play.answers[field];
      if (play.pack.form.fields[field]?.hidden) continue;
      if (value !== undefined && JSON.stringify(value) !== JSON.stringify(main.answers[name])) answers[name] = value;
    }
  }
  return answers;
}

/** What the applicant supplied for a part in the bundle, as the scenario's evidence says (`part-requirement`). */
const suppliedFor = ({ key, supplies }: ComposedPart, { pack, state }: Play, scenario: Scenario): GivenEvidence[] =>
  isSupplied(key, state)
    ? Object.entries(supplies).flatMap(([own, name]) =>
        givenOf(pack, scenario).flatMap((one) => (one.requirement === name ? [{ ...one, requirement: own }] : [])),
      )
    : [];

/** What may be asked only with a consent that was not given with the bundle: nothing comes of it. */
function unasked(part: ComposedPart, main: Play): Record<string, Answered> {
  const agreed = agreedTo(part, main.answers);
  const later = part.pack.header.requirements.filter((one) => part.requirements[one.id] === undefined && consentSources(one).length > 0);
  return Object.fromEntries(
    later.filter((one) => !agreed.includes(one)).map(({ id }) => [id, { state: "none" as const, register: "", at: main.now }]),
  );
}

/** What the parts that were played yielded for this one. */
function fedTo(part: ComposedPart, parts: ReadonlyMap<string, Play>): Record<string, Json> {
  const fed: Record<string, Json> = {};
  for (const { field, feed } of needs(part)) {
    const from = parts.get(feed.part);
    if (!from) continue;
    const read = (register: string, name: string) => fieldOf(from, register, name);
    if ("output" in feed && !from.made.some(({ kind, id }) => kind === "output" && id === feed.output.id)) continue;
    const value = "record" in feed ? read(feed.record.register, feed.record.field) : outputOf(from, feed.output.id, feed.output.what, read);
    if (value !== undefined) fed[field] = value;
  }
  return fed;
}

/** The registers as they stand after the parts that were played: what they entered is found by those that follow. */
function withWritten(given: Scenario["registers"], parts: ReadonlyMap<string, Play>): Scenario["registers"] {
  const registers: Record<string, Record<string, unknown>[]> = { ...given };
  for (const { register, change, fields } of [...parts.values()].flatMap((play) => play.records))
    if (change === "enter") registers[register] = [...(registers[register] ?? []), { ...fields }];
  return registers;
}

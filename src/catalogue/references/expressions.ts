// Conditions see facts only (pages also answers): every name in them must be one.
import { compileFeel } from "../../engine/feel/index.ts";
import type { Property } from "../../engine/form/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Problem, YamlDocument } from "../../platform/yaml/index.ts";
import type { Fact, PackHeader } from "../format/index.ts";
import { parseTime } from "../time.ts";
import { type Check, error, tasksOf } from "./subject.ts";

type Sample = Record<string, unknown>;
const samples: Record<Fact["type"], unknown> = { number: 1, string: "a", boolean: true, date: "2026-01-01", list: ["a"] };

/** Example facts of the right types. */
export const sampleFacts = (facts: PackHeader["facts"]): Sample =>
  Object.fromEntries(Object.entries(facts).map(([name, { type }]) => [name, samples[type]]));

export const expressions: Check = (parts) => {
  const { header, documents } = parts;
  const facts = sampleFacts(header.facts);
  const answers = Object.fromEntries(Object.entries(parts.form.schema.properties).map(([name, schema]) => [name, example(schema)]));
  const problems: Problem[] = [];
  const check = (document: YamlDocument, path: readonly PropertyKey[], source: string | undefined, names: Sample) => {
    if (source !== undefined) problems.push(...said(source, names).map((message) => error(document, path, message)));
  };
  for (const { task, path } of tasksOf(parts).values()) {
    check(documents.procedure, [...path, "when"], task.when, facts);
    check(documents.procedure, [...path, "each"], task.each, facts);
    check(documents.procedure, [...path, "opens"], task.opens, { ...facts, item: "a" });
    check(documents.procedure, [...path, "deadline"], task.deadline, { ...facts, item: "a" });
    if (task.each && header.facts[task.each.trim()] && header.facts[task.each.trim()]?.type !== "list") {
      problems.push(
        error(documents.procedure, [...path, "each"], {
          zh: `each 需要列表，“${task.each}”不是列表。`,
          en: `"each" needs a list, and "${task.each}" is none.`,
        }),
      );
    }
  }
  for (const [name, { warn }] of Object.entries(header.writing))
    for (const [n, { when }] of warn.entries()) check(documents.pack, ["writing", name, "warn", n, "when"], when, facts);
  for (const [n, { when }] of header.requirements.entries()) check(documents.pack, ["requirements", n, "when"], when, facts);
  for (const [n, { when }] of parts.form.pages.entries()) check(documents.form, ["pages", n, "when"], when, { ...facts, ...answers });
  for (const [n, { wrong }] of parts.form.rules.entries()) check(documents.form, ["rules", n, "wrong"], wrong, { ...facts, ...answers });
  for (const [role, source] of Object.entries(header.roles))
    check(documents.pack, ["roles", role], source, { ...facts, starter: "a", agency: "a" });
  return problems;
};

function example(schema: Property): unknown {
  return { number: 1, integer: 1, boolean: true, array: ["a"], object: {}, string: "a" }[schema.type];
}

function said(source: string, names: Sample): Text[] {
  const compiled = compileFeel(source, names);
  if (!compiled.ok) return [compiled.message];
  const absent = /(?<![\p{L}_ ])(rate|scale|today|now)\s*\(/u.exec(source.replace(/"(?:[^"\\]|\\.)*"/g, '""'))?.[1];
  if (absent !== undefined && !Object.hasOwn(names, absent)) return [notHere(absent)];
  return compiled.evaluate(names).warnings.flatMap(({ message }) => {
    const name = /^Variable '(.*)' not found$/.exec(message)?.[1];
    if (name === undefined) return [];
    return [{ zh: `没有名为“${name}”的事实；有：${known(names)}。`, en: `There is no fact "${name}"; there are: ${known(names)}.` }];
  });
}

const known = (names: Sample): string => Object.keys(names).join(", ");

/** The clocks of the procedure and the times of the service guide say the same. */
export const clocks: Check = ({ header, model, documents }) =>
  (["statutory", "promised"] as const).flatMap((kind): Problem[] => {
    const { clock: name, time } = header.time[kind];
    const clock = Object.hasOwn(model.clocks, name) ? model.clocks[name] : undefined;
    const said = parseTime(time);
    if (!clock) {
      if (header.audience !== "public" || said.n === 0) return [];
      return [
        error(documents.pack, ["time", kind], { zh: `流程里没有名为“${name}”的时限。`, en: `The procedure has no clock "${name}".` }),
      ];
    }
    if (clock.time.n === said.n && clock.time.unit === said.unit) return [];
    return [
      error(documents.pack, ["time", kind, "time"], {
        zh: `这里的时限是 ${time}，流程里是 ${clock.time.n} ${clock.time.unit}，应当一致。`,
        en: `The time here is ${time}, the procedure's clock says ${clock.time.n} ${clock.time.unit}; they must agree.`,
      }),
    ];
  });

/** A condition sees facts alone, so that it comes out the same whenever it is asked: what depends on a day is a decision on a fact. */
const notHere = (name: string): Text => ({
  zh: `条件里不能用 ${name}()：条件只看事实。请在决策（.dmn）里按作为事实的日期计算，把结果作为事实。`,
  en: `A condition cannot use ${name}(): it sees facts only. Work it out in a decision (.dmn) from a date that is a fact, and make the result a fact.`,
});

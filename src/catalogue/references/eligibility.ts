// What tells who may have a service: its decision exists, knows all its inputs, and says what the page can say.
import type { Definitions } from "../../engine/decision/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import { answerOf, type Check, error, warning } from "./subject.ts";

const outcomes = ["yes", "no", "maybe"];

export const eligibility: Check = (parts) => {
  const { header, documents, decisions } = parts;
  const { eligibility: said } = header;
  if (!said) return [];
  const at = (...path: PropertyKey[]) => ["eligibility", ...path];
  const report = (path: readonly PropertyKey[], zh: string, en: string): Problem => error(documents.pack, path, { zh, en });
  const [file = "", name = ""] = said.decision.split("#");
  const definitions = Object.hasOwn(decisions, file) ? decisions[file] : undefined;
  if (!definitions) return [report(at("decision"), `没有可用的决策文件 ${file}。`, `There is no readable file ${file}.`)];
  const decision = Object.values(definitions.decisions).find((one) => one.name === name);
  if (!decision) return [report(at("decision"), `${file} 里没有决策“${name}”。`, `${file} has no decision "${name}".`)];
  const inputs = Object.values(definitions.inputs).map((input) => input.name);
  const problems: Problem[] = inputs.flatMap((input) =>
    Object.hasOwn(said.asks, input) || Object.hasOwn(header.facts, input)
      ? []
      : [
          report(
            at("decision"),
            `${file} 需要“${input}”，它既不是事实，也不在 asks 里。`,
            `${file} needs "${input}", which is neither a fact nor in "asks".`,
          ),
        ],
  );
  for (const [input, asked] of Object.entries(said.asks)) {
    if (!inputs.includes(input))
      problems.push(report(at("asks", input), `${file} 用不到“${input}”，请删去。`, `${file} does not use "${input}"; remove it.`));
    if ("evidence" in asked) problems.push(...fetched(parts, at("asks", input, "evidence"), asked.evidence));
    else if ((asked.type === "choice") !== (asked.options !== undefined))
      problems.push(report(at("asks", input), "choice 要有 options，其他类型不要。", 'A choice has "options", and nothing else has.'));
  }
  return [
    ...problems,
    ...results(definitions, decision.id, said.why).map(([key, zh, en, level]) => {
      const make = level === "error" ? error : warning;
      return make(documents.pack, key === undefined ? at("decision") : at("why", key), { zh, en });
    }),
  ];
};

function fetched({ header, documents }: Parameters<Check>[0], at: readonly PropertyKey[], evidence: string): Problem[] {
  const [id, field = ""] = evidence.split("/");
  const sources = header.requirements.filter((one) => one.id === id).flatMap(({ sources }) => sources);
  const found = sources.some((source) => "registry" in source && source.by === "applicant" && source.fields.includes(field));
  if (found) return [];
  return [
    error(documents.pack, at, {
      zh: `没有哪个材料按申请人查询“${evidence}”：申请之前只能按本人的号码查。`,
      en: `No requirement looks "${evidence}" up by the applicant: before applying only one's own number is known.`,
    }),
  ];
}

type Found = readonly [key: string | undefined, zh: string, en: string, level: "error" | "warning"];

/** A table's results are written out: each must be one that the page can say. Other decisions are tried by the scenarios alone. */
function results(definitions: Definitions, id: string, why: Readonly<Record<string, unknown>>): readonly Found[] {
  const value = definitions.decisions[id]?.value;
  if (value?.kind !== "table") return [];
  const { outputs, rules } = value.table;
  const places = { eligible: outputs.findIndex(({ name }) => name === "eligible"), why: outputs.findIndex(({ name }) => name === "why") };
  if (places.eligible < 0 || places.why < 0)
    return [[undefined, "决策表要有 eligible 和 why 两列结果。", 'The table needs the two outputs "eligible" and "why".', "error"]];
  const written = (column: number) => rules.flatMap(({ outputs: of }) => /^\s*"(.*)"\s*$/.exec(textOf(of[column]))?.[1] ?? []);
  const used = new Set(written(places.why));
  return [
    ...[...new Set(written(places.eligible))]
      .filter((word) => !outcomes.includes(word))
      .map(
        (word): Found => [
          undefined,
          `eligible 只能是 yes、no 或者 maybe，不能是“${word}”。`,
          `"eligible" is yes, no or maybe, not "${word}".`,
          "error",
        ],
      ),
    ...[...used]
      .filter((key) => !Object.hasOwn(why, key))
      .map((key): Found => [undefined, `why 里没有“${key}”的文字。`, `"why" has no text for "${key}".`, "error"]),
    ...Object.keys(why)
      .filter((key) => !used.has(key))
      .map((key): Found => [key, `决策表没有用到“${key}”，请删去。`, `The table never says "${key}"; remove it.`, "warning"]),
  ];
}

const textOf = (source: unknown): string =>
  typeof source === "string" ? source : source !== null && typeof source === "object" && "text" in source ? String(source.text) : "";

/** The answers that an address may fill in exist. */
export const start: Check = ({ header, form, documents }) =>
  Object.entries(header.start).flatMap(([name, pointer]) =>
    Object.hasOwn(form.schema.properties, answerOf(pointer)) && form.schema.properties[answerOf(pointer)]?.type === "string"
      ? []
      : [
          error(documents.pack, ["start", name], {
            zh: `表单里没有文字答案“${answerOf(pointer)}”。`,
            en: `The form has no answer "${answerOf(pointer)}" that is a text.`,
          }),
        ],
  );

// Facts, requirements, pages and claims name answers, evidence and decisions that exist.
import type { Problem } from "../../platform/yaml/index.ts";
import type { PackHeader } from "../format/index.ts";
import type { Parts } from "../load.ts";
import { answerOf, type Check, error } from "./subject.ts";

type Fact = PackHeader["facts"][string];

export const facts: Check = (parts) => {
  const { header, documents } = parts;
  const names = Object.keys(header.facts);
  const problems = Object.entries(header.facts).flatMap(([name, fact], n): Problem[] => {
    const at = ["facts", name];
    const sources = [fact.answer, fact.decision, fact.evidence, fact.applicant].filter((source) => source !== undefined);
    if (sources.length !== 1) {
      return [
        error(documents.pack, at, {
          zh: `事实“${name}”要有且只有一个来源：answer、decision、evidence 或者 applicant。`,
          en: `The fact "${name}" needs exactly one of answer, decision, evidence and applicant.`,
        }),
      ];
    }
    if (fact.answer !== undefined) return answered(parts, name, fact, fact.answer);
    if (fact.decision !== undefined) return decided(parts, name, fact.decision, names.slice(0, n));
    if (fact.evidence !== undefined) return evidenced(parts, [...at, "evidence"], fact.evidence);
    return [];
  });
  header.fingerprint.forEach((name, n) => {
    if (!names.includes(name))
      problems.push(error(documents.pack, ["fingerprint", n], { zh: `没有名为“${name}”的事实。`, en: `There is no fact "${name}".` }));
  });
  return problems;
};

const kinds: Record<Fact["type"], readonly string[]> = {
  number: ["number", "integer"],
  string: ["string"],
  boolean: ["boolean"],
  date: ["string"],
  list: ["array"],
};

function answered(parts: Parts, name: string, fact: Fact, pointer: string): Problem[] {
  const schema = parts.documents.pack;
  const properties = parts.form.schema.properties;
  const answer = answerOf(pointer);
  if (!Object.hasOwn(properties, answer)) return [noAnswer(parts, ["facts", name, "answer"], answer)];
  const type = properties[answer]?.type;
  if (pointer.split("/").length > 2 || type === undefined || kinds[fact.type].includes(type)) return [];
  return [
    error(schema, ["facts", name, "type"], {
      zh: `事实“${name}”是 ${fact.type}，表单里的“${answer}”却是 ${type}。`,
      en: `The fact "${name}" is a ${fact.type}, but the form's "${answer}" is a ${type}.`,
    }),
  ];
}

function decided(parts: Parts, name: string, source: string, before: readonly string[]): Problem[] {
  const [file = "", decision = ""] = source.split("#");
  const at = ["facts", name, "decision"];
  const definitions = Object.hasOwn(parts.decisions, file) ? parts.decisions[file] : undefined;
  if (!definitions)
    return [error(parts.documents.pack, at, { zh: `没有可用的决策文件 ${file}。`, en: `There is no readable file ${file}.` })];
  const found = Object.values(definitions.decisions).find((one) => one.name === decision);
  if (!found)
    return [error(parts.documents.pack, at, { zh: `${file} 里没有决策“${decision}”。`, en: `${file} has no decision "${decision}".` })];
  const inputs = Object.values(definitions.inputs).map((input) => input.name);
  return inputs
    .filter((input) => !before.includes(input))
    .map((input) =>
      error(parts.documents.pack, at, {
        zh: `${file} 需要“${input}”，它不是在“${name}”之前定义的事实。`,
        en: `${file} needs "${input}", which is no fact defined before "${name}".`,
      }),
    );
}

function evidenced(parts: Parts, at: readonly PropertyKey[], source: string): Problem[] {
  const [id, field = ""] = source.split("/");
  const requirement = parts.header.requirements.find((one) => one.id === id);
  if (!requirement) return [error(parts.documents.pack, at, { zh: `没有材料“${id}”。`, en: `There is no requirement "${id}".` })];
  if (requirement.sources.some((one) => "registry" in one && one.fields.includes(field))) return [];
  return [
    error(parts.documents.pack, at, {
      zh: `材料“${id}”没有查询字段“${field}”。`,
      en: `The requirement "${id}" does not fetch "${field}".`,
    }),
  ];
}

const noAnswer = (parts: Parts, at: readonly PropertyKey[], answer: string): Problem =>
  error(parts.documents.pack, at, { zh: `表单里没有“${answer}”。`, en: `The form has no answer "${answer}".` });

export const requirements: Check = (parts) => {
  const { header, documents } = parts;
  const properties = parts.form.schema.properties;
  const pages = parts.form.pages;
  const problems: Problem[] = [];
  // Asked for in a task of its own, where no register knew: no page shows it.
  const later = new Set(Object.values(parts.composed ?? {}).flatMap(({ supplies }) => Object.values(supplies)));
  header.requirements.forEach(({ id, sources }, n) => {
    const first = header.requirements.findIndex((other) => other.id === id);
    if (first < n)
      problems.push(
        error(documents.pack, ["requirements", n, "id"], { zh: `“${id}”已经用过，请换一个。`, en: `"${id}" is taken; choose another.` }),
      );
    const page = pages.findIndex((one) => one.from === id);
    if (page < 0 && !later.has(id))
      problems.push(
        error(documents.pack, ["requirements", n, "id"], {
          zh: `form.yaml 里没有显示材料“${id}”的页面。`,
          en: `No page of form.yaml shows the requirement "${id}".`,
        }),
      );
    sources.forEach((source, s) => {
      if (!("registry" in source) || source.by === "applicant") return;
      const answer = answerOf(source.by);
      const asked = pages.findIndex(({ fields }) => fields.includes(answer));
      if (!Object.hasOwn(properties, answer)) problems.push(noAnswer(parts, ["requirements", n, "sources", s, "by"], answer));
      else if (page >= 0 && (asked < 0 || asked > page)) {
        const message = {
          zh: `材料“${id}”按“${answer}”查询，这个问题要在它之前的页面上问。`,
          en: `"${id}" is looked up by "${answer}", which must be asked on a page before it.`,
        };
        problems.push(error(documents.form, ["pages", page, "from"], message));
      }
    });
  });
  pages.forEach(({ from }, n) => {
    if (from !== undefined && !header.requirements.some(({ id }) => id === from)) {
      problems.push(
        error(documents.form, ["pages", n, "from"], {
          zh: `pack.yaml 里没有材料“${from}”。`,
          en: `pack.yaml has no requirement "${from}".`,
        }),
      );
    }
  });
  return problems;
};

export const claims: Check = (parts) => {
  const properties = parts.form.schema.properties;
  const problems: Problem[] = parts.header.outputs.flatMap((output, n) =>
    Object.entries(output.kind === "document" ? {} : output.claims).flatMap(([name, source]): Problem[] => {
      const at = ["outputs", n, "claims", name];
      if (source.startsWith("evidence:")) return evidenced(parts, at, source.slice("evidence:".length));
      if (source.startsWith("record:") && parts.header.records.some(({ register }) => register === source.slice(7).split("/")[0]))
        return [];
      if (!source.startsWith("/"))
        return [
          error(parts.documents.pack, at, {
            zh: `“${name}”应当是 JSON 指针或者“evidence:材料/字段”。`,
            en: `"${name}" must be a JSON pointer or "evidence:requirement/field".`,
          }),
        ];
      return Object.hasOwn(properties, answerOf(source)) ? [] : [noAnswer(parts, at, answerOf(source))];
    }),
  );
  for (const [task, pointers] of Object.entries(parts.header.answers)) {
    pointers.forEach((pointer, n) => {
      if (!Object.hasOwn(properties, answerOf(pointer))) problems.push(noAnswer(parts, ["answers", task, n], answerOf(pointer)));
    });
  }
  return problems;
};

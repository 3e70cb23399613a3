// Reads registers.yaml: every problem at once, at its line, in both languages.
import { z } from "zod";
import type { Text } from "../platform/i18n/index.ts";
import { type Parsed, type Problem, parseYaml, type YamlDocument } from "../platform/yaml/index.ts";
import { type Register, registersFile } from "./format.ts";

const shapes: Readonly<Record<string, Text>> = {
  key: {
    zh: "以小写字母开头，由小写字母、数字和连字符组成的键",
    en: "a key: lower-case letters, digits and hyphens, beginning with a letter",
  },
  officer: { zh: "岗位，写作“部门/岗位”", en: "a post written agency/post" },
  article: { zh: "法律的条，写作“法律/号码”", en: "an article written law/number" },
};

/** Reads and checks the definitions in a file. What they name outside of it (agencies, posts, law) is the caller's to look for. */
export function readRegisters(file: string, source: string): Parsed<{ registers: readonly Register[] }> {
  const read = parseYaml(file, source, registersFile, shapes);
  if (!read.ok) return read;
  const problems = read.value.registers.flatMap((one, n) => checkRegister(read.document, one, n, read.value.registers));
  return problems.length > 0 ? { ok: false, problems } : read;
}

type Report = (path: readonly PropertyKey[], zh: string, en: string) => void;

function checkRegister(document: YamlDocument, register: Register, n: number, all: readonly Register[]): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, zh, en) =>
    problems.push({ file: document.file, ...document.at(["registers", n, ...path]), message: { zh, en }, level: "error" });
  if (all.findIndex(({ id }) => id === register.id) < n)
    report(["id"], `“${register.id}”已经用过，请换一个。`, `"${register.id}" is taken; choose another.`);
  if (Object.values(register.share).includes("none") && register.withheld === undefined)
    report(
      ["share"],
      "不予共享的，要写明依据：withheld: { law, why }。",
      "A class that is not shared needs its legal ground: withheld: { law, why }.",
    );
  checkNames(register, report);
  for (const [name, field] of Object.entries(register.fields)) checkField(name, field, report);
  return problems;
}

function checkNames({ fields, ...register }: Register, report: Report): void {
  const known = (path: readonly PropertyKey[], name: string) => {
    const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!found) report(path, `没有字段“${name}”。`, `There is no field "${name}".`);
    return found;
  };
  register.keys.forEach((name, at) => {
    if (known(["keys", at], name)?.class === "sensitive")
      report(["keys", at], `“${name}”是敏感字段，不能用来查询。`, `"${name}" is sensitive and cannot be searched by.`);
  });
  for (const one of ["search", "latest", "begins"] as const) {
    const name = register[one];
    const field = name === undefined ? undefined : known([one], name);
    if (field && field.class !== "open") report([one], `“${name}”不是公开字段。`, `"${name}" is no open field.`);
    if (field && one === "begins" && field.type !== "date") report([one], `“${name}”不是日期。`, `"${name}" is no date.`);
  }
  if (register.find !== undefined && known(["find"], register.find)?.class === "sensitive")
    report(["find"], `“${register.find}”是敏感字段，不能用来查询。`, `"${register.find}" is sensitive and cannot be searched by.`);
  for (const [at, name] of (register.series?.of ?? []).entries()) known(["series", "of", at], name);
  if (register.series) {
    known(["series", "period"], register.series.period);
    if (known(["series", "value"], register.series.value)?.type !== "number")
      report(["series", "value"], "系列的值应当是数字字段。", "The value of a series is a number.");
  }
  register.match.forEach(({ same, alike }, at) => {
    if (same.length === 0 && !alike) report(["match", at], "规则要有 same 或者 alike。", 'A rule needs "same" or "alike".');
    for (const [name, path] of [
      ...same.map((one, i) => [one, ["same", i]] as const),
      ...(alike ? [[alike.field, ["alike", "field"]] as const] : []),
    ]) {
      if (known(["match", at, ...path], name)?.class === "sensitive")
        report(["match", at, ...path], `“${name}”是敏感字段，不能用来比对。`, `"${name}" is sensitive and cannot be compared.`);
    }
  });
}

function checkField(name: string, field: Register["fields"][string], report: Report): void {
  const at = (...path: PropertyKey[]) => ["fields", name, ...path];
  if ((field.type === "choice") !== (field.values !== undefined))
    report(at("values"), "选项（choice）要有 values，其他类型不能有。", "A choice has values, and nothing else has.");
  if (field.type === "geometry" && field.class !== "open") report(at("class"), "几何图形只能是公开字段。", "A geometry is an open field.");
  if (field.pattern && field.type !== "text") report(at("pattern"), "只有文字才有 pattern。", "Only a text has a pattern.");
  if (field.pattern && !compiles(field.pattern.is)) report(at("pattern", "is"), "不是正确的正则表达式。", "This is no regular expression.");
  for (const bound of ["least", "most"] as const) {
    const value = field[bound];
    const fits =
      value === undefined || (field.type === "number" ? typeof value === "number" : field.type === "date" && typeof value === "string");
    if (!fits) report(at(bound), "界限的类型与字段不符：数字用数字，日期用日期。", "A bound is of its field's type: a number or a date.");
  }
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source, "u") !== undefined;
  } catch {
    return false;
  }
}

/** JSON Schema (2020-12) of registers.yaml, for completion and hints in editors. */
export function registersSchema(): string {
  const { $schema, ...body } = z.toJSONSchema(registersFile, { io: "input", unrepresentable: "any" });
  return `${JSON.stringify({ $schema, title: "registers.yaml", ...body }, null, 2)}\n`;
}

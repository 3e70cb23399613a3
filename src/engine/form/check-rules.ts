// Rules over several answers name a field of the form, and can be read.
import { compileFeel } from "../feel/index.ts";
import type { Report } from "./compile.ts";
import type { Form } from "./model.ts";

export function checkRules(form: Form, report: Report): void {
  const names = Object.fromEntries(Object.keys(form.schema.properties).map((name) => [name, null]));
  for (const [n, { wrong, at }] of form.rules.entries()) {
    if (!Object.hasOwn(form.schema.properties, at))
      report("rule", ["rules", n, "at"], { zh: `没有“${at}”这一项。`, en: `There is no field “${at}”.` });
    const compiled = compileFeel(wrong, names);
    if (compiled.ok) continue;
    const { zh, en } = compiled.message;
    report("rule", ["rules", n, "wrong"], {
      zh: `条件有误（第${compiled.column}个字符）：${zh}`,
      en: `The condition is wrong at character ${compiled.column}: ${en}`,
    });
  }
}

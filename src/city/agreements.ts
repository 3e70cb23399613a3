// agreements.yaml of a city's folder: read, and held against the agencies, posts and registers that there are.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { agreementsFile, type FiledAgreement } from "../exchange/index.ts";
import { type Problem, parseYaml, type YamlDocument } from "../platform/yaml/index.ts";
import type { Register } from "../registry/index.ts";

export type AgreementsRead =
  | { readonly ok: true; readonly agreements: readonly FiledAgreement[]; readonly document?: YamlDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The agreements of a folder; one without the file has none. */
export function agreementsIn(folder: string): AgreementsRead {
  const file = join(folder, "agreements.yaml");
  if (!existsSync(file)) return { ok: true, agreements: [] };
  const read = parseYaml(file, readFileSync(file, "utf8"), agreementsFile);
  return read.ok ? { ok: true, agreements: read.value.agreements, document: read.document } : read;
}

/** Agreements that name an agency, a post, a register or a field that there is not, or a field that is not shared at all. */
export function agreementProblems(
  { agreements, document }: Extract<AgreementsRead, { ok: true }>,
  registers: readonly Register[],
  known: { readonly agencies: ReadonlySet<string>; readonly posts: ReadonlySet<string> },
): readonly Problem[] {
  if (!document) return [];
  return agreements.flatMap((one, n): Problem[] => {
    const problem = (path: readonly PropertyKey[], zh: string, en: string): Problem => ({
      file: document.file,
      ...document.at(["agreements", n, ...path]),
      message: { zh, en },
      level: "error",
    });
    const problems: Problem[] = [];
    if (agreements.findIndex(({ id }) => id === one.id) < n)
      problems.push(problem(["id"], `编号 ${one.id} 重复`, `the id ${one.id} is there twice`));
    if (!known.agencies.has(one.asker)) problems.push(problem(["asker"], `没有部门“${one.asker}”`, `there is no agency ${one.asker}`));
    else
      for (const [at, post] of (one.posts ?? []).entries())
        if (!known.posts.has(`${one.asker}/${post}`))
          problems.push(problem(["posts", at], `没有岗位“${one.asker}/${post}”`, `there is no post ${one.asker}/${post}`));
    const register = registers.find(({ id }) => id === one.register);
    if (!register) return [...problems, problem(["register"], `没有登记库“${one.register}”`, `there is no register ${one.register}`)];
    for (const [at, name] of one.fields.entries()) {
      const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined;
      if (!field) problems.push(problem(["fields", at], `${register.id} 没有字段“${name}”`, `${register.id} has no field ${name}`));
      else if (register.share[field.class] === "none")
        problems.push(problem(["fields", at], `${register.id} 的“${name}”不予共享`, `${register.id} does not share ${name}`));
    }
    return problems;
  });
}

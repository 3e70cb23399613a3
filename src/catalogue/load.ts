// From a pack's files to a pack that can run, or to everything that is wrong with them.
import { type Definitions, parseDmnFiles } from "../engine/decision/index.ts";
import { compileForm, type Form } from "../engine/form/index.ts";
import { compile, type Model, type Places } from "../engine/procedure/index.ts";
import { type Law, parseLaws } from "../law/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type Problem, parseYaml, readYaml, sortProblems, type YamlDocument } from "../platform/yaml/index.ts";
import { authored, type ComposedParts, compose, pinned, pinsFile } from "./bundle/index.ts";
import { belongs, hashFiles, type PackFiles } from "./files.ts";
import { type PackHeader, pack as schema, shapes } from "./format/index.ts";
import type { Pack } from "./pack.ts";
import { type ReadRates, rateReferences, readRates } from "./rates.ts";
import { references } from "./references/index.ts";
import { type Scenario, scenario as scenarioSchema } from "./scenario.ts";

export type LoadResult =
  | { readonly ok: true; readonly pack: Pack; readonly parts: Parts }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Everything that was read, with the places of its parts; what checks look at. */
export interface Parts {
  readonly header: PackHeader;
  readonly model: Model;
  readonly places: Places;
  readonly form: Form;
  readonly decisions: Readonly<Record<string, Definitions>>;
  readonly rates: ReadRates;
  readonly templates: Readonly<Record<string, string>>;
  readonly wordings: Readonly<Record<string, string>>;
  readonly scenarios: readonly { readonly file: string; readonly scenario: Scenario; readonly document: YamlDocument }[];
  /** Of a bundle: its parts. */
  readonly composed?: ComposedParts;
  /** Articles that the pack brings itself. */
  readonly laws: ReadonlyMap<string, Law>;
  readonly documents: { readonly pack: YamlDocument; readonly form: YamlDocument; readonly procedure: YamlDocument };
}

/**
 * Reads a pack. All its problems come at once, sorted by file and line; `prefix` is put before their file names. A
 * pack that loads holds together in itself (a bundle together with its parts, which `packOf` gives); whether it fits a city, its laws and its registers is `checkPack`'s matter.
 */
export function loadPack(given: PackFiles, prefix = "", packOf: PackOf = () => undefined): LoadResult {
  const problems: Problem[] = [];
  const kept = <T extends { ok: boolean }>(done: T): Extract<T, { ok: true }> | undefined => {
    if (done.ok) return done as Extract<T, { ok: true }>;
    problems.push(...(done as unknown as { problems: Problem[] }).problems);
    return undefined;
  };
  for (const path of Object.keys(given))
    if (!belongs(path) && path !== pinsFile) problems.push({ file: path, line: 1, message: stray, level: "error" });
  const read = kept(required(given, "pack.yaml", (source) => parseYaml("pack.yaml", source, schema, shapes)));
  const composed = read?.value.bundle && compose(read.value, read.value.bundle, authored(given), read.document, packOf);
  if (composed && !composed.ok) return failed([...problems, ...composed.problems], prefix);
  const bundle = composed?.composition;
  const files = bundle?.files ?? given;
  const header = read && { ...read, value: bundle?.header ?? read.value };
  const id = header?.value.id ?? "pack";
  const procedure = kept(
    required(files, "procedure.yaml", (source) =>
      compiled<{ model: Model; places: Places }>("procedure.yaml", source, (text) => compile(text, id)),
    ),
  );
  const form = kept(required(files, "form.yaml", (source) => compiled<{ form: Form }>("form.yaml", source, compileForm)));
  const rates = readRates(files);
  problems.push(...rates.problems.filter(({ level }) => level === "error"));
  const models = parseDmnFiles(Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith(".dmn"))));
  const decisions: Record<string, Definitions> = {};
  const templates: Record<string, string> = {};
  const wordings: Record<string, string> = {};
  const scenarios: { file: string; scenario: Scenario; document: YamlDocument }[] = [];
  for (const path of Object.keys(files).sort()) {
    const source = files[path] ?? "";
    const done = models[path];
    if (done) {
      if (done.ok) decisions[path] = { ...done.definitions, rates: rates.rates };
      else problems.push(...done.problems.map((problem): Problem => ({ file: path, ...problem, level: "error" })));
    } else if (path.endsWith(".typ")) templates[path] = source;
    else if (path.endsWith(".txt")) wordings[path] = source;
    else if (path.startsWith("scenarios/") && belongs(path)) {
      const done = kept(parseYaml(path, source, scenarioSchema, shapes));
      if (done) scenarios.push({ file: path, scenario: done.value, document: done.document });
    }
  }
  const laws = parseLaws(Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith("law/"))));
  problems.push(...laws.problems);
  if (header && procedure && form) {
    const documents = { pack: header.document, form: form.document, procedure: procedure.document };
    const { model, places } = procedure.result;
    const parts: Parts = {
      header: header.value,
      model,
      places,
      form: form.result.form,
      decisions,
      rates,
      templates,
      wordings,
      scenarios,
      laws: laws.laws,
      documents,
      ...(bundle ? { composed: bundle.parts } : {}),
    };
    problems.push(...references(parts), ...rateReferences(decisions, rates).filter(({ level }) => level === "error"));
    if (!problems.some(({ level }) => level === "error")) {
      const whole = (bundle && pinned(given, (part) => packOf(part)?.hash)) ?? given;
      const told = scenarios.map(({ file, scenario }) => ({ file, scenario }));
      const pack: Pack = {
        hash: hashFiles(whole),
        header: header.value,
        model,
        form: form.result.form,
        decisions,
        rates: rates.rates,
        templates,
        wordings,
        scenarios: told,
        files: whole,
        ...(bundle ? { parts: bundle.parts } : {}),
      };
      return { ok: true, pack, parts };
    }
  }
  return failed(problems, prefix);
}

/** Gives the pack of a bundle's part, by its id. */
export type PackOf = (id: string) => Pack | undefined;

const failed = (problems: readonly Problem[], prefix: string): Failed => ({
  ok: false,
  problems: sortProblems(problems.map((problem) => ({ ...problem, file: prefix + problem.file }))),
});

type Failed = { readonly ok: false; readonly problems: readonly Problem[] };

function required<T extends { ok: boolean }>(files: PackFiles, path: string, read: (source: string) => T): T | Failed {
  const source = Object.hasOwn(files, path) ? files[path] : undefined;
  if (source !== undefined) return read(source);
  const message = { zh: `缺少 ${path}。`, en: `${path} is missing.` };
  return { ok: false, problems: [{ file: path, line: 1, message, level: "error" }] };
}

/** What a compiler of the engine said, together with the places of everything in the file. */
function compiled<R>(
  file: string,
  source: string,
  compile: (
    source: string,
  ) => ({ ok: true; document?: YamlDocument } & R) | { ok: false; problems: readonly { line: number; column: number; message: Text }[] },
): { ok: true; result: R; document: YamlDocument } | Failed {
  const result = compile(source);
  if (result.ok && result.document) return { ok: true, result, document: result.document };
  const read = readYaml(file, source);
  if (!read.ok) return read;
  if (result.ok) return { ok: true, result, document: read.document };
  return { ok: false, problems: result.problems.map(({ line, column, message }) => ({ file, line, column, message, level: "error" })) };
}

const stray: Text = { zh: "事项包里没有这种文件的位置。", en: "A pack has no place for this file." };

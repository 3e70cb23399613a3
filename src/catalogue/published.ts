// A pack that was published, made ready to run. It was checked then, and its hash says that it is still the same: nothing is looked for
// in it again, and what only checks need is not made.
import { parseDmnFiles } from "../engine/decision/index.ts";
import { compiledForm } from "../engine/form/index.ts";
import { compile } from "../engine/procedure/index.ts";
import { parseYaml } from "../platform/yaml/index.ts";
import { authored, compose } from "./bundle/index.ts";
import { hashFiles, type PackFiles } from "./files.ts";
import { pack as schema, shapes } from "./format/index.ts";
import type { PackOf } from "./load.ts";
import type { Pack } from "./pack.ts";
import { readRates } from "./rates.ts";
import { type Scenario, scenario } from "./scenario.ts";

/** Reads the pack; `packOf` gives those that a bundle is pinned to. Throws where its files cannot be read any more. */
export function publishedPack(given: PackFiles, packOf: PackOf): Pack {
  const read = sound(parseYaml("pack.yaml", textOf(given, "pack.yaml"), schema, shapes));
  const { bundle } = read.value;
  const whole = bundle && sound(compose(read.value, bundle, authored(given), read.document, packOf)).composition;
  const files = whole?.files ?? given;
  const { model } = sound(compile(textOf(files, "procedure.yaml"), read.value.id));
  const { rates } = readRates(files);
  const endingIn = (end: string) => Object.entries(files).filter(([path]) => path.endsWith(end));
  const models = Object.entries(parseDmnFiles(Object.fromEntries(endingIn(".dmn"))));
  const told = Object.keys(files)
    .filter((path) => path.startsWith("scenarios/"))
    .sort();
  let scenarios: Pack["scenarios"] | undefined;
  return {
    hash: hashFiles(given),
    header: whole?.header ?? read.value,
    model,
    form: compiledForm(textOf(files, "form.yaml")),
    decisions: Object.fromEntries(models.map(([path, done]) => [path, { ...sound(done).definitions, rates }])),
    rates,
    templates: Object.fromEntries(endingIn(".typ")),
    wordings: Object.fromEntries(endingIn(".txt")),
    // Nobody who carries a case asks for them.
    get scenarios() {
      scenarios ??= told.map((file) => ({ file, scenario: scenarioOf(files, file) }));
      return scenarios;
    },
    files: given,
    ...(whole ? { parts: whole.parts } : {}),
  };
}

const scenarioOf = (files: PackFiles, file: string): Scenario => sound(parseYaml(file, textOf(files, file), scenario, shapes)).value;

const textOf = (files: PackFiles, path: string): string => (Object.hasOwn(files, path) ? (files[path] ?? "") : "");

function sound<T extends { ok: boolean }>(done: T): Extract<T, { ok: true }> {
  if (done.ok) return done as Extract<T, { ok: true }>;
  const { problems } = done as unknown as { problems: readonly { message: string | { en: string } }[] };
  const [first] = problems;
  throw new Error(typeof first?.message === "string" ? first.message : first?.message.en);
}

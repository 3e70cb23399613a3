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

/**
 * Reads the pack's header; all else is made where it is first asked for, and kept: a list of services takes no procedure. `packOf` gives
 * the packs that a bundle is pinned to. Throws where the files cannot be read any more.
 */
export function publishedPack(given: PackFiles, packOf: PackOf): Pack {
  const read = sound(parseYaml("pack.yaml", textOf(given, "pack.yaml"), schema, shapes));
  const { bundle } = read.value;
  const whole = bundle && sound(compose(read.value, bundle, authored(given), read.document, packOf)).composition;
  const files = whole?.files ?? given;
  const endingIn = (end: string) => Object.entries(files).filter(([path]) => path.endsWith(end));
  const model = once(() => sound(compile(textOf(files, "procedure.yaml"), read.value.id)).model);
  const form = once(() => compiledForm(textOf(files, "form.yaml")));
  const rates = once(() => readRates(files).rates);
  const decisions = once(() => {
    const models = Object.entries(parseDmnFiles(Object.fromEntries(endingIn(".dmn"))));
    return Object.fromEntries(models.map(([path, done]) => [path, { ...sound(done).definitions, rates: rates() }]));
  });
  const scenarios = once(() =>
    Object.keys(files)
      .filter((path) => path.startsWith("scenarios/"))
      .sort()
      .map((file) => ({ file, scenario: scenarioOf(files, file) })),
  );
  return {
    hash: hashFiles(given),
    header: whole?.header ?? read.value,
    get model() {
      return model();
    },
    get form() {
      return form();
    },
    get decisions() {
      return decisions();
    },
    get rates() {
      return rates();
    },
    templates: Object.fromEntries(endingIn(".typ")),
    wordings: Object.fromEntries(endingIn(".txt")),
    get scenarios() {
      return scenarios();
    },
    files: given,
    ...(whole ? { parts: whole.parts } : {}),
  };
}

/** Made at the first call. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
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

import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { readRates } from "../../catalogue/index.ts";
import { evaluate, parseDmnFiles } from "../../engine/decision/index.ts";
import type { Rates } from "../../engine/rates/index.ts";
import { type Run, Unusable } from "../command.ts";
import { readGiven } from "../given.ts";

const inputsSchema = z.record(z.string(), z.unknown());

async function readInputs(file: string | undefined): Promise<Record<string, unknown>> {
  if (file === undefined) return {};
  const source = file === "-" ? await text(process.stdin) : readGiven(file);
  try {
    return inputsSchema.parse(JSON.parse(source));
  } catch {
    throw new Unusable(`--input ${file} holds no JSON object: write one with a value for each input by its name.`);
  }
}

/** The other DMN files of the folder, which this one may import. */
function beside(file: string): Record<string, string> {
  const folder = dirname(file);
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".dmn"))
      .map((name) => [name, readGiven(join(folder, name))]),
  );
}

/** The rates of the pack that the file lies in, if it lies in one. @throws Unusable where they cannot be used */
function ratesBeside(file: string): Rates {
  const folder = join(dirname(file), "rates");
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  const { rates, problems } = readRates(Object.fromEntries(files.map((name) => [`rates/${name}`, readGiven(join(folder, name))])));
  const wrong = problems.find(({ level }) => level === "error");
  if (wrong) throw new Unusable(`${join(dirname(file), wrong.file)}:${wrong.line}: ${wrong.message.en}`);
  return rates;
}

export const run: Run = async ({ options: { decision, input }, args: [file = ""], out }) => {
  const source = readGiven(file);
  const parsed = parseDmnFiles({ ...beside(file), [basename(file)]: source })[basename(file)];
  if (!parsed?.ok) {
    for (const { line, message } of parsed?.problems ?? []) out.note(`${file}:${line}: ${out.say(message)}`);
    return 1;
  }
  const definitions = { ...parsed.definitions, rates: ratesBeside(file) };
  const named = [...Object.values(definitions.decisions), ...Object.values(definitions.services)].filter(
    ({ model }) => model === undefined,
  );
  if (decision !== undefined && !named.some((one) => one.name === decision || one.id === decision)) {
    throw new Unusable(`${file} has no decision "${decision}": it has ${named.map((one) => one.name).join(", ") || "none"}.`);
  }
  const inputs = await readInputs(input);
  const { value, errors } = evaluate(definitions, {
    inputs,
    now: new Date().toISOString(),
    ...(decision === undefined ? {} : { decision }),
  });
  out.json(value);
  for (const error of errors) out.note(error);
  return 0;
};

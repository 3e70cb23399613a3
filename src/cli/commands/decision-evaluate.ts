import { basename } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { evaluate, parseDmn } from "../../engine/decision/index.ts";
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

export const run: Run = async ({ options: { decision, input }, args: [file = ""], out }) => {
  const parsed = parseDmn(readGiven(file), basename(file, ".dmn"));
  if (!parsed.ok) {
    for (const { line, message } of parsed.problems) out.note(`${file}:${line}: ${out.say(message)}`);
    return 1;
  }
  const { definitions } = parsed;
  const named = [...Object.values(definitions.decisions), ...Object.values(definitions.services)];
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

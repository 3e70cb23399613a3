// Ajv, set up once; compiled schemas are kept by the form's hash.
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ownFormats } from "./formats.ts";
import type { Form } from "./model.ts";

export type { ErrorObject };

const KEPT = 200;
const kept = new Map<string, ValidateFunction>();

function fresh(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allErrors: true,
    validateFormats: true,
    ownProperties: true,
    logger: false,
  });
  addFormats.default(ajv);
  for (const format of Object.keys(ownFormats)) ajv.addFormat(format, true);
  return ajv;
}

/** Compiles the schema of a form, once for its hash; the reason in Ajv's words where it is no valid schema. */
export function keepSchema(hash: string, schema: object): { ok: true; validate: ValidateFunction } | { ok: false; reason: string } {
  const found = kept.get(hash);
  if (found) return { ok: true, validate: found };
  try {
    const validate = fresh().compile(schema);
    kept.set(hash, validate);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? "");
    return { ok: true, validate };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The errors of answers against the form's schema. */
export function schemaErrors(form: Form, answers: unknown): readonly ErrorObject[] {
  const made = keepSchema(form.hash, form.schema);
  if (!made.ok) throw new Error(`the form ${form.hash} was compiled with a schema that is not valid: ${made.reason}`);
  return made.validate(answers) ? [] : (made.validate.errors ?? []);
}

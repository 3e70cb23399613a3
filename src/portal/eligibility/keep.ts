// Answers that the reader wants to begin an application with: they travel in the form that begins it, and are looked at again there.
import type { Answers, Json } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import type { FormFields } from "../../platform/http/index.ts";

export const keptField = (answer: string): string => `keep.${answer}`;

/** Only answers of the form, each of its own kind; whether they will do is told on their pages. */
export function keptAnswers({ form }: Pick<Pack, "form">, fields: Pick<FormFields, "get">): Answers {
  const answers: Answers = {};
  for (const [name, property] of Object.entries(form.schema.properties)) {
    const sent = fields.get(keptField(name));
    const value = sent === undefined || sent.length > 1000 ? undefined : parsed(sent);
    const fits = property.type === "integer" ? Number.isInteger(value) : typeof value === property.type;
    if (value !== undefined && fits && (property.enum === undefined || property.enum.includes(value))) answers[name] = value;
  }
  return answers;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

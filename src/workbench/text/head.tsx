// What stands above a text and is changed with it, as fields of its page: for the editor and the plain field alike. A field that somebody
// else changed meanwhile is not written over unseen.
import { isDeepStrictEqual } from "node:util";
import { headFields, headOf, type Refused, writeHead } from "../../casework/index.ts";
import type { RawPage } from "../../engine/form/index.ts";
import type { WorkingHead } from "../../office/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import { Details, errorOf, type FieldError, LangText } from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import { PackField, rawFrom, rawOf, readFields, sentName } from "../act/field.tsx";
import type { Bench } from "../context.ts";
import { answerText } from "../pack-text.ts";
import type { OpenText } from "./open.ts";
import { text } from "./words.ts";

export type Head = Readonly<Record<string, unknown>>;

/** Nothing where the pack names no such fields. `raw`: what was typed, where it is shown again. */
export function HeadFields({
  opened: { view, name },
  raw,
  before,
  errors,
}: {
  opened: OpenText;
  raw: RawPage | undefined;
  /** What the page had before that was typed; absent: what stands now. */
  before?: Head | undefined;
  errors: readonly FieldError[];
}) {
  const fields = headFields(view.loaded, name);
  if (fields.length === 0) return null;
  const now = headOf(view.loaded, name);
  const wrong = fields.some((field) => errorOf(errors, sentName(field)));
  return (
    <Details summary={text.head} open={wrong || before !== undefined}>
      <p class="e-muted">
        <LangText of={text.headHint} />
      </p>
      <input type="hidden" name="head" value={JSON.stringify(before ?? now)} />
      {fields.map((field) => (
        <PackField
          key={field}
          form={view.loaded.pack.form}
          name={field}
          raw={raw ?? rawFrom(now)}
          error={errorOf(errors, sentName(field))}
        />
      ))}
    </Details>
  );
}

/** Writes what was changed of the head; what is wrong is answered by field, and nothing is written then. */
export async function saveHead(
  bench: Bench,
  { view, name }: OpenText,
  sent: FormFields,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly errors: readonly FieldError[] }> {
  const fields = headFields(view.loaded, name);
  const shown = seen(sent.get("head"));
  if (fields.length === 0 || !shown) return { ok: true };
  const { form } = view.loaded.pack;
  const read = readFields(form, fields, rawOf(sent));
  if (read.problems.length > 0)
    return { ok: false, errors: read.problems.map(({ field, message }) => ({ name: sentName(field), text: message })) };
  const now = headOf(view.loaded, name);
  const said = (field: string): unknown => read.answers[field] ?? null;
  const changed = fields.filter((field) => !isDeepStrictEqual(said(field), shown[field] ?? null));
  const others = changed.filter(
    (field) => !isDeepStrictEqual(now[field], shown[field] ?? null) && !isDeepStrictEqual(now[field], said(field)),
  );
  if (others.length > 0)
    return {
      ok: false,
      errors: others.map((field) => ({
        name: sentName(field),
        text: text.headChanged(
          answerText(view.loaded.pack, field, now[field], "zh") ?? "",
          answerText(view.loaded.pack, field, now[field], "en") ?? "",
        ),
      })),
    };
  if (changed.length === 0) return { ok: true };
  const done = await writeHead(bench.desk, bench.officer, view.heading.id, name, {
    data: Object.fromEntries(changed.map((field) => [field, said(field)])) as never,
    command: commandId(bench.desk, bench.officer, `${view.heading.id}.${name}.head`, sent.once),
  });
  return done.ok ? { ok: true } : { ok: false, errors: refusedFields(done, fields) };
}

/** The same as it was typed, to be shown again. */
export const typedHead = (sent: FormFields): RawPage => rawOf(sent);

/** What is kept of it while it is written: what was typed, and what the page had before. Nothing where it has no such fields. */
export function workingHead({ view, name }: OpenText, sent: FormFields): { readonly head?: WorkingHead } {
  const before = seen(sent.get("head"));
  if (!before) return {};
  const fields = headFields(view.loaded, name);
  const own = ([key]: [string, unknown]) =>
    fields.some((field) => key === field || key.startsWith(`${field}-`) || key.startsWith(`${field}.`));
  return fields.length === 0 ? {} : { head: { seen: before, typed: Object.fromEntries(Object.entries(rawOf(sent)).filter(own)) } };
}

/** Whether what was kept of it says something else than what stands there now. */
export function headSaysMore({ view, name }: OpenText, { typed }: WorkingHead): boolean {
  const said = (raw: RawPage, key: string) => [raw[key] ?? []].flat().filter((one) => one !== "");
  const { form } = view.loaded.pack;
  const now = headOf(view.loaded, name);
  const read = readFields(form, headFields(view.loaded, name), typed);
  if (read.problems.length === 0)
    return headFields(view.loaded, name).some((field) => !isDeepStrictEqual(read.answers[field] ?? null, now[field] ?? null));
  const standing = rawFrom(now);
  return [...new Set([...Object.keys(typed), ...Object.keys(standing)])].some(
    (key) => !isDeepStrictEqual(said(typed, key), said(standing, key)),
  );
}

/** What a rule of the form has against it stands at its field, or at the first one where that is not on the page. */
const refusedFields = ({ title, errors }: Refused, fields: readonly string[]): readonly FieldError[] =>
  (errors ?? [{ pointer: "", detail: title }]).map(({ pointer, detail }) => {
    const field = pointer.split("/")[2] ?? "";
    return { name: sentName(fields.includes(field) ? field : (fields[0] ?? "")), text: detail };
  });

/** What the page had before; undefined where it was not sent. */
function seen(value: string | undefined): Head | undefined {
  try {
    const found: unknown = JSON.parse(value ?? "");
    return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Head) : undefined;
  } catch {
    return undefined;
  }
}

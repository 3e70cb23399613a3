// The pages of a list of groups as they are shown: one entry, the list so far, the question whether to remove one.
import { rowForm } from "../../engine/form/index.ts";
import { Button, errorOf, type FieldError, Form, fieldId, Notification, Radios, SummaryList, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { entryAddress, entryTitle, type Listed } from "./entry-list.ts";
import { FormFieldInput, groupLines, type Typed } from "./field.tsx";
import { words } from "./messages.ts";
import { seenField, seenMark } from "./seen.ts";

interface Shown {
  readonly visit: PartyVisit;
  readonly list: Listed;
}

/** The questions of one entry. */
export function Entry(props: Shown & { n: number; typed: Typed; errors: readonly FieldError[]; conflict: boolean }) {
  const s = useSay();
  const { visit, list, n, typed, errors, conflict } = props;
  const { at, name, entries } = list;
  const { form } = at.draft.pack;
  const inner = rowForm(form, name);
  if (!inner) return null;
  return (
    <>
      {conflict ? (
        <Notification title={words.otherWindow}>
          <p>{s(words.otherWindowText)}</p>
        </Notification>
      ) : null}
      <h1>{s(entryTitle(form.fields[name], n))}</h1>
      {at.step.page.hint ? <p>{s(at.step.page.hint)}</p> : null}
      <Form action={entryAddress(visit, at, { entry: n < entries.length ? n + 1 : "new" })} keep>
        <input type="hidden" name={seenField} value={seenMark(entries)} />
        {Object.keys(inner.fields).map((question) => (
          <FormFieldInput key={question} form={inner} name={question} typed={typed} errors={errors} />
        ))}
        <Buttons label={words.saveGoOn} />
      </Form>
      {entries.length > 0 || list.least === 0 ? (
        <p>
          <a class="govuk-link" href={entryAddress(visit, at)}>
            {s(words.backToList)}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** What was added so far, and whether there is more. */
export function AddAnother({ visit, list, errors }: Shown & { errors: readonly FieldError[] }) {
  const s = useSay();
  const { at, name, entries, most } = list;
  const { form } = at.draft.pack;
  const field = form.fields[name];
  const inner = rowForm(form, name);
  if (!inner) return null;
  const full = entries.length >= most;
  return (
    <>
      <h1>{s(at.step.page.title)}</h1>
      {at.step.page.hint ? <p>{s(at.step.page.hint)}</p> : null}
      {field?.hint ? <p>{s(field.hint)}</p> : null}
      <p class="e-muted">{s(entries.length === 0 ? words.noEntries : words.entries(entries.length))}</p>
      {entries.length === 0 ? null : (
        <SummaryList
          rows={entries.map((group, n) => ({
            key: entryTitle(field, n),
            value: (
              <ul class="govuk-list" id={fieldId(`${name}-${n + 1}`)} tabIndex={-1}>
                {groupLines(inner, group).map((line) => (
                  <li key={line.zh}>{s(line)}</li>
                ))}
              </ul>
            ),
            change: entryAddress(visit, at, { entry: n + 1 }),
            actions: [{ href: entryAddress(visit, at, { remove: n + 1 }), label: words.remove }],
          }))}
        />
      )}
      <Form action={entryAddress(visit, at)}>
        {full ? (
          <p id={fieldId("more")} tabIndex={-1}>
            {s(words.mostEntries(most))}
          </p>
        ) : (
          <Radios
            name="more"
            label={entries.length === 0 ? words.oneToAdd : words.anotherOne}
            error={errorOf(errors, "more")}
            value={undefined}
            options={[
              { value: "yes", label: words.addYes },
              { value: "no", label: words.addNo },
            ]}
          />
        )}
        <Buttons label={words.without} />
      </Form>
    </>
  );
}

export function RemoveEntry({ visit, list, n }: Shown & { n: number }) {
  const s = useSay();
  const { at, name, entries } = list;
  const { form } = at.draft.pack;
  const [inner, group] = [rowForm(form, name), entries[n]];
  if (!inner || !group) return null;
  return (
    <>
      <h1>{s(words.removeAsk)}</h1>
      <SummaryList
        rows={[
          {
            key: entryTitle(form.fields[name], n),
            value: (
              <ul class="govuk-list">
                {groupLines(inner, group).map((line) => (
                  <li key={line.zh}>{s(line)}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <p>{s(words.removeText)}</p>
      <Form action={entryAddress(visit, at, { remove: n + 1 })}>
        <input type="hidden" name={seenField} value={seenMark(entries)} />
        <Button big>{words.remove}</Button>
      </Form>
      <p>
        <a class="govuk-link" href={entryAddress(visit, at)}>
          {s(words.keepEntry)}
        </a>
      </p>
    </>
  );
}

function Buttons({ label }: { label: typeof words.without | typeof words.saveGoOn }) {
  return (
    <div class="govuk-button-group">
      <Button big>{label}</Button>
      <Button kind="second" name="leave" value="yes">
        {words.later}
      </Button>
    </div>
  );
}

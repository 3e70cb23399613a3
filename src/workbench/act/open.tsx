// Opening an extra task: a hearing, more time, another agency's opinion.
import { act, mayBeAsked } from "../../casework/index.ts";
import { type FormFields, formFields, type Http, readForm, refuse } from "../../platform/http/index.ts";
import { Checkboxes, errorOf, type FieldError, Textarea } from "../../platform/page/index.ts";
import { consequence } from "../case/consequence.ts";
import { openCase, sendCase } from "../case/page.tsx";
import { text as caseText } from "../case/words.ts";
import type { Bench } from "../context.ts";
import { Picker } from "../picker.tsx";
import { routes } from "../routes.ts";
import { answer, refusalNotice } from "./answer.tsx";
import { commandId } from "./command-id.ts";
import { sendForm } from "./form-page.tsx";
import { mostWords, wordsErrors } from "./said.ts";
import { text } from "./words.ts";

/** The case and the extra task in the address. */
async function askedFor(c: Http, bench: Bench) {
  const key = c.req.param("extra") ?? "";
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened;
  const { extras } = opened.view.loaded.pack.model;
  const extra = Object.hasOwn(extras, key) ? extras[key] : undefined;
  if (!extra) return { ok: false as const, response: await refuse(c, "notFound") };
  return { ok: true as const, view: opened.view, key, choose: extra.by.startsWith("{chosen}") };
}

async function prepared(c: Http, bench: Bench, typed?: string) {
  const asked = await askedFor(c, bench);
  if (!asked.ok) return asked;
  const { view, key } = asked;
  const extra = view.extras.find((one) => one.key === key);
  if (!extra) {
    const notice = await refusalNotice(bench, view, text.notOfferedText, { typed });
    return { ok: false as const, response: await sendCase(c, bench, view, { notice, status: 409 }) };
  }
  return { ok: true as const, view, extra, choices: extra.choose ? await mayBeAsked(bench.desk, view.loaded, key) : [] };
}

type Prepared = Extract<Awaited<ReturnType<typeof prepared>>, { ok: true }>;

export async function openPage(c: Http, bench: Bench): Promise<Response> {
  const ready = await prepared(c, bench);
  return ready.ok ? show(c, bench, ready, formFields([]), []) : ready.response;
}

export async function open(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const asked = await askedFor(c, bench);
  if (!asked.ok) return asked.response;
  const { view, key, choose } = asked;
  const words = form.fields.get("words");
  const chosen = [...new Set(form.fields.all("chosen"))].filter((one) => one !== "" && one.length <= 64).slice(0, 50);
  const errors: FieldError[] = wordsErrors(words, false);
  if (choose && chosen.length === 0) errors.push({ name: "chosen", text: text.chooseSome });
  const again = async (wrong: readonly FieldError[]): Promise<Response> => {
    const ready = await prepared(c, bench, words);
    return ready.ok ? show(c, bench, ready, form.fields, wrong) : ready.response;
  };
  if (form.fields.get("find") !== undefined) return again([]);
  if (errors.length > 0) return again(errors);
  // Whether it may be opened is not asked before: the same form sent again is answered by what was done the first time.
  const { id } = view.heading;
  const command = { type: "open" as const, extra: key, ...(choose ? { chosen } : {}), ...(words === undefined ? {} : { words }) };
  const options = { command: commandId(bench.desk, bench.officer, id, form.fields.once) };
  return answer(c, bench, await act(bench.desk, bench.officer, id, command, options), {
    id,
    done: "opened",
    typed: words,
    again: async (refusal) => (refusal.errors ? again([{ name: "chosen", text: text.chooseSome }]) : undefined),
  });
}

/** Officers are asked, not agencies. */
const asksOfficers = ({ view, extra }: Prepared): boolean => view.loaded.pack.model.extras[extra.key]?.by === "{chosen}";

function show(c: Http, bench: Bench, ready: Prepared, typed: FormFields, errors: readonly FieldError[]): Promise<Response> {
  const { lang } = bench;
  const { view, extra, choices } = ready;
  const whom = {
    name: "chosen",
    label: text.chosen,
    hint: text.chosenHint,
    options: choices.map(({ id, title }) => ({ value: id, label: title })),
  };
  return sendForm(c, bench, {
    title: text.openTitle(extra.title.zh, extra.title.en),
    view,
    action: routes.open.to({ lang, id: view.heading.id, extra: extra.key }),
    button: text.openButton,
    consequence: extra.choose ? caseText.openExtra : consequence({ bench, view }, { type: "open", extra: extra.key }),
    undo: text.final,
    errors,
    children: (
      <>
        {!extra.choose ? null : asksOfficers(ready) ? (
          <Picker {...whom} several bench={bench} typed={typed} errors={errors} />
        ) : (
          <Checkboxes {...whom} error={errorOf(errors, "chosen")} values={typed.all("chosen")} small />
        )}
        <Textarea
          name="words"
          label={text.openWords}
          hint={text.openWordsHint}
          optional
          value={typed.get("words")}
          rows={4}
          maxlength={mostWords}
          error={errorOf(errors, "words")}
        />
      </>
    ),
  });
}

// Words on a case: urging, supervising, a remark.
import { z } from "zod";
import { act, type CaseView } from "../../casework/index.ts";
import { type Http, readForm, refuse } from "../../platform/http/index.ts";
import { errorOf, type FieldError, Textarea } from "../../platform/page/index.ts";
import { openCase, sendCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { answer, refusalNotice } from "./answer.tsx";
import { commandId } from "./command-id.ts";
import { sendForm } from "./form-page.tsx";
import { mostWords, wordsErrors } from "./said.ts";
import { text } from "./words.ts";

const noteKind = z.enum(["urge", "supervise", "remark"]);
type Kind = z.infer<typeof noteKind>;
const hints = { urge: text.urgeHint, supervise: text.superviseHint, remark: text.remarkHint } as const;

async function prepared(c: Http, bench: Bench) {
  const kind = noteKind.safeParse(c.req.param("kind"));
  if (!kind.success) return { ok: false as const, response: await refuse(c, "notFound") };
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened;
  const { view } = opened;
  if (view.mayNote.includes(kind.data)) return { ok: true as const, view, kind: kind.data };
  const notice = await refusalNotice(bench, view, text.notOfferedText, {});
  return { ok: false as const, response: await sendCase(c, bench, view, { notice, status: 403 }) };
}

export async function notePage(c: Http, bench: Bench): Promise<Response> {
  const ready = await prepared(c, bench);
  return ready.ok ? show(c, bench, ready.view, ready.kind, undefined, []) : ready.response;
}

export async function note(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const words = form.fields.get("words");
  const errors = wordsErrors(words, true);
  if (errors.length > 0 || words === undefined) {
    const ready = await prepared(c, bench);
    return ready.ok ? show(c, bench, ready.view, ready.kind, words, errors) : ready.response;
  }
  const kind = noteKind.safeParse(c.req.param("kind"));
  if (!kind.success) return refuse(c, "notFound");
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { id } = opened.view.heading;
  const options = { command: commandId(bench.desk, bench.officer, id, form.fields.once) };
  const result = await act(bench.desk, bench.officer, id, { type: "note", kind: kind.data, words }, options);
  return answer(c, bench, result, { id, done: kind.data, typed: words });
}

function show(
  c: Http,
  bench: Bench,
  view: CaseView,
  kind: Kind,
  words: string | undefined,
  errors: readonly FieldError[],
): Promise<Response> {
  return sendForm(c, bench, {
    title: text[kind],
    view,
    action: routes.note.to({ lang: bench.lang, id: view.heading.id, kind }),
    button: text[kind],
    errors,
    children: (
      <Textarea
        name="words"
        label={text.content}
        hint={hints[kind]}
        value={words}
        rows={5}
        maxlength={mostWords}
        error={errorOf(errors, "words")}
      />
    ),
  });
}

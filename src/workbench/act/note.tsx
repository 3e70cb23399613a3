// Words on a case: urging, supervising, a remark, an answer.
import { z } from "zod";
import { act, type CaseView } from "../../casework/index.ts";
import { type Http, readForm, refuse } from "../../platform/http/index.ts";
import { DateInput, type DateParts, dateFrom, errorOf, type FieldError, Select, Textarea, Tick } from "../../platform/page/index.ts";
import { openCase, sendCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { answer, refusalNotice } from "./answer.tsx";
import { commandId } from "./command-id.ts";
import { sendForm } from "./form-page.tsx";
import { mostWords, wordsErrors } from "./said.ts";
import { text } from "./words.ts";

const noteKind = z.enum(["urge", "supervise", "remark", "answer"]);
type Kind = z.infer<typeof noteKind>;
const hints = { urge: text.urgeHint, supervise: text.superviseHint, remark: text.remarkHint, answer: text.answerHint } as const;

async function prepared(c: Http, bench: Bench) {
  const kind = noteKind.safeParse(c.req.param("kind"));
  if (!kind.success) return { ok: false as const, response: await refuse(c, "notFound") };
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened;
  const { view } = opened;
  // Whoever may remark may answer.
  if (view.mayNote.includes(kind.data === "answer" ? "remark" : kind.data)) return { ok: true as const, view, kind: kind.data };
  const notice = await refusalNotice(bench, view, text.notOfferedText, {});
  return { ok: false as const, response: await sendCase(c, bench, view, { notice, status: 403 }) };
}

/** What was typed beside the words. */
interface Beside {
  readonly words?: string | undefined;
  readonly task?: string | undefined;
  readonly to?: string | undefined;
  readonly until: DateParts;
  readonly again: boolean;
}

const entryNumber = (value: string | undefined): number | undefined => (/^[1-9]\d{0,8}$/.test(value ?? "") ? Number(value) : undefined);

export async function notePage(c: Http, bench: Bench): Promise<Response> {
  const ready = await prepared(c, bench);
  return ready.ok
    ? show(c, bench, ready, { to: c.req.query("to"), task: c.req.query("task"), until: {}, again: false }, [])
    : ready.response;
}

export async function note(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { fields } = form;
  const typed: Beside = {
    words: fields.get("words"),
    task: fields.get("task"),
    to: fields.get("to"),
    until: { year: fields.get("until.year"), month: fields.get("until.month"), day: fields.get("until.day") },
    again: fields.get("again") === "yes",
  };
  const again = async (errors: readonly FieldError[]): Promise<Response> => {
    const ready = await prepared(c, bench);
    return ready.ok ? show(c, bench, ready, typed, errors) : ready.response;
  };
  const kind = noteKind.safeParse(c.req.param("kind"));
  if (!kind.success) return refuse(c, "notFound");
  const until = kind.data === "supervise" ? dateFrom(typed.until) : undefined;
  const errors = [
    ...wordsErrors(typed.words, true),
    ...(until === undefined || z.iso.date().safeParse(until).success ? [] : [{ name: "until", text: text.wrongDay }]),
  ];
  if (errors.length > 0 || typed.words === undefined) return again(errors);
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { id } = opened.view.heading;
  const options = { command: commandId(bench.desk, bench.officer, id, fields.once) };
  const task = kind.data === "urge" || kind.data === "supervise" ? entryNumber(typed.task) : undefined;
  const answers = kind.data === "answer" ? entryNumber(typed.to) : undefined;
  const command = {
    type: "note" as const,
    kind: kind.data,
    words: typed.words,
    ...(task === undefined ? {} : { task }),
    ...(until === undefined ? {} : { until }),
    ...(answers === undefined ? {} : { answers }),
    ...(typed.again ? { again: true } : {}),
  };
  const result = await act(bench.desk, bench.officer, id, command, options);
  return answer(c, bench, result, {
    id,
    done: kind.data,
    typed: typed.words,
    again: async ({ errors: wrong }) =>
      wrong
        ? again(wrong.map(({ pointer, detail }) => ({ name: pointer === "/answers" ? "words" : pointer.slice(1), text: detail })))
        : undefined,
  });
}

function show(
  c: Http,
  bench: Bench,
  { view, kind }: { view: CaseView; kind: Kind },
  typed: Beside,
  errors: readonly FieldError[],
): Promise<Response> {
  const live = view.tasks.filter(({ status }) => status === "open" || status === "taken");
  const meant = kind === "urge" || kind === "supervise";
  return sendForm(c, bench, {
    title: text[kind],
    view,
    action: routes.note.to({ lang: bench.lang, id: view.heading.id, kind }),
    button: text[kind],
    errors,
    children: (
      <>
        {kind === "answer" && typed.to !== undefined ? <input type="hidden" name="to" value={typed.to} /> : null}
        {meant && live.length > 0 ? (
          <Select
            name="task"
            label={text.meant}
            empty={text.wholeCase}
            value={typed.task}
            error={errorOf(errors, "task")}
            options={live.map((one) => ({ value: String(one.no), label: one.title }))}
          />
        ) : null}
        <Textarea
          name="words"
          label={text.content}
          hint={hints[kind]}
          value={typed.words}
          rows={5}
          maxlength={mostWords}
          error={errorOf(errors, "words")}
        />
        {kind === "supervise" ? (
          <DateInput name="until" label={text.until} optional value={typed.until} error={errorOf(errors, "until")} />
        ) : null}
        {errors.some(({ name }) => name === "again") ? (
          <Tick name="again" label={text.again} error={errorOf(errors, "again")} checked={typed.again} />
        ) : null}
      </>
    ),
  });
}

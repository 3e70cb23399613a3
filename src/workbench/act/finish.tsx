// Giving an outcome: what will happen, the reason, what has to be corrected, what is answered here, what is done again.
import type { VNode } from "preact";
import { act, type CaseView, type FieldProblem, type OutcomeOffer, type TaskOffer, type TaskView } from "../../casework/index.ts";
import type { RawPage } from "../../engine/form/index.ts";
import { type FormFields, type Http, readForm, refuse } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import { consequence } from "../case/consequence.ts";
import { openCase, sendCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { answer, refusalNotice } from "./answer.tsx";
import { commandId } from "./command-id.ts";
import { moreRows, rawFrom, rawOf, readFields, sentName } from "./field.tsx";
import { FinishFields } from "./finish-fields.tsx";
import { sendForm, versionOf } from "./form-page.tsx";
import { wordsErrors } from "./said.ts";
import { taskNumber } from "./task-number.ts";
import { text } from "./words.ts";

/** What was typed on the page. */
export interface Typed {
  readonly words: string | undefined;
  readonly marks: readonly string[];
  readonly redo: readonly number[];
  readonly direct: boolean;
  /** The fields of the form that this task answers, as text. */
  readonly raw: RawPage;
}

export interface Finishing {
  readonly view: CaseView;
  readonly task: TaskView;
  readonly offer: TaskOffer;
  readonly outcome: OutcomeOffer;
}

function finishing(view: CaseView, no: number, key: string): Finishing | undefined {
  const offer = view.offers.find((one) => one.no === no && one.commands.includes("finish"));
  const outcome = offer?.outcomes.find((one) => one.key === key);
  const task = view.tasks.find((one) => one.no === no);
  return offer && outcome && task ? { view, task, offer, outcome } : undefined;
}

export async function finishPage(c: Http, bench: Bench): Promise<Response> {
  const asked = await askedFor(c, bench);
  if (!asked.ok) return asked.response;
  const { view, no, outcome } = asked;
  const found = finishing(view, no, outcome);
  if (!found) return notOffered(c, bench, view, {});
  const raw = rawFrom(view.loaded.secret().answers);
  return show(c, bench, found, { words: undefined, marks: [], redo: [], direct: false, raw }, []);
}

export async function finish(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const asked = await askedFor(c, bench);
  if (!asked.ok) return asked.response;
  const { view, no, outcome } = asked;
  const typed = typedIn(form.fields);
  const seen = versionOf(form.fields.get("version"));
  const fields = Object.keys(view.loaded.pack.form.fields).filter((name) =>
    Object.keys(typed.raw).some((key) => key === name || key.startsWith(`${name}-`) || key.startsWith(`${name}.`)),
  );
  if (form.fields.get(moreRows) !== undefined) {
    const found = finishing(view, no, outcome);
    return found ? show(c, bench, found, typed, []) : notOffered(c, bench, view, { typed: typed.words, seen });
  }
  const read = readFields(view.loaded.pack.form, fields, typed.raw);
  const errors = [
    ...wordsErrors(typed.words, false),
    ...read.problems.map(({ field, message }) => ({ name: sentName(field), text: message })),
  ];
  if (errors.length > 0) {
    const found = finishing(view, no, outcome);
    return found ? show(c, bench, found, typed, errors) : notOffered(c, bench, view, { typed: typed.words, seen });
  }
  // Whether it is offered is not asked before: the same form sent again is answered by what was done the first time.
  const { id } = view.heading;
  const command = {
    type: "finish" as const,
    task: no,
    outcome,
    ...(typed.words === undefined ? {} : { words: typed.words }),
    ...(typed.marks.length > 0 ? { marks: [...typed.marks] } : {}),
    ...(typed.redo.length > 0 ? { redo: [...typed.redo] } : {}),
    ...(typed.direct ? { direct: true } : {}),
    ...(fields.length > 0 ? { data: Object.fromEntries(fields.map((name) => [name, read.answers[name] ?? null])) } : {}),
  };
  const options = {
    command: commandId(bench.desk, bench.officer, `${id}.${no}`, form.fields.once),
    ...(seen === undefined ? {} : { ifVersion: seen }),
  };
  return answer(c, bench, await act(bench.desk, bench.officer, id, command, options), {
    id,
    done: "finished",
    typed: typed.words,
    seen,
    again: async (refusal, now, notice) => {
      const found = finishing(now, no, outcome);
      if (!found) return undefined;
      if (refusal.status === 412) return show(c, bench, found, typed, [], notice);
      return refusal.errors ? show(c, bench, found, typed, refusal.errors.map(fieldError)) : undefined;
    },
  });
}

/** The case, task and outcome in the address. */
async function askedFor(c: Http, bench: Bench) {
  const no = taskNumber(c);
  if (no === undefined) return { ok: false as const, response: await refuse(c, "notFound") };
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened;
  if (!opened.view.tasks.some((task) => task.no === no)) return { ok: false as const, response: await refuse(c, "notFound") };
  return { ok: true as const, view: opened.view, no, outcome: (c.req.param("outcome") ?? "").slice(0, 64) };
}

async function notOffered(
  c: Http,
  bench: Bench,
  view: CaseView,
  more: { typed?: string | undefined; seen?: number | undefined },
): Promise<Response> {
  return sendCase(c, bench, view, { notice: await refusalNotice(bench, view, text.notOfferedText, more), status: 409 });
}

const typedIn = (fields: FormFields): Typed => ({
  words: fields.get("words"),
  marks: [...new Set(fields.all("marks"))].filter((mark) => mark.length <= 128).slice(0, 100),
  redo: [...new Set(fields.all("redo"))].filter((no) => /^[1-9]\d{0,5}$/.test(no)).map(Number),
  direct: fields.get("direct") === "yes",
  raw: rawOf(fields),
});

/** A problem that casework names by pointer, at the field of the page. */
function fieldError({ pointer, detail }: FieldProblem): FieldError {
  const [, first = "", ...rest] = pointer.split("/");
  // `/data/decisions/0/carrier` is the question that is sent as `decisions.0.carrier`.
  return {
    name: first === "data" ? sentName(rest.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(".")) : first,
    text: detail,
  };
}

function show(c: Http, bench: Bench, found: Finishing, typed: Typed, errors: readonly FieldError[], notice?: VNode): Promise<Response> {
  const { view, task, outcome } = found;
  return sendForm(
    c,
    bench,
    {
      title: { zh: `${task.title.zh}：${outcome.title.zh}`, en: `${task.title.en}: ${outcome.title.en}` },
      view,
      action: routes.finish.to({ lang: bench.lang, id: view.heading.id, no: task.no, outcome: outcome.key }),
      button: outcome.title,
      consequence: consequence({ bench, view }, { type: "finish", task: task.no, outcome: outcome.key }),
      undo: text.cannotUndo,
      errors,
      notice,
      children: <FinishFields bench={bench} found={found} typed={typed} errors={errors} />,
    },
    notice ? 412 : undefined,
  );
}

// Handing a task over to somebody else who holds the post and may do it.
import { act, type Candidate, mayReceive, type TaskView } from "../../casework/index.ts";
import { type FormFields, formFields, type Http, readForm, refuse } from "../../platform/http/index.ts";
import { EmptyState, type FieldError, LangText } from "../../platform/page/index.ts";
import { openCase, sendCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { officerName, postTitle } from "../people.ts";
import { Picker } from "../picker.tsx";
import { routes } from "../routes.ts";
import { answer, refusalNotice } from "./answer.tsx";
import { commandId } from "./command-id.ts";
import { sendForm } from "./form-page.tsx";
import { taskNumber } from "./task-number.ts";
import { text } from "./words.ts";

async function prepared(c: Http, bench: Bench) {
  const no = taskNumber(c);
  if (no === undefined) return { ok: false as const, response: await refuse(c, "notFound") };
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened;
  const { view } = opened;
  const task = view.tasks.find((one) => one.no === no);
  const offered = view.offers.find((one) => one.no === no)?.commands.includes("give");
  if (!task) return { ok: false as const, response: await refuse(c, "notFound") };
  if (!offered) {
    const notice = await refusalNotice(bench, view, text.notOfferedText, {});
    return { ok: false as const, response: await sendCase(c, bench, view, { notice, status: 409 }) };
  }
  return { ok: true as const, view, task, officers: await mayReceive(bench.desk, view.loaded, no) };
}

type Prepared = Extract<Awaited<ReturnType<typeof prepared>>, { ok: true }>;

export async function givePage(c: Http, bench: Bench): Promise<Response> {
  const ready = await prepared(c, bench);
  return ready.ok ? show(c, bench, ready, formFields([]), []) : ready.response;
}

export async function give(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const no = taskNumber(c);
  if (no === undefined) return refuse(c, "notFound");
  const to = form.fields.get("to")?.slice(0, 64);
  const again = async (errors: readonly FieldError[]): Promise<Response> => {
    const ready = await prepared(c, bench);
    return ready.ok ? show(c, bench, ready, form.fields, errors) : ready.response;
  };
  const unchosen = () => again([{ name: "to", text: text.chooseOne }]);
  if (form.fields.get("find") !== undefined) return again([]);
  if (to === undefined) return unchosen();
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { id } = opened.view.heading;
  const options = { command: commandId(bench.desk, bench.officer, `${id}.${no}`, form.fields.once) };
  const result = await act(bench.desk, bench.officer, id, { type: "give", task: no, to }, options);
  return answer(c, bench, result, { id, done: "given", again: async ({ errors }) => (errors ? unchosen() : undefined) });
}

function show(c: Http, bench: Bench, ready: Prepared, typed: FormFields, errors: readonly FieldError[]): Promise<Response> {
  const { lang } = bench;
  const { view, task, officers } = ready;
  return sendForm(c, bench, {
    title: text.giveTitle,
    view,
    action: routes.give.to({ lang, id: view.heading.id, no: task.no }),
    button: text.giveButton,
    errors,
    children: <Receivers bench={bench} task={task} officers={officers} typed={typed} errors={errors} />,
  });
}

interface ReceiversProps {
  readonly bench: Bench;
  readonly task: TaskView;
  readonly officers: readonly Candidate[];
  readonly typed: FormFields;
  readonly errors: readonly FieldError[];
}

function Receivers({ bench, task, officers, typed, errors }: ReceiversProps) {
  const post = postTitle(bench.directory, task.post);
  const there = officers.filter(({ away }) => away === undefined);
  if (there.length === 0) {
    return (
      <EmptyState title={text.nobody}>
        <p>
          <LangText of={text.nobodyText} />
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <p>
        <LangText of={{ zh: `${task.title.zh}（${post.zh}）`, en: `${task.title.en} (${post.en})` }} />
      </p>
      <Picker
        bench={bench}
        name="to"
        label={text.giveTo}
        hint={text.giveHint}
        typed={typed}
        errors={errors}
        options={there.map(({ id, name, phone, for: whom }) => ({
          value: id,
          label: whom === undefined ? name : text.inPlaceOf(name, officerName(bench.directory, whom)),
          hint: phone,
        }))}
      />
      {officers.flatMap(({ id, name, away }) =>
        away === undefined
          ? []
          : [
              <p key={id} class="e-muted">
                <LangText of={text.isAway(name, away)} />
              </p>,
            ],
      )}
    </>
  );
}

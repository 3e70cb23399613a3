// Handing a task over to somebody else who holds the post and may do it.
import { act, type Candidate, mayReceive, type TaskView } from "../../casework/index.ts";
import { type Http, readForm, refuse } from "../../platform/http/index.ts";
import { EmptyState, errorOf, type FieldError, LangText, Radios } from "../../platform/page/index.ts";
import { openCase, sendCase } from "../case/page.tsx";
import type { Bench } from "../context.ts";
import { officerName, postTitle } from "../people.ts";
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
  return ready.ok ? show(c, bench, ready, []) : ready.response;
}

export async function give(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const no = taskNumber(c);
  if (no === undefined) return refuse(c, "notFound");
  const to = form.fields.get("to")?.slice(0, 64);
  const chooseOne = (ready: Prepared) => show(c, bench, ready, [{ name: "to", text: text.chooseOne }]);
  const again = async (): Promise<Response> => {
    const ready = await prepared(c, bench);
    return ready.ok ? chooseOne(ready) : ready.response;
  };
  if (to === undefined) return again();
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  const { id } = opened.view.heading;
  const options = { command: commandId(bench.desk, bench.officer, `${id}.${no}`, form.fields.once) };
  const result = await act(bench.desk, bench.officer, id, { type: "give", task: no, to }, options);
  return answer(c, bench, result, { id, done: "given", again: async ({ errors }) => (errors ? again() : undefined) });
}

function show(c: Http, bench: Bench, { view, task, officers }: Prepared, errors: readonly FieldError[]): Promise<Response> {
  const { lang } = bench;
  return sendForm(c, bench, {
    title: text.giveTitle,
    view,
    action: routes.give.to({ lang, id: view.heading.id, no: task.no }),
    button: text.giveButton,
    errors,
    children: <Choice bench={bench} task={task} officers={officers} errors={errors} />,
  });
}

function Choice({
  bench,
  task,
  officers,
  errors,
}: {
  bench: Bench;
  task: TaskView;
  officers: readonly Candidate[];
  errors: readonly FieldError[];
}) {
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
      <Radios
        name="to"
        label={text.giveTo}
        hint={text.giveHint}
        error={errorOf(errors, "to")}
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

// Taking several tasks at once. Each is a command of its own; the page after it tells what became of each.
import { z } from "zod";
import { act, caseView } from "../../casework/index.ts";
import { refusals as engineRefusals } from "../../engine/procedure/index.ts";
import { flash, type Http, localPath, readForm, sendPage } from "../../platform/http/index.ts";
import { localised, type Text } from "../../platform/i18n/index.ts";
import { ButtonLink, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { text } from "./words.ts";

const mostAtOnce = 50;
const named = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[1-9]\d{0,5}$/);
const told = z.string().regex(/^[0-9a-f-]{36}\.[1-9]\d{0,5}\.[a-z0-9-]{1,40}$/);

const parts = (id: string): { readonly id: string; readonly no: number; readonly code: string } => {
  const [one = "", no = "", code = ""] = id.split(".");
  return { id: one, no: Number(no), code };
};

export async function takeMany(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { lang, desk, officer } = bench;
  const chosen = [...new Set(form.fields.all("task"))].filter((one) => named.safeParse(one).success).slice(0, mostAtOnce);
  if (chosen.length === 0) {
    flash(c, "nothing-chosen");
    return c.redirect(localised(lang, listPath(form.fields.get("back"))), 303);
  }
  const results = new URLSearchParams();
  for (const one of chosen) {
    const { id, no } = parts(one);
    const done = await act(desk, officer, id, { type: "take", task: no }, { command: commandId(desk, officer, one, form.fields.once) });
    results.append("t", `${one}.${done.ok ? "taken" : done.code}`);
  }
  results.set("back", listPath(form.fields.get("back")));
  return c.redirect(`${routes.taken.to({ lang })}?${results}`, 303);
}

/** The list, as it was filtered; anything else leads to the whole list. */
const listPath = (back: string | undefined): string => {
  const path = localPath(back);
  return path !== undefined && /^\/workbench(\?|$)/.test(path) ? path : "/workbench";
};

interface Result {
  readonly key: string;
  readonly href: string;
  readonly number: string;
  readonly task: Text | string;
  readonly taken: boolean;
  readonly said: Text;
}

export async function takenPage(c: Http, bench: Bench): Promise<Response> {
  const { lang } = bench;
  const asked = (c.req.queries("t") ?? []).filter((one) => told.safeParse(one).success).slice(0, mostAtOnce);
  const results = (await Promise.all(asked.map((one) => resultOf(bench, one)))).flatMap((one) => one ?? []);
  const taken = results.filter((one) => one.taken).length;
  const content = (
    <>
      <h1>
        <LangText of={text.resultTitle} />
      </h1>
      <p>
        <LangText of={text.resultCount(taken, asked.length)} />
      </p>
      {results.length === 0 ? null : (
        <Table
          caption={text.resultCaption}
          hideCaption
          rows={results}
          rowKey={({ key }) => key}
          columns={[
            {
              title: words.number,
              heads: true,
              cell: ({ href, number }) => (
                <Link href={href}>
                  <span class="e-code">{number}</span>
                </Link>
              ),
            },
            { title: words.task, cell: ({ task }) => <LangText of={task} /> },
            { title: text.result, cell: ({ taken: ok, said }) => (ok ? <Tag kind="done">{said}</Tag> : <LangText of={said} />) },
          ]}
        />
      )}
      <p>
        <ButtonLink href={localised(lang, listPath(c.req.query("back")))} kind="second">
          {text.backToList}
        </ButtonLink>
      </p>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.resultTitle, here: "taken" }, content));
}

/** What is told of one task: as it stands now, and why it was not taken. */
async function resultOf({ desk, officer, lang }: Bench, one: string): Promise<Result | undefined> {
  const { id, no, code } = parts(one);
  const view = await caseView(desk, officer, id);
  if ("ok" in view) return undefined;
  const task = view.tasks.find((candidate) => candidate.no === no);
  if (!task) return undefined;
  const taken = task.status === "taken" && task.officer === officer.id;
  const why = Object.hasOwn(engineRefusals, code) ? engineRefusals[code as keyof typeof engineRefusals] : text.gone;
  return {
    key: one,
    href: routes.case.to({ lang, id }),
    number: view.heading.number,
    task: task.title,
    taken,
    said: taken ? text.gotIt : why,
  };
}

// Taking, giving on and releasing several tasks at once. Each is a command of its own; the page after it tells what became of each.
import { z } from "zod";
import { act, caseView, type Refused } from "../../casework/index.ts";
import { refusals as engineRefusals } from "../../engine/procedure/index.ts";
import { type FormFields, flash, type Http, localPath, readForm, sendPage } from "../../platform/http/index.ts";
import { localised, type Text } from "../../platform/i18n/index.ts";
import { Button, ButtonLink, ErrorSummary, Form, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { Picker } from "../picker.tsx";
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

type Command = { readonly type: "take" } | { readonly type: "release" } | { readonly type: "give"; readonly to: string };

/** The tasks ticked in a form; those that no list of ours sent are left out. */
const ticked = (fields: FormFields): string[] =>
  [...new Set(fields.all("task"))].filter((one) => named.safeParse(one).success).slice(0, mostAtOnce);

/** Back to the list, where nothing was ticked. */
function nothing(c: Http, { lang }: Bench, fields: FormFields): Response {
  flash(c, "nothing-chosen");
  return c.redirect(localised(lang, listPath(fields.get("back"))), 303);
}

/** Gives the command on each task, and tells of each on a page of its own. */
async function each(
  c: Http,
  { desk, officer, lang }: Bench,
  fields: FormFields,
  chosen: readonly string[],
  command: Command,
): Promise<Response> {
  const results = new URLSearchParams();
  for (const one of chosen) {
    const { id, no } = parts(one);
    const about = command.type === "take" ? one : `${command.type} ${one}`;
    const done = await act(desk, officer, id, { ...command, task: no }, { command: commandId(desk, officer, about, fields.once) });
    results.append("t", `${one}.${done.ok ? did[command.type] : codeOf(done, command)}`);
  }
  results.set("back", listPath(fields.get("back")));
  if (command.type !== "take") results.set("did", command.type);
  return c.redirect(`${routes.taken.to({ lang })}?${results}`, 303);
}

const did = { take: "taken", release: "released", give: "given" } as const;

/** Why it was not done, as one word; for whoever cannot be given it, whether they are away. */
const codeOf = ({ code, errors }: Refused, { type }: Command): string =>
  type === "give" && errors?.some(({ pointer }) => pointer === "/to")
    ? errors.some(({ detail }) => detail.en.includes("on leave"))
      ? "away"
      : "not-in-post"
    : code;

export async function takeMany(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const chosen = ticked(form.fields);
  return chosen.length === 0 ? nothing(c, bench, form.fields) : each(c, bench, form.fields, chosen, { type: "take" });
}

export async function releaseMany(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const chosen = ticked(form.fields);
  return chosen.length === 0 ? nothing(c, bench, form.fields) : each(c, bench, form.fields, chosen, { type: "release" });
}

/** First asks to whom, then gives each of them. */
export async function giveMany(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { fields } = form;
  const chosen = ticked(fields);
  if (chosen.length === 0) return nothing(c, bench, fields);
  const to = fields.get("to")?.slice(0, 64);
  const finding = fields.get("find") !== undefined;
  if (!finding && to !== undefined && bench.directory.officer(to)) return each(c, bench, fields, chosen, { type: "give", to });
  const errors = finding || fields.get("asked") === undefined ? [] : [{ name: "to", text: text.chooseOne }];
  const { directory, desk, now, lang } = bench;
  const today = desk.day(now);
  const lines = (await Promise.all(chosen.map((one) => resultOf(bench, `${one}.x`)))).flatMap((one) => one ?? []);
  const posts = [...new Set(lines.map(({ post }) => post))];
  const officers = [
    ...new Set(
      posts.flatMap((post) => [
        ...directory.officersOf(post, today).map(({ id }) => id),
        ...directory.actingIn(post, today).map(({ officer }) => officer),
      ]),
    ),
  ];
  const back = listPath(fields.get("back"));
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.giveTitle} />
      </h1>
      <ul>
        {lines.map(({ key, number, task }) => (
          <li key={key}>
            <span class="e-code">{number}</span> <LangText of={task} />
          </li>
        ))}
      </ul>
      <Form action={routes.giveMany.to({ lang })}>
        <input type="hidden" name="asked" value="yes" />
        <input type="hidden" name="back" value={back} />
        {chosen.map((one) => (
          <input key={one} type="hidden" name="task" value={one} />
        ))}
        <div class="e-act-form">
          <Picker
            bench={bench}
            name="to"
            label={text.giveTo}
            hint={text.giveHint}
            typed={fields}
            errors={errors}
            options={officers.map((id) => {
              const away = directory.awayUntil(id, today);
              const name = directory.officer(id)?.name ?? id;
              const said = away === undefined ? undefined : text.awayUntil(away);
              return { value: id, label: said ? { zh: `${name}（${said.zh}）`, en: `${name} (${said.en})` } : name };
            })}
          />
        </div>
        <div class="govuk-button-group">
          <Button>{text.giveButton}</Button>
          <ButtonLink href={localised(lang, back)} kind="second">
            {text.backToList}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
  return sendPage(
    c,
    await framed(bench, { title: text.giveTitle, here: "all", failed: errors.length > 0 }, content),
    errors.length > 0 ? 422 : 200,
  );
}

/** The list, as it was filtered; anything else leads to the whole list. */
const listPath = (back: string | undefined): string => {
  const path = localPath(back);
  return path !== undefined && /^\/workbench(\/stand-ins)?(\?|$)/.test(path) ? path : "/workbench";
};

interface Result {
  readonly key: string;
  readonly href: string;
  readonly number: string;
  readonly task: Text | string;
  readonly post: string;
  /** As forms send it. */
  readonly id: string;
  readonly taken: boolean;
  readonly said: Text;
}

export async function takenPage(c: Http, bench: Bench): Promise<Response> {
  const { lang } = bench;
  const asked = (c.req.queries("t") ?? []).filter((one) => told.safeParse(one).success).slice(0, mostAtOnce);
  const results = (await Promise.all(asked.map((one) => resultOf(bench, one)))).flatMap((one) => one ?? []);
  const taken = results.filter((one) => one.taken).length;
  const took = c.req.query("did") === undefined;
  const back = listPath(c.req.query("back"));
  const content = (
    <>
      <h1>
        <LangText of={text.resultTitle} />
      </h1>
      <p>
        <LangText of={took ? text.resultCount(taken, asked.length) : text.doneCount(taken, asked.length)} />
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
      <div class="govuk-button-group">
        <ButtonLink href={localised(lang, back)} kind="second">
          {text.backToList}
        </ButtonLink>
        {took && taken > 0 ? (
          <Form action={routes.released.to({ lang })}>
            <input type="hidden" name="back" value={back} />
            {results.flatMap((one) => (one.taken ? [<input key={one.id} type="hidden" name="task" value={one.id} />] : []))}
            <Button kind="second">{text.undo}</Button>
          </Form>
        ) : null}
      </div>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.resultTitle, here: "taken" }, content));
}

const dids = { taken: text.gotIt, given: text.gaveIt, released: text.letGo } as const;
const others: Readonly<Record<string, Text>> = { away: text.away, "not-in-post": text.notInPost };

/** What is told of one task: as it stands now, and why it was not taken. */
async function resultOf({ desk, officer, lang }: Bench, one: string): Promise<Result | undefined> {
  const { id, no, code } = parts(one);
  const view = await caseView(desk, officer, id);
  if ("ok" in view) return undefined;
  const task = view.tasks.find((candidate) => candidate.no === no);
  if (!task) return undefined;
  const outcome = Object.hasOwn(dids, code) ? dids[code as keyof typeof dids] : undefined;
  // What was taken is told by how it stands: it may have gone on since.
  const taken = code === "taken" ? task.status === "taken" && task.officer === officer.id : outcome !== undefined;
  const why = Object.hasOwn(engineRefusals, code) ? engineRefusals[code as keyof typeof engineRefusals] : (others[code] ?? text.gone);
  return {
    key: one,
    href: routes.case.to({ lang, id }),
    number: view.heading.number,
    task: task.title,
    post: task.post,
    id: `${id}.${no}`,
    taken,
    said: taken ? (outcome ?? text.gotIt) : why,
  };
}

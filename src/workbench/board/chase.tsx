// Urging or supervising several tasks at once, with the same words: each is a command of its own, and what became of each is told.
import { z } from "zod";
import { act, caseView } from "../../casework/index.ts";
import { errorAnswer, flash, type Http, localPath, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { localised, type Text } from "../../platform/i18n/index.ts";
import {
  BackLink,
  Button,
  ButtonLink,
  DateInput,
  type DateParts,
  dateFrom,
  datePartsOf,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  LangText,
  Link,
  Table,
  Tag,
  Textarea,
  Tick,
} from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import { mostWords } from "../act/said.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { text } from "./words.ts";

const chaseKind = z.enum(["urge", "supervise"]);
type Kind = z.infer<typeof chaseKind>;
const mostAtOnce = 50;
const named = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[1-9]\d{0,5}$/);
const told = z.string().regex(/^[0-9a-f-]{36}\.[1-9]\d{0,5}\.[a-z0-9-]{1,40}$/);

const titles = { urge: text.urgeTitle, supervise: text.superviseTitle } as const;

/** The list that it came from; anything else leads to the officer's own board. */
const listPath = (back: string | undefined): string => {
  const path = localPath(back);
  return path !== undefined && /^\/workbench\/(board\/[a-z]+(\/list)?|cases\/[0-9a-f-]{36})(\?|$)/.test(path)
    ? path
    : "/workbench/board/mine";
};

interface Said {
  readonly words: string | undefined;
  readonly until: DateParts;
  readonly again: boolean;
}

export async function chase(c: Http, bench: Bench): Promise<Response> {
  const kind = chaseKind.safeParse(c.req.param("kind"));
  if (!kind.success) return refuse(c, "notFound");
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { lang, desk, officer, now } = bench;
  const { fields } = form;
  const back = listPath(fields.get("back"));
  if (kind.data === "supervise" && !officer.rights.includes("supervise")) return refuse(c, "forbidden");
  const chosen = [...new Set(fields.all("task"))].filter((one) => named.safeParse(one).success).slice(0, mostAtOnce);
  if (chosen.length === 0) {
    flash(c, "nothing-chosen");
    return c.redirect(localised(lang, back), 303);
  }
  const typed: Said = {
    words: fields.get("words"),
    until: { year: fields.get("until.year"), month: fields.get("until.month"), day: fields.get("until.day") },
    again: fields.get("again") === "yes",
  };
  // The list sends the tasks alone; the words come with the next form.
  if (fields.get("said") === undefined) {
    const until = kind.data === "supervise" ? datePartsOf(desk.day(now + 3 * 86_400_000)) : {};
    return show(c, bench, kind.data, chosen, back, { ...typed, until }, []);
  }
  const until = kind.data === "supervise" ? dateFrom(typed.until) : undefined;
  const errors = problems(typed, until, desk.day(now));
  if (errors.length > 0 || typed.words === undefined) return show(c, bench, kind.data, chosen, back, typed, errors);
  const results = new URLSearchParams();
  for (const one of chosen) {
    const [id = "", no = ""] = one.split(".");
    const note = { type: "note" as const, kind: kind.data, words: typed.words, task: Number(no) };
    const command = { ...note, ...(until === undefined ? {} : { until }), ...(typed.again ? { again: true } : {}) };
    const done = await act(desk, officer, id, command, { command: commandId(desk, officer, `${kind.data} ${one}`, fields.once) });
    const twice = !done.ok && done.errors?.some(({ pointer }) => pointer === "/again");
    results.append("t", `${one}.${done.ok ? kind.data : twice ? "urged-today" : "not-done"}`);
  }
  results.set("back", back);
  return c.redirect(`${routes.chased.to({ lang })}?${results}`, 303);
}

function problems({ words: said }: Said, until: string | undefined, today: string): FieldError[] {
  const day = until === undefined ? true : z.iso.date().safeParse(until).success && until >= today;
  return [
    ...(said === undefined ? [{ name: "words", text: text.wordsNeeded }] : []),
    ...(said !== undefined && said.length > mostWords ? [{ name: "words", text: text.wordsTooLong }] : []),
    ...(day ? [] : [{ name: "until", text: text.wrongDay }]),
  ];
}

async function show(
  c: Http,
  bench: Bench,
  kind: Kind,
  chosen: readonly string[],
  back: string,
  typed: Said,
  errors: readonly FieldError[],
): Promise<Response> {
  const { lang } = bench;
  const lines = (await Promise.all(chosen.map((one) => lineOf(bench, one)))).flatMap((one) => one ?? []);
  if (lines.length === 0) return errorAnswer(c, { status: 404, title: text.urgeTitle, detail: text.notDone });
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={titles[kind]} />
      </h1>
      <h2>
        <LangText of={text.tasks} />
      </h2>
      <ul>
        {lines.map(({ key, number, task }) => (
          <li key={key}>
            <span class="e-code">{number}</span> <LangText of={task} />
          </li>
        ))}
      </ul>
      <Form action={routes.chase.to({ lang, kind })}>
        <input type="hidden" name="said" value="yes" />
        <input type="hidden" name="back" value={back} />
        {lines.map(({ key }) => (
          <input key={key} type="hidden" name="task" value={key} />
        ))}
        <div class="e-act-form">
          <Textarea
            name="words"
            label={text.words}
            hint={kind === "urge" ? text.urgeHint : text.superviseHint}
            rows={4}
            maxlength={mostWords}
            value={typed.words}
            error={errorOf(errors, "words")}
          />
          {kind === "supervise" ? <DateInput name="until" label={text.until} value={typed.until} error={errorOf(errors, "until")} /> : null}
          {kind === "urge" ? <Tick name="again" label={text.again} checked={typed.again} /> : null}
        </div>
        <div class="govuk-button-group">
          <Button>{titles[kind]}</Button>
          <ButtonLink href={localised(lang, back)} kind="second">
            {text.cancel}
          </ButtonLink>
        </div>
      </Form>
    </>
  );
  const before = <BackLink href={localised(lang, back)}>{text.back}</BackLink>;
  const page = await framed(bench, { title: titles[kind], here: "board", failed: errors.length > 0, before }, content);
  return sendPage(c, page, errors.length > 0 ? 422 : 200);
}

interface ChasedLine {
  readonly key: string;
  readonly id: string;
  readonly number: string;
  readonly task: Text;
}

async function lineOf({ desk, officer }: Bench, one: string): Promise<ChasedLine | undefined> {
  const [id = "", no = ""] = one.split(".");
  const view = await caseView(desk, officer, id);
  if ("ok" in view) return undefined;
  const task = view.tasks.find((candidate) => candidate.no === Number(no));
  return task && { key: `${id}.${no}`, id, number: view.heading.number, task: task.title };
}

const results = {
  urge: text.doneUrge,
  supervise: text.doneSupervise,
  "urged-today": text.urgedToday,
  "not-done": text.notDone,
} as const satisfies Record<string, Text>;

export async function chasedPage(c: Http, bench: Bench): Promise<Response> {
  const { lang } = bench;
  const marks = (c.req.queries("t") ?? []).filter((one) => told.safeParse(one).success).slice(0, mostAtOnce);
  const rows = (
    await Promise.all(
      marks.map(async (one) => {
        const line = await lineOf(bench, one);
        const code = one.split(".")[2] ?? "";
        return line ? { ...line, code: Object.hasOwn(results, code) ? (code as keyof typeof results) : ("not-done" as const) } : undefined;
      }),
    )
  ).flatMap((one) => one ?? []);
  const good = (code: string): boolean => code === "urge" || code === "supervise";
  const content = (
    <>
      <h1>
        <LangText of={text.resultTitle} />
      </h1>
      <p>
        <LangText of={text.resultCount(rows.filter(({ code }) => good(code)).length, marks.length)} />
      </p>
      {rows.length === 0 ? null : (
        <Table
          caption={text.resultTitle}
          hideCaption
          rows={rows}
          rowKey={({ key }) => key}
          columns={[
            {
              title: words.number,
              heads: true,
              cell: ({ id, number }) => (
                <Link href={routes.case.to({ lang, id })}>
                  <span class="e-code">{number}</span>
                </Link>
              ),
            },
            { title: words.task, cell: ({ task }) => <LangText of={task} /> },
            {
              title: text.result,
              cell: ({ code }) => (good(code) ? <Tag kind="done">{results[code]}</Tag> : <LangText of={results[code]} />),
            },
          ]}
        />
      )}
      <p>
        <ButtonLink href={localised(lang, listPath(c.req.query("back")))} kind="second">
          {text.back}
        </ButtonLink>
      </p>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.resultTitle, here: "board" }, content));
}

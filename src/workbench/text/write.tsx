// Writing a text: a text field that everybody has, with an editor over it where scripts run. What is written is kept while it is written;
// whoever saves on an older version is shown both, what differs, and what goes together.
import { firstText, latestText, readText } from "../../casework/index.ts";
import { difference, emptyText, merge, type Overlap, parseText, printPlain, readPlain, type TextDoc } from "../../engine/text/index.ts";
import { beginWriting, dropWorking, keepWorking, otherWriters, saysMore, workingOf, writeText } from "../../office/index.ts";
import { type FormFields, flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { time as timeOf } from "../../platform/i18n/index.ts";
import {
  BackLink,
  Button,
  Details,
  ErrorSummary,
  type FieldError,
  FileUpload,
  Form,
  LangText,
  Notification,
  Textarea,
} from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { ChangeView, marked } from "./changes.tsx";
import { editorScript } from "./editor-script.ts";
import { Letterhead } from "./letterhead.tsx";
import { DocView } from "./lines.tsx";
import { Manual } from "./manual.tsx";
import { type OpenText, openText } from "./open.ts";
import { sendText } from "./read.tsx";
import { lineProblem, text, writingSince } from "./words.ts";

/** Bytes of a form that holds a text: percent-encoded Chinese takes nine for a character, and the editor sends it twice. */
export const mostWritten = 4_000_000;

/** What stands in the field, and what is said above it. */
interface Writing {
  /** The version that it is written on. */
  readonly base: number;
  readonly plain: string;
  /** The same, structured; absent where the lines hold a mistake. */
  readonly text?: TextDoc;
  readonly errors?: readonly FieldError[];
  readonly unsaved?: { readonly keptAt: number };
  readonly shown?: TextDoc;
  readonly imported?: { readonly dropped: readonly { readonly zh: string; readonly en: string }[] };
  readonly conflict?: Conflict;
  readonly status?: 200 | 409 | 422;
}

interface Conflict {
  readonly latest: number;
  readonly overlaps: readonly Overlap[];
  /** What was written before it was put together with theirs. */
  readonly mine: TextDoc;
  readonly before: TextDoc;
  readonly theirs: TextDoc;
}

export async function writePage(c: Http, bench: Bench, flashed: string | undefined): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  if (!opened.mayWrite) return notNow(c, bench, opened);
  const { view, name } = opened;
  const latest = await latestText(bench.desk, view.loaded, name);
  const version = latest?.version ?? 0;
  const standing = latest?.text ?? firstText(view.loaded, name);
  const working = await workingOf(bench.desk, bench.officer, view.loaded, name);
  await beginWriting(bench.desk, bench.officer, view.loaded, name, version);
  if (!working || !saysMore(working, standing)) return show(c, bench, opened, written(version, standing), flashed);
  if (working.base === version)
    return show(c, bench, opened, { ...written(version, working.text), unsaved: { keptAt: working.keptAt } }, flashed);
  return together(c, bench, opened, { base: working.base, text: working.text }, flashed);
}

const written = (base: number, one: TextDoc): Writing => ({ base, text: one, plain: printPlain(one) });

const notNow = (c: Http, bench: Bench, opened: OpenText): Promise<Response> =>
  sendText(c, bench, opened, {
    status: 403,
    notice: {
      zh: "现在没有由您办理、可以修改这份文稿的任务。您仍可以查看各版。",
      en: "You hold no task at the moment in which this text is edited. You can still read its versions.",
    },
  });

export async function write(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  if (!opened.mayWrite) return notNow(c, bench, opened);
  const { view, name } = opened;
  const { fields } = form;
  const base = /^\d{1,6}$/.test(fields.get("base") ?? "") ? Number(fields.get("base")) : 0;
  const read = readSent(fields);
  if (!read.ok) return show(c, bench, opened, { base, plain: read.plain, errors: read.errors, status: 422 });
  if (fields.get("do") === "check") {
    await keepWorking(bench.desk, bench.officer, view.loaded, name, { base, text: read.text });
    return show(c, bench, opened, { ...written(base, read.text), shown: read.text });
  }
  const saved = await writeText(bench.desk, bench.officer, view.heading.id, name, {
    base,
    text: read.text,
    command: commandId(bench.desk, bench.officer, `${view.heading.id}.${name}`, fields.once),
  });
  if (saved.ok) {
    flash(c, "text-saved");
    return c.redirect(routes.text.to(opened.at), 303);
  }
  if (saved.code === "text-changed") return together(c, bench, opened, { base, text: read.text });
  return show(c, bench, opened, { ...written(base, read.text), errors: [{ name: "plain", text: saved.title }], status: 409 });
}

/** Somebody saved first: both texts, what differs, and one in which both sets of changes are together. */
async function together(
  c: Http,
  bench: Bench,
  opened: OpenText,
  mine: { readonly base: number; readonly text: TextDoc },
  flashed?: string,
): Promise<Response> {
  const { loaded } = opened.view;
  const latest = await latestText(bench.desk, loaded, opened.name);
  const before = mine.base === 0 ? undefined : await readText(bench.desk, loaded, opened.name, mine.base);
  if (!latest) return show(c, bench, opened, written(0, mine.text), flashed);
  const base = before?.text ?? (mine.base === 0 ? firstText(loaded, opened.name) : emptyText);
  const { text: merged, overlaps } = merge(base, mine.text, latest.text);
  return show(
    c,
    bench,
    opened,
    {
      ...written(latest.version, merged),
      conflict: { latest: latest.version, overlaps, mine: mine.text, before: base, theirs: latest.text },
      status: flashed === undefined && c.req.method === "POST" ? 409 : 200,
    },
    flashed,
  );
}

type Sent =
  | { readonly ok: true; readonly text: TextDoc }
  | { readonly ok: false; readonly plain: string; readonly errors: readonly FieldError[] };

/** What was sent: the editor's own shape where it ran, else plain lines. */
export function readSent(fields: FormFields): Sent {
  const structured = fields.get("structured");
  const plain = (fields.all("plain")[0] ?? "").slice(0, 400_000);
  if (structured !== undefined) {
    const parsed = parseText(json(structured));
    if (parsed.ok) return parsed;
    return { ok: false, plain, errors: parsed.problems.map(({ detail }) => ({ name: "plain", text: detail })) };
  }
  const read = readPlain(plain);
  if (read.ok) return read;
  return {
    ok: false,
    plain,
    errors: read.problems.slice(0, 20).map(({ line, detail }) => ({ name: "plain", text: lineProblem(line, detail) })),
  };
}

function json(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Keeps what the editor holds; tells it who else writes and whether there is a newer version. */
export async function keep(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const { view, name } = opened;
  const base = /^\d{1,6}$/.test(form.fields.get("base") ?? "") ? Number(form.fields.get("base")) : 0;
  const structured = form.fields.get("structured");
  const read = structured === undefined ? undefined : readSent(form.fields);
  let kept = false;
  if (read?.ok) kept = await keepWorking(bench.desk, bench.officer, view.loaded, name, { base, text: read.text });
  else if (opened.mayWrite && structured === undefined) await beginWriting(bench.desk, bench.officer, view.loaded, name, base);
  const [latest, others] = await Promise.all([
    latestText(bench.desk, view.loaded, name),
    otherWriters(bench.desk, bench.officer, view.loaded, name),
  ]);
  return c.json({
    kept,
    mayWrite: opened.mayWrite,
    latest: latest?.version ?? 0,
    by: latest ? officerName(bench.directory, latest.officer) : "",
    others: others.map(({ officer, since }) => {
      const said = writingSince(officerName(bench.directory, officer), timeOf(since, bench.lang, bench.desk.zone));
      return said[bench.lang];
    }),
  });
}

export async function giveUp(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  await dropWorking(bench.desk, bench.officer, opened.view.loaded, opened.name);
  flash(c, "text-given-up");
  return c.redirect((opened.mayWrite ? routes.writeText : routes.text).to(opened.at), 303);
}

/** The page, with a text that was brought in from a file. */
export async function showImported(
  c: Http,
  bench: Bench,
  opened: OpenText,
  imported: { readonly text: TextDoc; readonly dropped: readonly { readonly zh: string; readonly en: string }[] },
): Promise<Response> {
  const base = (await latestText(bench.desk, opened.view.loaded, opened.name))?.version ?? 0;
  await keepWorking(bench.desk, bench.officer, opened.view.loaded, opened.name, { base, text: imported.text });
  return show(c, bench, opened, { ...written(base, imported.text), imported, shown: imported.text });
}

/** The page, with why a file could not be brought in; what was being written stays. */
export async function showNotImported(c: Http, bench: Bench, opened: OpenText, error: FieldError): Promise<Response> {
  const { view, name } = opened;
  const latest = await latestText(bench.desk, view.loaded, name);
  const working = await workingOf(bench.desk, bench.officer, view.loaded, name);
  const base = working?.base ?? latest?.version ?? 0;
  return show(c, bench, opened, {
    ...written(base, working?.text ?? latest?.text ?? firstText(view.loaded, name)),
    errors: [error],
    status: 422,
  });
}

async function show(c: Http, bench: Bench, opened: OpenText, writing: Writing, flashed?: string): Promise<Response> {
  const { view, name, title, at } = opened;
  if (!opened.mayWrite) return refuse(c, "forbidden");
  const others = await otherWriters(bench.desk, bench.officer, view.loaded, name);
  const { errors = [] } = writing;
  const whole = { zh: `写《${title.zh}》`, en: `Write “${title.en}”` };
  const content = (
    <>
      {others.length > 0 ? (
        <Notification id="others" title={text.othersWrite}>
          {others.map(({ officer, since }) => (
            <p key={officer}>
              <LangText of={writingSince(officerName(bench.directory, officer), timeOf(since, bench.lang, bench.desk.zone))} />
            </p>
          ))}
          <p>
            <LangText of={text.othersHint} />
          </p>
        </Notification>
      ) : null}
      {writing.conflict ? <ConflictView bench={bench} conflict={writing.conflict} /> : null}
      {writing.imported ? (
        <Notification id="imported" title={text.imported} kind="done">
          {writing.imported.dropped.length > 0 ? (
            <>
              <p>
                <LangText of={text.dropped} />
              </p>
              <ul class="govuk-list govuk-list--bullet">
                {writing.imported.dropped.map((one) => (
                  <li key={one.en}>
                    <LangText of={one} />
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </Notification>
      ) : null}
      <ErrorSummary errors={errors} />
      <p class="e-caption">
        <LangText of={view.heading.service} /> · <span class="e-code">{view.heading.number}</span>
      </p>
      <h1>
        <LangText of={whole} />
      </h1>
      <Letterhead bench={bench} opened={opened} />
      {writing.unsaved ? (
        <Notification id="unsaved" title={text.unsaved}>
          <p>
            <LangText of={text.unsavedHint} />{" "}
            <span class="e-muted">
              <LangText of={text.keptAt} /> {timeOf(writing.unsaved.keptAt, bench.lang, bench.desk.zone)}
            </span>
          </p>
          <Form action={routes.dropWorking.to(at)}>
            <Button kind="second">{text.giveUp}</Button>
          </Form>
        </Notification>
      ) : null}
      {writing.shown ? (
        <section class="e-shown" aria-labelledby="shown">
          <h2 class="govuk-heading-m" id="shown">
            <LangText of={text.shown} />
          </h2>
          <DocView text={writing.shown} />
        </section>
      ) : null}
      <Form action={routes.writeText.to(at)} id="write">
        <input type="hidden" name="base" value={String(writing.base)} />
        <div
          class="e-write"
          data-editor=""
          data-lang={bench.lang}
          data-working={routes.workingText.to(at)}
          {...(writing.text && errors.length === 0 ? { "data-text": JSON.stringify(writing.text) } : {})}
        >
          <Textarea
            name="plain"
            label={text.body}
            hint={text.bodyHint}
            value={writing.plain}
            rows={24}
            error={errors.find((one) => one.name === "plain")?.text}
          />
        </div>
        <div class="govuk-button-group">
          <Button name="do" value="save">
            {text.save}
          </Button>
          <Button kind="second" name="do" value="check">
            {text.check}
          </Button>
        </div>
      </Form>
      <Details summary={text.how}>
        <Manual />
      </Details>
      <Details summary={text.import}>
        <Form action={routes.importText.to(at)} upload>
          <FileUpload
            name="file"
            label={text.import}
            hint={text.importHint}
            accept=".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            error={errors.find((one) => one.name === "file")?.text}
          />
          <Button kind="second">{text.importButton}</Button>
        </Form>
      </Details>
      <script type="module" src={await editorScript.path()} />
    </>
  );
  const back = view.loaded && writing.base > 0 ? routes.text.to(at) : routes.case.to({ lang: bench.lang, id: view.heading.id });
  const before = <BackLink href={back}>{writing.base > 0 ? text.backToText : text.back}</BackLink>;
  return sendPage(
    c,
    await framed(bench, { title: whole, flash: flashed, failed: errors.length > 0 || writing.conflict !== undefined, before }, content),
    writing.status ?? 200,
  );
}

function ConflictView({ conflict }: { bench: Bench; conflict: Conflict }) {
  const { overlaps, before, theirs, mine } = conflict;
  const lines = marked(difference(before, theirs)).filter(({ change }) => change.kind !== "same");
  return (
    <>
      <Notification id="changed" title={text.changed}>
        <p>
          <LangText of={text.changedHint} />
        </p>
        <p>
          <LangText of={overlaps.length === 0 ? text.merged : text.overlaps} />
        </p>
      </Notification>
      {overlaps.map((overlap, n) => (
        <section class="e-overlap" key={n} aria-label={`${n + 1}`}>
          <OverlapSide title={text.yours} lines={overlap.mine} />
          <OverlapSide title={text.theirs} lines={overlap.theirs} />
        </section>
      ))}
      <Details summary={text.theirChanges} open={overlaps.length > 0}>
        <div class="e-doc e-doc--diff" lang="zh-Hans">
          {lines.map((one, n) => (
            <ChangeView key={n} marked={one} />
          ))}
        </div>
      </Details>
      <Details summary={text.yoursAlone}>
        <pre class="e-plain" lang="zh-Hans">
          {printPlain(mine)}
        </pre>
      </Details>
    </>
  );
}

function OverlapSide({ title, lines }: { title: { readonly zh: string; readonly en: string }; lines: Overlap["mine"] }) {
  return (
    <div class="e-overlap__side">
      <h3 class="govuk-heading-s">
        <LangText of={title} />
      </h3>
      {lines.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.nothingThere} />
        </p>
      ) : (
        <div class="e-doc" lang="zh-Hans">
          {lines.map((line, n) => (
            <LineOf key={n} line={line} />
          ))}
        </div>
      )}
    </div>
  );
}

const LineOf = ({ line }: { line: Overlap["mine"][number] }) => (
  <DocView text={{ type: "doc", content: [line.type === "annex" ? { type: "annex", attrs: { title: line.title }, content: [] } : line] }} />
);

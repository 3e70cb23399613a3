// The page on which a text is written: the field and its editor, who else writes, what was brought in, and what differs where somebody
// saved first.
import { textWarnings } from "../../casework/index.ts";
import type { RawPage } from "../../engine/form/index.ts";
import { difference, type Overlap, printPlain, type TextDoc } from "../../engine/text/index.ts";
import { otherWriters } from "../../office/index.ts";
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
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
import { sentName } from "../act/field.tsx";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { ChangeView, marked } from "./changes.tsx";
import { editorScript } from "./editor-script.ts";
import { type Head, HeadFields } from "./head.tsx";
import { Letterhead } from "./letterhead.tsx";
import { DocView } from "./lines.tsx";
import { Manual } from "./manual.tsx";
import type { OpenText } from "./open.ts";
import { Warnings } from "./warnings.tsx";
import { text, writingSince } from "./words.ts";

/** What stands in the field, and what is said above it. */
export interface Writing {
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
  /** What was typed of what stands above it. */
  readonly head?: RawPage;
  /** What the page had there when that was typed, where that was earlier. */
  readonly before?: Head;
  readonly status?: 200 | 409 | 422;
}

export interface Conflict {
  readonly latest: number;
  readonly overlaps: readonly Overlap[];
  /** What was written before it was put together with theirs. */
  readonly mine: TextDoc;
  readonly before: TextDoc;
  readonly theirs: TextDoc;
}
/** A text as it stands in the field. */
export const written = (base: number, one: TextDoc): Writing => ({ base, text: one, plain: printPlain(one) });

/** Sends the page with what stands in its field. */
export async function show(c: Http, bench: Bench, opened: OpenText, writing: Writing, flashed?: string): Promise<Response> {
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
      {writing.text ? <Warnings warnings={textWarnings(view.loaded, name, writing.text)} /> : null}
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
        <HeadFields opened={opened} raw={writing.head} before={writing.before} errors={errors} />
        <div
          class="e-write"
          data-editor=""
          data-lang={bench.lang}
          data-above={sentName("")}
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

// Any two versions of a text, with what differs marked within it, and the comments beside.
import { commentsOn, type KeptText, readText } from "../../casework/index.ts";
import { countOf, type Difference, difference } from "../../engine/text/index.ts";
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { BackLink, ButtonLink, DateTime, LangText, Link } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { ChangeView, type Marked, marked } from "./changes.tsx";
import { openText, versionIn } from "./open.ts";
import { Beside } from "./read.tsx";
import { counted, text, versionOf } from "./words.ts";

/** Texts of so many lines are shown whole at once; of longer ones, what changed and the lines around it. */
const shownWhole = 80;

export async function comparePage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const { view, name, title, at, mayWrite } = opened;
  const [from, to] = [versionIn(c.req.query("from")), versionIn(c.req.query("to"))];
  if (from === undefined || to === undefined) return c.redirect(routes.textVersions.to(at), 303);
  const [before, after] = await Promise.all([from, to].map((version) => readText(bench.desk, view.loaded, name, version)));
  if (!before || !after) return refuse(c, "notFound");
  const changes = difference(before.text, after.text);
  const comments = await commentsOn(bench.desk, view.loaded, name, after);
  const shown = c.req.query("show") ?? (changes.length > shownWhole ? "changes" : "all");
  const lines = marked(changes);
  const whole = { zh: `${title.zh}：第 ${from} 版与第 ${to} 版`, en: `${title.en}: version ${from} and version ${to}` };
  const same = changes.every(({ kind }) => kind === "same");
  const content = (
    <>
      <p class="e-caption">
        <LangText of={view.heading.service} /> · <span class="e-code">{view.heading.number}</span>
      </p>
      <h1>
        <LangText of={whole} />
      </h1>
      <dl class="e-versions">
        <Side bench={bench} kept={before} href={routes.text.to(at, { version: from })} />
        <Side bench={bench} kept={after} href={routes.text.to(at, { version: to })} />
      </dl>
      <p>
        <LangText of={same ? text.nothingChanged : counted(countOf(changes))} />{" "}
        {shown === "changes" ? (
          <Link href={routes.compareTexts.to(at, { from, to, show: "all" })}>
            <LangText of={text.showAll} />
          </Link>
        ) : same ? null : (
          <Link href={routes.compareTexts.to(at, { from, to, show: "changes" })}>
            <LangText of={text.showChanges} />
          </Link>
        )}
      </p>
      <div class="e-doc e-doc--diff" lang="zh-Hans">
        {pieces(lines, changes, shown === "changes").map((one, n) =>
          one === "gap" ? (
            <p class="e-doc__gap e-muted" key={n} lang={bench.lang === "zh" ? "zh-Hans" : "en"}>
              … <LangText of={text.left} />
            </p>
          ) : (
            <div class="e-doc__row" key={n}>
              <div class="e-doc__line">
                <ChangeView marked={one} />
              </div>
              <Beside
                bench={bench}
                at={at}
                comments={comments.filter(({ now }) => one.change.kind !== "out" && now?.place.line === one.change.to)}
                maySettle={mayWrite}
                version={to}
              />
            </div>
          ),
        )}
      </div>
      {mayWrite ? (
        <div class="govuk-button-group">
          <ButtonLink href={routes.writeText.to(at)}>{text.write}</ButtonLink>
        </div>
      ) : null}
    </>
  );
  return sendPage(
    c,
    await framed(bench, { title: whole, before: <BackLink href={routes.textVersions.to(at)}>{text.versions}</BackLink> }, content),
  );
}

const Side = ({ bench, kept, href }: { bench: Bench; kept: KeptText; href: string }) => (
  <div>
    <dt>
      <Link href={href}>
        <LangText of={versionOf(kept.version)} />
      </Link>
    </dt>
    <dd>
      {officerName(bench.directory, kept.officer)} <DateTime at={kept.at} />
    </dd>
  </div>
);

/** The lines to show: all, or those that changed with one before and after; what is left out between is a gap. */
function pieces(lines: readonly Marked[], changes: Difference, changesOnly: boolean): readonly (Marked | "gap")[] {
  if (!changesOnly) return lines;
  const wanted = new Set(changes.flatMap(({ kind }, n) => (kind === "same" ? [] : [n - 1, n, n + 1])));
  return lines.flatMap((line, n): readonly (Marked | "gap")[] => (wanted.has(n) ? [line] : n === 0 || wanted.has(n - 1) ? ["gap"] : []));
}

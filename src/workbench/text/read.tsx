// Reading a version of a text: its lines, the comments beside them, the way to write, to compare, to take it along.
import { commentingTask, commentsOn, latestText, readText, type TextComment, textWarnings } from "../../casework/index.ts";
import { type Line, labelsOf } from "../../engine/text/index.ts";
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { BackLink, ButtonLink, DateTime, EmptyState, LangText, Link, Notification, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { CommentForm, type Commenting, CommentView } from "./comments.tsx";
import { Letterhead } from "./letterhead.tsx";
import { LineView, Words } from "./lines.tsx";
import { type OpenText, openText, versionIn } from "./open.ts";
import { Warnings } from "./warnings.tsx";
import { text, versionOf } from "./words.ts";

export async function textPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const asked = c.req.query("version");
  const version = versionIn(asked);
  if (asked !== undefined && version === undefined) return refuse(c, "notFound");
  const line = c.req.query("comment");
  return sendText(c, bench, opened, {
    flash,
    version,
    ...(line !== undefined && /^\d{1,5}$/.test(line)
      ? { commenting: { line: Number(line), quote: undefined, words: undefined, errors: [] } }
      : {}),
  });
}

export interface TextMore {
  readonly version?: number | undefined;
  readonly flash?: string | undefined;
  readonly notice?: Text;
  readonly commenting?: Commenting;
  readonly status?: 200 | 403 | 404 | 422;
}

/** Sends the page of one version, the latest unless another is asked for. */
export async function sendText(c: Http, bench: Bench, opened: OpenText, more: TextMore): Promise<Response> {
  const { view, name, title, at, mayWrite } = opened;
  const { desk, officer } = bench;
  const latest = await latestText(desk, view.loaded, name);
  const kept =
    more.version === undefined || more.version === latest?.version ? latest : await readText(desk, view.loaded, name, more.version);
  if (more.version !== undefined && !kept) return refuse(c, "notFound");
  const comments = kept ? await commentsOn(desk, view.loaded, name, kept) : [];
  const mayComment = commentingTask(desk, officer, view.loaded) !== undefined;
  const lines = kept ? labelsOf(kept.text) : [];
  const commented = more.commenting && mayComment ? lines[more.commenting.line]?.line : undefined;
  const gone = comments.filter((one) => one.now === undefined);
  const content = (
    <>
      {more.notice ? (
        <Notification>
          <p>
            <LangText of={more.notice} />
          </p>
        </Notification>
      ) : null}
      <p class="e-caption">
        <LangText of={view.heading.service} /> · <span class="e-code">{view.heading.number}</span>
      </p>
      <h1>
        <LangText of={title} />
      </h1>
      {kept ? (
        <p class="e-muted">
          <LangText of={versionOf(kept.version)} />
          {" · "}
          {officerName(bench.directory, kept.officer)} <DateTime at={kept.at} />
          {latest && kept.version < latest.version ? (
            <>
              {" · "}
              <Link href={routes.text.to(at)}>
                <LangText of={text.latest} />
              </Link>
            </>
          ) : null}
        </p>
      ) : null}
      <Letterhead bench={bench} opened={opened} />
      {kept ? <Warnings warnings={textWarnings(view.loaded, name, kept.text)} places /> : null}
      <div class="govuk-button-group">
        {mayWrite ? <ButtonLink href={routes.writeText.to(at)}>{text.write}</ButtonLink> : null}
        {latest ? (
          <ButtonLink kind="second" href={routes.textVersions.to(at)}>
            {text.versions}
          </ButtonLink>
        ) : null}
        {kept?.base !== undefined ? (
          <ButtonLink kind="second" href={routes.compareTexts.to(at, { from: kept.base, to: kept.version })}>
            {{ zh: `与第 ${kept.base} 版对照`, en: `Compare with version ${kept.base}` }}
          </ButtonLink>
        ) : null}
        {kept ? (
          <ButtonLink kind="second" href={routes.textFile.to(at, { version: kept.version })}>
            {text.export}
          </ButtonLink>
        ) : null}
      </div>
      {kept && commented && more.commenting ? (
        <CommentForm at={at} version={kept.version} line={commented} commenting={more.commenting} />
      ) : null}
      {kept ? (
        <div class="e-doc" lang="zh-Hans">
          {lines.map(({ line, label }, n) => (
            <div class="e-doc__row" key={n} id={`line-${n + 1}`}>
              <div class="e-doc__line">
                <Quoted line={line} label={label} comments={comments.filter((one) => one.now?.place.line === n)} />
                {mayComment ? (
                  <CommentLink href={routes.text.to(at, { version: kept.version, comment: n })} n={n} lang={bench.lang} />
                ) : null}
              </div>
              <Beside
                bench={bench}
                at={at}
                comments={comments.filter((one) => one.now?.place.line === n)}
                maySettle={mayWrite}
                version={kept.version}
              />
            </div>
          ))}
        </div>
      ) : (
        <EmptyState title={text.none}>
          <LangText of={text.noneYet} />
        </EmptyState>
      )}
      {gone.length > 0 && kept ? (
        <section aria-labelledby="gone">
          <h2 class="govuk-heading-m" id="gone">
            <LangText of={text.gone} />
          </h2>
          <Beside bench={bench} at={at} comments={gone} maySettle={mayWrite} version={kept.version} />
        </section>
      ) : null}
    </>
  );
  const before = <BackLink href={routes.case.to({ lang: bench.lang, id: view.heading.id })}>{text.back}</BackLink>;
  const failed = more.status !== undefined && more.status !== 200;
  return sendPage(c, await framed(bench, { title, flash: more.flash, failed, before }, content), more.status ?? 200);
}

function CommentLink({ href, n, lang }: { href: string; n: number; lang: "zh" | "en" }) {
  const say = useSay();
  return (
    <a class="govuk-link e-doc__comment" href={`${href}#comment`} lang={lang === "zh" ? "zh-Hans" : "en"}>
      {say(text.commentShort)}
      <span class="govuk-visually-hidden">{lang === "zh" ? `第 ${n + 1} 段` : ` on paragraph ${n + 1}`}</span>
    </a>
  );
}

/** A line with the words marked that open comments are about. */
function Quoted({ line, label, comments }: { line: Line; label: string | undefined; comments: readonly TextComment[] }) {
  const places = comments.flatMap(({ now, settled }) => (now && !settled && now.place.to > now.place.from ? [now.place] : []));
  if (places.length === 0 || line.type === "table" || line.type === "annex") return <LineView line={line} label={label} />;
  const edges = [...new Set(places.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let at = 0;
  const parts = (line.content ?? []).flatMap((inline) => {
    const [from, to] = [at, at + inline.text.length];
    at = to;
    const cuts = [from, ...edges.filter((edge) => edge > from && edge < to), to];
    return cuts.slice(1).map((end, n) => {
      const begin = cuts[n] ?? from;
      const words = <Words content={[{ ...inline, text: inline.text.slice(begin - from, end - from) }]} />;
      return places.some((place) => place.from <= begin && end <= place.to) ? (
        <mark key={begin}>{words}</mark>
      ) : (
        <span key={begin}>{words}</span>
      );
    });
  });
  return (
    <LineView line={line} label={label}>
      {parts}
    </LineView>
  );
}

/** Comments in the column beside their line. */
export function Beside({
  bench,
  at,
  comments,
  maySettle,
  version,
}: {
  bench: Bench;
  at: OpenText["at"];
  comments: readonly TextComment[];
  maySettle: boolean;
  version: number;
}) {
  if (comments.length === 0) return null;
  return (
    <div class="e-doc__beside" lang={bench.lang === "zh" ? "zh-Hans" : "en"}>
      {comments.map((one) => (
        <CommentView key={one.id} bench={bench} at={at} comment={one} maySettle={maySettle} version={version} />
      ))}
    </div>
  );
}

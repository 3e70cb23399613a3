// The case page: put together from its parts. The first screen says what it is, what may be done, how much time is left
// and what is missing; everything else is below.
import type { ComponentChildren, VNode } from "preact";
import { z } from "zod";
import { type CaseView, caseView, evidenceOf, recordOpening } from "../../casework/index.ts";
import { errorAnswer, type Http, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Breadcrumbs, LangText, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { closed } from "../words.ts";
import { Heading } from "./heading.tsx";
import type { CasePart, CaseSheet } from "./part.ts";
import { caseParts } from "./parts.ts";
import { text } from "./words.ts";

const caseId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Opens the case named in the address for this officer; otherwise the answer that says why not. */
export async function openCase(
  c: Http,
  { desk, officer }: Bench,
): Promise<{ ok: true; view: CaseView } | { ok: false; response: Response }> {
  const id = caseId.safeParse(c.req.param("id"));
  const view = id.success ? await caseView(desk, officer, id.data) : undefined;
  if (view !== undefined && !("ok" in view)) return { ok: true, view };
  const gone = view?.status === 410 ? { status: 410 as const, ...closed.destroyed, detail: view.title } : undefined;
  return { ok: false, response: await errorAnswer(c, gone ?? { status: 404, ...closed.noCase }) };
}

export async function casePage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const opened = await openCase(c, bench);
  if (!opened.ok) return opened.response;
  await recordOpening(bench.desk, bench.officer, opened.view);
  return sendCase(c, bench, opened.view, { flash });
}

/** Sends the case page; `notice` stands above it, for what could not be done. */
export async function sendCase(
  c: Http,
  bench: Bench,
  view: CaseView,
  more: { flash?: string | undefined; notice?: VNode; status?: 200 | 403 | 409 | 412 | 422 | 503 } = {},
): Promise<Response> {
  const sheet: CaseSheet = { bench, view, evidence: await evidenceOf(bench.desk, view.loaded) };
  const shown = (
    await Promise.all((bench.context.parts ?? caseParts).map(async (part) => ({ part, content: await part.show(sheet) })))
  ).flatMap(({ part, content }) => (content ? [{ part, content }] : []));
  const at = (place: CasePart["place"]) => shown.filter(({ part }) => part.place === place);
  const { heading } = view;
  const title = { zh: `${heading.service.zh} ${heading.number}`, en: `${heading.service.en} ${heading.number}` };
  const before = <Breadcrumbs items={[{ href: routes.tasks.to({ lang: bench.lang }), label: { zh: "任务", en: "Tasks" } }]} />;
  const content = (
    <>
      {more.notice}
      <Heading sheet={sheet} />
      <div class="e-case-first">
        <div class="e-case-first__main">{at("first").map(sectionOf)}</div>
        <div class="e-case-first__side">{at("beside").map(sectionOf)}</div>
      </div>
      <Contents parts={at("below").map(({ part }) => part)} />
      {at("below").map(sectionOf)}
    </>
  );
  return sendPage(
    c,
    await framed(bench, { title, flash: more.flash, failed: more.notice !== undefined, before }, content),
    more.status ?? 200,
  );
}

const sectionOf = ({ part, content }: { part: CasePart; content: VNode }) => (
  <Section key={part.id} id={part.id} title={part.title}>
    {content}
  </Section>
);

const Section = ({ id, title, children }: { id: string; title: Text; children: ComponentChildren }) => (
  <section id={id} class={`e-part e-part--${id}`} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>
      <LangText of={title} />
    </h2>
    {children}
  </section>
);

/** Ways down the page. */
function Contents({ parts }: { parts: readonly CasePart[] }) {
  const say = useSay();
  return (
    <nav class="e-contents" aria-label={say(text.onThisPage)}>
      <ul>
        {parts.map(({ id, title }) => (
          <li key={id}>
            <a class="govuk-link" href={`#${id}`}>
              <LangText of={title} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

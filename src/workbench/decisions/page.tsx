// The decisions of one file of a pack: each table as it is, a form for the inputs, and what comes out of them.
import type { Pack } from "../../catalogue/index.ts";
import {
  type Decision,
  type Definitions,
  type Evaluated,
  type Expression,
  evaluate,
  type Table as RuleTableOf,
  textsOf,
} from "../../engine/decision/index.ts";
import type { Json } from "../../engine/feel/index.ts";
import { errorAnswer, type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { Breadcrumbs, Button, Details, ErrorSummary, type FieldError, Form, LangText, Table } from "../../platform/page/index.ts";
import { text as words } from "../admin/words.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { Inputs, readInputs, type Typed } from "./inputs.tsx";
import { RuleTable } from "./table.tsx";
import { text } from "./words.ts";

interface Subject {
  readonly pack: Pack;
  readonly file: string;
  readonly definitions: Definitions;
}

/** The file that the address names; undefined where there is none. */
async function subjectOf(c: Http, { desk }: Bench): Promise<Subject | undefined> {
  const [hash = "", file = ""] = [c.req.param("hash"), c.req.param("file")];
  const known = (await desk.catalogue.versions()).some((version) => version.hash === hash);
  const pack = known ? await desk.catalogue.pack(hash) : undefined;
  const definitions = pack && Object.hasOwn(pack.decisions, file) ? pack.decisions[file] : undefined;
  return pack && definitions && { pack, file, definitions };
}

const missing = (c: Http): Response | Promise<Response> => errorAnswer(c, { status: 404, title: text.noFile, detail: text.noFileText });

export async function decisionsPage(c: Http, bench: Bench): Promise<Response> {
  const subject = await subjectOf(c, bench);
  return subject ? shown(c, bench, subject, new Map(), [], undefined) : missing(c);
}

/** Evaluates what was typed. Nothing is kept and nothing is logged. */
export async function tryDecisions(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const subject = await subjectOf(c, bench);
  if (!subject) return missing(c);
  const { typed, inputs, errors } = readInputs(subject.definitions, form.fields);
  const result = errors.length > 0 ? undefined : evaluate(subject.definitions, { inputs, now: new Date(bench.now).toISOString() });
  return shown(c, bench, subject, typed, errors, result);
}

async function shown(
  c: Http,
  bench: Bench,
  { pack, file, definitions }: Subject,
  typed: Typed,
  errors: readonly FieldError[],
  result: Evaluated | undefined,
): Promise<Response> {
  const { lang } = bench;
  const title = { zh: `${pack.header.title.zh}：${definitions.name}`, en: `${pack.header.title.en}: ${definitions.name}` };
  const inputs = <Inputs definitions={definitions} typed={typed} errors={errors} />;
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={title} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {result ? <Result result={result} /> : null}
      <Form action={routes.decisions.to({ lang, hash: pack.hash, file })}>
        {Object.keys(definitions.inputs).length > 0 ? (
          inputs
        ) : (
          <p class="e-muted">
            <LangText of={text.noInputs} />
          </p>
        )}
        <Button>{text.tryIt}</Button>
      </Form>
      <Logic definitions={definitions} hits={result?.hits ?? {}} />
    </>
  );
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.packs.to({ lang }), label: words.packs },
        { href: routes.pack.to({ lang, hash: pack.hash }), label: pack.header.title },
      ]}
    />
  );
  const page = await framed(bench, { title, here: "packs", before, failed: errors.length > 0 }, content);
  return sendPage(c, page, errors.length > 0 ? 422 : 200);
}

function Result({ result: { value, hits, errors } }: { result: Evaluated }) {
  const rows = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  return (
    <section aria-live="polite">
      <h2>
        <LangText of={text.result} />
      </h2>
      <Table
        caption={text.result}
        hideCaption
        rows={rows}
        rowKey={([name]) => name}
        columns={[
          { title: text.decision, heads: true, cell: ([name]) => name },
          { title: text.value, cell: ([, one]) => <span class="e-hash">{written(one)}</span> },
          { title: text.hits, cell: ([name]) => <span class="e-figures">{(hits[name] ?? []).join(", ")}</span> },
        ]}
      />
      {errors.length > 0 ? (
        <Details summary={text.reasons}>
          <ul class="govuk-list govuk-list--bullet" lang="en">
            {errors.map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
        </Details>
      ) : null}
    </section>
  );
}

const written = (value: Json): string => JSON.stringify(value);

/** Every decision of the file itself, as far as it can be shown. */
function Logic({ definitions, hits }: { definitions: Definitions; hits: Evaluated["hits"] }) {
  const own = Object.values(definitions.decisions).filter(({ model }) => model === undefined);
  return (
    <>
      {own.map((decision) => (
        <One key={decision.id} definitions={definitions} decision={decision} hits={hits[decision.name] ?? []} />
      ))}
    </>
  );
}

function One({ definitions, decision, hits }: { definitions: Definitions; decision: Decision; hits: readonly number[] }) {
  const tables = decision.value === null ? [] : tablesIn(decision.value);
  const texts = tables.length > 0 ? [] : textsOf({ ...definitions, decisions: { [decision.id]: decision }, knowledge: {} });
  return (
    <section>
      <h2>{decision.name}</h2>
      {tables.map((table) => (
        // Rules of several tables are counted together under one decision: only a lone table can be marked.
        <RuleTable key={table.rules[0]?.line} name={decision.name} table={table} hits={tables.length === 1 ? hits : []} />
      ))}
      {decision.value === null ? (
        <p class="e-muted">
          <LangText of={text.people} />
        </p>
      ) : null}
      {texts.length > 0 ? (
        <h3>
          <LangText of={text.formula} />
        </h3>
      ) : null}
      {texts.map((source) => (
        <p key={source.line} class="e-code">
          {source.text}
        </p>
      ))}
    </section>
  );
}

function tablesIn(expression: Expression): RuleTableOf[] {
  if (expression.kind === "table") return [expression.table];
  if (expression.kind === "context") return expression.entries.flatMap(({ value }) => tablesIn(value));
  return [];
}

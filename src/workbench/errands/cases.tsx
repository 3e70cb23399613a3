// One service at one agency, case by case: what each cost, and what was typed although a register held it.
import { z } from "zod";
import { type CountedCase, countedCases, type RealErrands, realErrands, wordField } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { Cursors, type Http, readKeyset, refuse, sendCsv, sendPage } from "../../platform/http/index.ts";
import { dateTime, number, type Text, t } from "../../platform/i18n/index.ts";
import { Breadcrumbs, Code, DateTime, LangText, Link, Pagination, Table } from "../../platform/page/index.ts";
import { type Register, registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { countedSince } from "./page.tsx";
import { text } from "./words.ts";

const key = z.string().regex(/^[a-z][a-z0-9-]*$/);
const place = z.tuple([z.number(), z.string()]);
const kinds = ["trips", "papers", "fields", "days"] as const;

interface Service {
  readonly id: string;
  readonly agency: string;
  readonly pack: Pack | undefined;
  readonly title: Text;
}

async function serviceOf(c: Http, { desk }: Bench): Promise<Service | undefined> {
  const [id, agency] = [key.safeParse(c.req.param("pack")), key.safeParse(c.req.param("agency"))];
  if (!id.success || !agency.success) return undefined;
  const pack = await desk.catalogue.current(id.data);
  return { id: id.data, agency: agency.data, pack, title: pack?.header.title ?? { zh: id.data, en: id.data } };
}

/** A typed field by its label and by who holds it. */
function fieldOf(
  word: string,
  pack: Pack | undefined,
  known: ReadonlyMap<string, Register>,
): { readonly label: Text; readonly held: Text } {
  const { field, register, key: name } = wordField(word);
  const definition = known.get(register);
  const [of, title] = [definition?.title ?? { zh: register, en: register }, definition?.fields[name]?.title ?? { zh: name, en: name }];
  return {
    label: pack?.form.fields[field]?.label ?? { zh: field, en: field },
    held: { zh: `${of.zh}（${title.zh}）`, en: `${of.en} (${title.en})` },
  };
}

export async function errandCasesPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang, now, directory } = bench;
  const service = await serviceOf(c, bench);
  if (!service) return refuse(c, "notFound");
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const scope = `errands:${officer.id}:${service.id}:${service.agency}`;
  const keyset = await readKeyset(c, { cursors, scope, key: place, limit: 50 });
  if (!keyset.ok) return keyset.response;
  const { key: after, limit } = keyset.keyset;
  const since = countedSince(now);
  const asked = { pack: service.id, agency: service.agency, since, limit: limit + 1, ...(after ? { after } : {}) };
  const [rows, sums, list] = await Promise.all([
    countedCases(desk, asked),
    realErrands(desk, since, service.id),
    registers({ app: desk.pool }),
  ]);
  const sum = sums.find(({ agency }) => agency === service.agency);
  if (!sum) return refuse(c, "notFound");
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const here = routes.errandCases.to({ lang, pack: service.id, agency: service.agency });
  const next = rows.length > limit && last ? `${here}?after=${cursors.seal(scope, [last.ended, last.id])}` : undefined;
  const known = new Map(list.map((one) => [one.id, one]));
  const before = <Breadcrumbs items={[{ href: routes.errands.to({ lang }), label: text.errands }]} />;
  const content = (
    <>
      <h1>
        <LangText of={service.title} />
      </h1>
      <p>
        <LangText of={agencyTitle(directory, service.agency)} />
      </p>
      <Typed sum={sum} pack={service.pack} known={known} lang={lang} />
      <h2>
        <LangText of={text.eachCase} />
      </h2>
      <p>
        <Link href={routes.errandCasesFile.to({ lang, pack: service.id, agency: service.agency })}>
          <LangText of={text.file} />
        </Link>
      </p>
      <Table
        caption={text.eachCase}
        hideCaption
        rows={shown}
        rowKey={({ id }) => id}
        columns={[
          {
            title: text.case,
            heads: true,
            cell: ({ id, number: no }) => (
              <Link href={routes.case.to({ lang, id })}>
                <Code>{no}</Code>
              </Link>
            ),
          },
          { title: text.ended, cell: ({ ended }) => <DateTime at={ended} /> },
          ...kinds.map((kind) => ({ title: text[kind], numeric: true, cell: (one: CountedCase) => number(countOf(one, kind), lang) })),
        ]}
      />
      {after ? (
        <p>
          <Link href={here}>
            <LangText of={text.first} />
          </Link>
        </p>
      ) : null}
      <Pagination next={next} />
    </>
  );
  return sendPage(c, await framed(bench, { title: service.title, here: "errands", before }, content));
}

const countOf = (one: CountedCase, kind: (typeof kinds)[number]): number => one[kind];

function Typed(props: { sum: RealErrands; pack: Pack | undefined; known: ReadonlyMap<string, Register>; lang: "zh" | "en" }) {
  const { sum, pack, known, lang } = props;
  return (
    <>
      <h2>
        <LangText of={text.typed} />
      </h2>
      {sum.held.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.nothingTyped} />
        </p>
      ) : (
        <Table
          caption={text.typed}
          hideCaption
          rows={sum.held}
          rowKey={({ word }) => word}
          columns={[
            { title: text.typedField, heads: true, cell: ({ word }) => <LangText of={fieldOf(word, pack, known).label} /> },
            { title: text.heldBy, cell: ({ word }) => <LangText of={fieldOf(word, pack, known).held} /> },
            { title: text.inCases, numeric: true, cell: ({ cases }) => number(cases, lang) },
          ]}
        />
      )}
    </>
  );
}

const mostRows = 10_000;

export async function errandCasesFile(c: Http, bench: Bench): Promise<Response> {
  const { desk, lang, now } = bench;
  const service = await serviceOf(c, bench);
  if (!service) return refuse(c, "notFound");
  const [rows, list] = await Promise.all([
    countedCases(desk, { pack: service.id, agency: service.agency, since: countedSince(now), limit: mostRows }),
    registers({ app: desk.pool }),
  ]);
  const known = new Map(list.map((one) => [one.id, one]));
  const heads = [text.case, text.ended, text.trips, text.papers, text.fields, text.days, text.typed].map((one) => t(one, lang));
  const lines = rows.map((one) => [
    one.number,
    dateTime(one.ended, lang, desk.zone),
    ...kinds.map((kind) => String(countOf(one, kind))),
    one.held
      .map((word) => {
        const { label, held } = fieldOf(word, service.pack, known);
        return `${t(label, lang)}: ${t(held, lang)}`;
      })
      .join("; "),
  ]);
  return sendCsv(c, `errands-${service.id}-${desk.day(now)}`, [heads, ...lines]);
}

// One record: as it is, every version in both times with its origin, who was told of corrections, its shape and its series.
import type { VNode } from "preact";
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { date, list, t } from "../../platform/i18n/index.ts";
import {
  Breadcrumbs,
  Button,
  DateText,
  DateTime,
  Details,
  ErrorSummary,
  type FieldError,
  Form,
  InsetText,
  LangText,
  Link,
  Table,
  Tag,
} from "../../platform/page/index.ts";
import {
  parseGeometry,
  type Register,
  recordsById,
  recordsMeeting,
  seriesOf,
  type Told,
  toldOfRecord,
  type Version,
  versionsOf,
} from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { actorName, agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { Chart } from "./chart.tsx";
import { groundOf, isPersonal, openRegister, recordLook } from "./may.ts";
import { PurposeField } from "./purpose.tsx";
import { Shape } from "./shape.tsx";
import { RecordFields, valueText } from "./value.tsx";
import { changes, text } from "./words.ts";

export async function recordPage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench);
  if (!opened.ok) return opened.response;
  const { register } = opened;
  const id = c.req.param("id") ?? "";
  if (!/^[0-9a-f]{64}$/.test(id)) return refuse(c, "notFound");
  if (isPersonal(register)) return ask(c, bench, register, id, []);
  return show(c, bench, register, id, await versionsOf(groundOf(bench), register.id, id));
}

/** Opens a record with personal data for a purpose. */
export async function openRecord(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench);
  if (!opened.ok) return opened.response;
  const { register, post } = opened;
  const id = c.req.param("id") ?? "";
  if (!/^[0-9a-f]{64}$/.test(id)) return refuse(c, "notFound");
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const purpose = form.fields.get("purpose");
  if (purpose === undefined) return ask(c, bench, register, id, [{ name: "purpose", text: text.purposeMissing }]);
  const versions = await versionsOf(groundOf(bench), register.id, id);
  const [newest] = versions;
  if (!newest) return refuse(c, "notFound");
  await recordLook(bench, register, post, [newest.fields], Object.keys(register.fields), purpose.slice(0, 500));
  return show(c, bench, register, id, versions);
}

async function ask(c: Http, bench: Bench, register: Register, id: string, errors: readonly FieldError[]): Promise<Response> {
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.record} />
      </h1>
      <p>
        <LangText of={text.openLead} />
      </p>
      <Form action={routes.record.to({ lang: bench.lang, register: register.id, id })}>
        <PurposeField errors={errors} />
        <Button>{text.open}</Button>
      </Form>
    </>
  );
  return send(c, bench, register, content, errors.length > 0);
}

async function show(c: Http, bench: Bench, register: Register, id: string, versions: readonly Version[]): Promise<Response> {
  const [newest] = versions;
  if (!newest) return refuse(c, "notFound");
  const ground = groundOf(bench);
  const now = (await recordsById(ground, register, [Buffer.from(id, "hex")])).get(id);
  const told = await toldOfRecord(ground, register.id, id);
  const geometry = Object.entries(register.fields).find(([, { type }]) => type === "geometry")?.[0];
  const own = geometry === undefined ? undefined : parseGeometry(String(now?.[geometry] ?? ""));
  const around = own && geometry !== undefined ? (await recordsMeeting(ground, register, own, 40)).filter((one) => one.id !== id) : [];
  const points = now ? await seriesOf(ground, register, now) : [];
  const name = register.search ?? register.keys[0] ?? "";
  const content = (
    <>
      <h1>
        {register.fields[name]?.class === "open" || isPersonal(register)
          ? valueText(bench, register, name, (now ?? newest.fields)[name])
          : id.slice(0, 12)}
      </h1>
      {now ? (
        <RecordFields bench={bench} register={register} fields={now} />
      ) : (
        <InsetText>
          <LangText of={text.noneNow} />
        </InsetText>
      )}
      {points.length > 1 ? <Chart points={points} title={register.title} /> : null}
      {around.length > 0 && now && geometry !== undefined ? (
        <>
          <h2>
            <LangText of={text.around} />
          </h2>
          <Shape shapes={[String(now[geometry]), ...around.map(({ fields }) => String(fields[geometry]))]} title={text.around} />
          <ul class="govuk-list">
            {around.map((one) => (
              <li key={one.id}>
                <Link href={routes.record.to({ lang: bench.lang, register: register.id, id: one.id })}>
                  {valueText(bench, register, name, one.fields[name])}
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h2>
        <LangText of={text.history} />
      </h2>
      <History bench={bench} register={register} versions={versions} />
      <ToldOf bench={bench} register={register} told={told} />
    </>
  );
  return send(c, bench, register, content, false);
}

async function send(c: Http, bench: Bench, register: Register, content: VNode, failed: boolean): Promise<Response> {
  const { lang } = bench;
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.registers.to({ lang }), label: text.registers },
        { href: routes.register.to({ lang, register: register.id }), label: register.title },
      ]}
    />
  );
  return sendPage(c, await framed(bench, { title: register.title, here: "registers", before, failed }, content), failed ? 422 : 200);
}

/** Every version, newest first, with what it changed against the one before it. */
function History({ bench, register, versions }: { bench: Bench; register: Register; versions: readonly Version[] }) {
  const { lang } = bench;
  return (
    <Table
      caption={text.history}
      hideCaption
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        {
          title: text.version,
          heads: true,
          cell: ({ version, change }) => (
            <>
              {version} <Tag kind={change === "enter" ? "plain" : "soon"}>{changes[change]}</Tag>
            </>
          ),
        },
        {
          title: text.valid,
          cell: ({ from, to }) =>
            `${from === undefined ? t(text.since, lang) : date(from, lang)} – ${to === undefined ? t(text.openEnd, lang) : date(to, lang)}`,
        },
        { title: text.recorded, cell: ({ recorded }) => <DateTime at={recorded} /> },
        { title: text.origin, cell: (one) => <Origin bench={bench} one={one} /> },
        {
          title: text.content,
          cell: (one) => (
            <Details
              summary={{
                zh: list(
                  changedIn(versions, one).map((name) => title(register, name, "zh")),
                  "zh",
                ),
                en: list(
                  changedIn(versions, one).map((name) => title(register, name, "en")),
                  "en",
                ),
              }}
            >
              <RecordFields bench={bench} register={register} fields={one.fields} />
            </Details>
          ),
        },
      ]}
    />
  );
}

const title = (register: Register, name: string, lang: "zh" | "en"): string => register.fields[name]?.title[lang] ?? name;

/** Fields that a version holds differently from the one before it; of the first all. */
function changedIn(versions: readonly Version[], one: Version): readonly string[] {
  const before = versions.find(({ version }) => version < one.version)?.fields ?? {};
  const names = [...new Set([...Object.keys(one.fields), ...Object.keys(before)])];
  const changed = names.filter((name) => one.fields[name] !== before[name]);
  return changed.length > 0 ? changed : names.slice(0, 1);
}

function Origin({ bench, one }: { bench: Bench; one: Version }) {
  const { lang, directory } = bench;
  const { provenance } = one;
  if (provenance.kind === "case") {
    return (
      <Link href={routes.case.to({ lang, id: provenance.case })}>
        <LangText of={text.caseOf} />
      </Link>
    );
  }
  if (provenance.kind !== "load") return <>—</>;
  return (
    <>
      {one.file ?? "—"}
      {lang === "zh" ? `，第 ${provenance.row} 行` : `, row ${provenance.row}`}
      <span class="e-row-more e-muted">
        <LangText of={one.actor === undefined || one.actor === "operator" ? text.operator : actorName(directory, one.actor)} />
      </span>
    </>
  );
}

function ToldOf({ bench, register, told }: { bench: Bench; register: Register; told: readonly Told[] }) {
  if (told.length === 0) return null;
  return (
    <Table
      caption={text.told}
      rows={told}
      rowKey={({ version, agency, case: id }) => `${version} ${agency} ${id}`}
      columns={[
        { title: text.agency, heads: true, cell: ({ agency }) => <LangText of={agencyTitle(bench.directory, agency)} /> },
        {
          title: text.fields,
          cell: ({ fields }) =>
            list(
              fields.map((name) => title(register, name, bench.lang)),
              bench.lang,
            ),
        },
        { title: text.given, cell: ({ givenAt }) => <DateText of={givenAt} /> },
        { title: text.told, cell: ({ at }) => <DateText of={at} /> },
      ]}
    />
  );
}

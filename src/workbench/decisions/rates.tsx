// The rates of a pack with their history: what holds on a day, what held before, what will.
import { bracketsOn, changesOf, type Dated, type Rate, type Scale, valueOn } from "../../engine/rates/index.ts";
import { errorAnswer, type Http, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  DateText,
  Details,
  ErrorSummary,
  type FieldError,
  Input,
  LangText,
  SummaryList,
  Table,
  Tag,
} from "../../platform/page/index.ts";
import { text as words } from "../admin/words.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { scaleKinds, text } from "./words.ts";

const isDay = (written: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(written) && !Number.isNaN(Date.parse(`${written}T00:00:00Z`));

export async function ratesPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, lang, now } = bench;
  const hash = c.req.param("hash") ?? "";
  const version = (await desk.catalogue.versions()).find((one) => one.hash === hash);
  if (!version) return errorAnswer(c, { status: 404, title: text.noFile, detail: text.noFileText });
  const pack = await desk.catalogue.pack(hash);
  const asked = (c.req.query("on") ?? "").trim();
  const errors: FieldError[] = asked === "" || isDay(asked) ? [] : [{ name: "on", text: text.badDay }];
  const day = asked !== "" && errors.length === 0 ? asked : desk.day(now);
  const title = { zh: `${pack.header.title.zh}：${text.rates.zh}`, en: `${pack.header.title.en}: ${text.rates.en}` };
  const rates = Object.entries(pack.rates);
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={title} />
      </h1>
      <p>
        <LangText of={rates.length > 0 ? text.ratesLead : text.noRates} />
      </p>
      <form method="get" action={routes.rates.to({ lang, hash })} noValidate>
        <Input
          name="on"
          label={text.onDay}
          value={asked === "" ? day : asked.slice(0, 40)}
          error={errors[0]?.text}
          width={10}
          maxlength={40}
        />
        <Button kind="second">{text.show}</Button>
      </form>
      {rates.map(([name, rate]) => (
        <section key={name}>
          <h2>
            <LangText of={rate.title} />
          </h2>
          <About name={name} rate={rate} />
          {rate.kind === "rate" ? <Values rate={rate} day={day} /> : <Brackets scale={rate} day={day} />}
        </section>
      ))}
    </>
  );
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.packs.to({ lang }), label: words.packs },
        { href: routes.pack.to({ lang, hash }), label: pack.header.title },
      ]}
    />
  );
  const page = await framed(bench, { title, here: "packs", before, failed: errors.length > 0 }, content);
  return sendPage(c, page, errors.length > 0 ? 422 : 200);
}

function About({ name, rate }: { name: string; rate: Rate | Scale }) {
  const rows = [
    { key: text.key, value: <span class="e-code">{name}</span> },
    { key: text.unit, value: <span class="e-code">{rate.unit}</span> },
    ...(rate.law === undefined ? [] : [{ key: text.law, value: <span class="e-code">{rate.law}</span> }]),
    ...(rate.kind === "scale" ? [{ key: text.reading, value: <LangText of={scaleKinds[rate.how]} /> }] : []),
  ];
  return <SummaryList rows={rows} />;
}

interface Line {
  readonly from: string;
  readonly until: string | undefined;
  readonly value: number | null;
  readonly holds: boolean;
}

/** Latest first; `until` is the day on which the next begins. */
const linesOf = (values: Dated, day: string): Line[] =>
  values
    .map(({ from, value }, at) => {
      const until = values[at + 1]?.from;
      return { from, until, value, holds: from <= day && (until === undefined || day < until) };
    })
    .toReversed();

function Values({ rate, day }: { rate: Rate; day: string }) {
  return (
    <>
      {valueOn(rate.values, day) === undefined ? (
        <p>
          <LangText of={text.nothingOn(day)} />
        </p>
      ) : null}
      <Table
        caption={text.history}
        hideCaption
        rows={linesOf(rate.values, day)}
        rowKey={({ from }) => from}
        columns={[
          { title: text.from, heads: true, cell: ({ from }) => <DateText of={from} /> },
          { title: text.until, cell: ({ until }) => (until === undefined ? <LangText of={text.open} /> : <DateText of={until} />) },
          {
            title: text.value,
            numeric: true,
            cell: ({ value }) => (value === null ? <LangText of={text.none} /> : <span class="e-figures">{value}</span>),
          },
          {
            title: text.holds,
            cell: ({ holds }) => (holds ? <Tag kind="done">{text.holds}</Tag> : null),
          },
        ]}
      />
    </>
  );
}

function Brackets({ scale, day }: { scale: Scale; day: string }) {
  const days = changesOf(scale).toReversed();
  return (
    <>
      <OnDay scale={scale} day={day} />
      <Details summary={text.changes}>
        {days.map((one) => (
          <OnDay key={one} scale={scale} day={one} />
        ))}
      </Details>
    </>
  );
}

function OnDay({ scale, day }: { scale: Scale; day: string }) {
  const rows = bracketsOn(scale, day);
  if (rows.length === 0) {
    return (
      <p>
        <LangText of={text.nothingOn(day)} />
      </p>
    );
  }
  return (
    <Table
      caption={text.scaleOn(day)}
      rows={rows}
      rowKey={({ above }) => String(above)}
      columns={[
        {
          title: { zh: `${text.above.zh}（${scale.of}）`, en: `${text.above.en} (${scale.of})` },
          heads: true,
          cell: ({ above }) => <span class="e-figures">{above}</span>,
        },
        {
          title: { zh: `${text.rate.zh}（${scale.unit}）`, en: `${text.rate.en} (${scale.unit})` },
          numeric: true,
          cell: ({ rate }) => <span class="e-figures">{rate}</span>,
        },
      ]}
    />
  );
}

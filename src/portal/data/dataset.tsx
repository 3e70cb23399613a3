// One dataset: what it holds and means, a look at its rows, its files, how good it is, and how programs read it.
import {
  classificationTitles,
  type Dataset,
  datasetBy,
  fileOf,
  formatName,
  frequencies,
  licences,
  themes,
  uriOf,
} from "../../opendata/index.ts";
import { date, list, number, percent, size } from "../../platform/i18n/index.ts";
import {
  Breadcrumbs,
  Code,
  CopyableCode,
  DateText,
  DateTime,
  Details,
  Link,
  SummaryList,
  type SummaryRow,
  Table,
  Tag,
  usePage,
  useSay,
} from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { words as all } from "../messages.ts";
import { routes } from "../routes.ts";
import { offeredService } from "../services/service.tsx";
import { typeWords, words } from "./messages.ts";
import { withdrawnPage } from "./withdrawn.tsx";

export async function datasetPage(visit: Visit): Promise<Response> {
  const { c, lang, desk } = visit;
  const dataset = await datasetBy(desk.pool, param(visit, "id"));
  if (!dataset) return withdrawnPage(visit);
  if (dataset.id !== param(visit, "id")) return c.redirect(routes.dataset.to({ lang, id: dataset.id }), 301);
  const complaint = dataset.complaint === undefined ? undefined : (await offeredService(visit, dataset.complaint))?.header.id;
  const crumbs = [
    { href: routes.home.to({ lang }), label: all.home },
    { href: routes.data.to({ lang }), label: words.title },
  ];
  const path = uriOf("", dataset.id);
  const alternates = [
    { type: "application/ld+json", href: `${path}.jsonld` },
    { type: "text/turtle", href: `${path}.ttl` },
  ];
  return show(
    visit,
    { title: dataset.title, forms: false, before: <Breadcrumbs items={crumbs} />, alternates, wide: true },
    <Whole visit={visit} dataset={dataset} complaint={complaint} />,
  );
}

function Whole({ visit, dataset, complaint }: { visit: Visit; dataset: Dataset; complaint: string | undefined }) {
  const s = useSay();
  const { lang } = usePage();
  const { quality, fields } = dataset;
  const share = fields.reduce((sum, { name }) => sum + (quality.filled[name] ?? 0), 0) / Math.max(1, fields.length);
  return (
    <>
      <h1>{s(dataset.title)}</h1>
      <p class="e-lead">{s(dataset.description)}</p>
      <h2>{s(words.downloads)}</h2>
      <Downloads dataset={dataset} />
      <Checksums dataset={dataset} />
      <h2>{s(words.about)}</h2>
      <About visit={visit} dataset={dataset} />
      {fields.length > 0 ? <Fields dataset={dataset} /> : null}
      {fields.length > 0 ? <Preview dataset={dataset} /> : null}
      <h2>{s(words.quality)}</h2>
      {fields.length > 0 ? <p>{s(words.qualityLead(number(quality.rows, lang), percent(share, lang)))}</p> : null}
      <Complaint visit={visit} dataset={dataset} complaint={complaint} />
      <h2>{s(words.api)}</h2>
      <Programs visit={visit} dataset={dataset} />
    </>
  );
}

function Downloads({ dataset }: { dataset: Dataset }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <Table
      caption={words.downloads}
      hideCaption
      rows={dataset.distributions}
      rowKey={({ name }) => name}
      columns={[
        {
          title: words.file,
          heads: true,
          cell: (one) => (
            <a class="govuk-link" href={fileOf("", dataset.id, one)}>
              {one.name}
            </a>
          ),
        },
        { title: words.format, cell: ({ format }) => formatName(format) },
        {
          title: words.size,
          numeric: true,
          cell: ({ bytes }) => (bytes === undefined ? s(words.made) : <Code>{size(bytes, lang)}</Code>),
        },
      ]}
    />
  );
}

/** For whoever wants to be sure that what arrived is what was published. */
function Checksums({ dataset }: { dataset: Dataset }) {
  const rows = dataset.distributions.flatMap(({ name, sha256 }) =>
    sha256 === undefined
      ? []
      : [{ key: { zh: name, en: name }, value: <CopyableCode label={{ zh: name, en: name }}>{sha256}</CopyableCode> }],
  );
  return rows.length === 0 ? null : (
    <Details summary={words.checksum}>
      <SummaryList rows={rows} plain />
    </Details>
  );
}

function About({ visit, dataset }: { visit: Visit; dataset: Dataset }) {
  const s = useSay();
  const { lang } = usePage();
  const { directory } = visit;
  const agency = directory?.agency(dataset.agency);
  const licence = licences[dataset.licence];
  const area = directory?.city.area;
  const divisions = (dataset.spatial.length > 0 ? dataset.spatial : area === undefined ? [] : [area]).map(
    (code) =>
      directory?.city.divisions.find((one) => one.code === code)?.name ??
      (code === area && directory ? directory.city.name : { zh: code, en: code }),
  );
  const { temporal } = dataset;
  const rows: SummaryRow[] = [
    { key: words.agency, value: s(agencyTitle(visit, dataset.agency)) },
    { key: words.theme, value: s(themes[dataset.theme]) },
    { key: words.rows, value: number(dataset.quality.rows, lang) },
    { key: words.frequency, value: s(frequencies[dataset.frequency].title) },
    { key: words.modified, value: <DateTime at={dataset.modified} /> },
    { key: words.issued, value: <DateText of={dataset.issued} /> },
    { key: words.covers, value: list(divisions.map(s), lang) },
    ...(temporal
      ? [
          {
            key: words.period,
            value: s(
              temporal.to === undefined
                ? words.since(date(temporal.from, lang))
                : words.until(date(temporal.from, lang), date(temporal.to, lang)),
            ),
          },
        ]
      : []),
    { key: words.classification, value: s(classificationTitles[dataset.classification]) },
    { key: words.sharing, value: s(words.unconditional) },
    {
      key: words.licence,
      value: (
        <a class="govuk-link" href={licence.url} rel="license">
          {s(licence.title)}
        </a>
      ),
    },
    ...(dataset.keywords[lang].length > 0 ? [{ key: words.keywords, value: list(dataset.keywords[lang], lang) }] : []),
    ...(agency
      ? [
          {
            key: words.contact,
            value: s({ zh: words.contactAt(agency.title.zh, agency.phone).zh, en: words.contactAt(agency.title.en, agency.phone).en }),
          },
        ]
      : []),
  ];
  return <SummaryList rows={rows} />;
}

function Fields({ dataset }: { dataset: Dataset }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <Table
      caption={words.fields}
      rows={dataset.fields}
      rowKey={({ name }) => name}
      columns={[
        { title: words.field, heads: true, cell: ({ name }) => <code class="e-code">{name}</code> },
        {
          title: words.fieldTitle,
          cell: ({ title, meaning, values }) => (
            <div>
              {s(title)}
              {meaning ? <p class="e-muted e-small">{s(meaning)}</p> : null}
              {values ? (
                <p class="e-muted e-small">
                  {s(words.values)}
                  {Object.entries(values)
                    .map(([value, text]) => `${value} = ${s(text)}`)
                    .join(s({ zh: "，", en: ", " }))}
                </p>
              ) : null}
            </div>
          ),
        },
        { title: words.type, cell: ({ type }) => <Code>{s(typeWords[type])}</Code> },
        { title: words.classification, cell: ({ classification }) => <Tag>{classificationTitles[classification]}</Tag> },
        { title: words.filled, numeric: true, cell: ({ name }) => percent(dataset.quality.filled[name] ?? 0, lang) },
      ]}
    />
  );
}

/** A long value, a shape for example, tells enough by how it begins. */
const short = (text: string): string => (text.length > longestCell ? `${text.slice(0, longestCell)}…` : text);
const longestCell = 120;

function Preview({ dataset: { preview, fields } }: { dataset: Dataset }) {
  const s = useSay();
  if (preview.length === 0) return <p>{s(words.noRows)}</p>;
  const rows = preview.map((row, at) => ({ at: at + 1, row }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what moves sideways must be reached by keyboard.
    <section class="e-scroll" aria-label={s(words.preview(preview.length))} tabIndex={0}>
      <Table
        caption={words.preview(preview.length)}
        rows={rows}
        rowKey={({ at }) => String(at)}
        columns={fields.map(({ name, title, type, values }, at) => ({
          title,
          heads: at === 0,
          numeric: type === "number",
          cell: ({ row }: (typeof rows)[number]) => {
            const value = row[name];
            const text = typeof value === "string" && values && Object.hasOwn(values, value) ? values[value] : undefined;
            return text ? s(text) : value === null || value === undefined ? "" : short(String(value));
          },
        }))}
      />
    </section>
  );
}

function Complaint({ visit, dataset, complaint }: { visit: Visit; dataset: Dataset; complaint: string | undefined }) {
  const s = useSay();
  const { lang, directory } = visit;
  const agency = directory?.agency(dataset.agency);
  return (
    <>
      <h3>{s(words.wrong)}</h3>
      <ul>
        {complaint === undefined ? null : (
          <li>
            <Link href={routes.service.to({ lang, id: complaint })}>{s(words.complain)}</Link>
          </li>
        )}
        {agency ? (
          <li>
            {s(words.complainByPhone)} <Link href={`tel:${agency.phone.replace(/[^\d+]/g, "")}`}>{agency.phone}</Link>
          </li>
        ) : null}
      </ul>
    </>
  );
}

function Programs({ visit, dataset }: { visit: Visit; dataset: Dataset }) {
  const s = useSay();
  const base = visit.desk.publicUrl;
  const csv = dataset.distributions.find(({ format }) => format === "CSV");
  const examples = [
    ["CKAN", `curl '${base}/api/3/action/package_show?id=${dataset.id}'`],
    ...(csv ? [["CSV", `curl -O '${fileOf(base, dataset.id, csv)}'`]] : []),
    ["DCAT-AP", `curl -H 'Accept: text/turtle' -L '${uriOf(base, dataset.id)}'`],
    ["Data Package", `curl '${uriOf(base, dataset.id)}/datapackage.json'`],
  ] as const;
  return (
    <>
      <p>{s(words.apiLead)}</p>
      <dl class="govuk-summary-list">
        {examples.map(([name = "", call = ""]) => (
          <div key={name} class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{name}</dt>
            <dd class="govuk-summary-list__value">
              <CopyableCode label={{ zh: name, en: name }}>{call}</CopyableCode>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

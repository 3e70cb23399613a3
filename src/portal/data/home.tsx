// Open data: what is published, found by words and narrowed by facets. The address holds the search, so that it can be kept and sent.
import {
  type Facet,
  type Format,
  type Found,
  facets,
  formatName,
  licences,
  type Place,
  searchDatasets,
  themes,
} from "../../opendata/index.ts";
import { refuse } from "../../platform/http/index.ts";
import { number, type Text } from "../../platform/i18n/index.ts";
import { DateText, EmptyState, FilterPanel, Link, Pagination, SearchBox, Select, Tag, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

/** Characters of a search that are read. */
const longest = 200;
const pageSize = 20;

/** What the address asks for. */
interface Asked {
  readonly q: string;
  readonly chosen: Readonly<Partial<Record<Facet, string>>>;
  readonly after: Place | undefined;
}

/** Reads the address; undefined for a place in the list that no page gave. */
function askedIn(query: Readonly<Record<string, string>>): Asked | undefined {
  const chosen = Object.fromEntries(
    facets.flatMap((facet) => {
      const value = query[facet]?.trim().slice(0, longest);
      return value ? [[facet, value]] : [];
    }),
  );
  const place = /^([01])\.(\d{1,15})\.([a-z][a-z0-9-]{0,99})$/.exec(query.after ?? "");
  if (query.after !== undefined && !place) return undefined;
  const after = place ? { score: Number(place[1]), modified: Number(place[2]), id: place[3] ?? "" } : undefined;
  return { q: (query.q ?? "").trim().slice(0, longest), chosen, after };
}

export async function dataPage(visit: Visit): Promise<Response> {
  const { c, lang, desk } = visit;
  const asked = askedIn(c.req.query());
  if (!asked) return refuse(c, "badCursor");
  const { q, chosen, after } = asked;
  const found = await searchDatasets(desk.pool, { words: q, facets: chosen }, { limit: pageSize, ...(after ? { after } : {}) });
  const alternates = [
    { type: "application/ld+json", href: "/catalogue.jsonld" },
    { type: "text/turtle", href: "/catalogue.ttl" },
  ];
  return show(visit, { title: words.title, forms: false, alternates }, <Data visit={visit} asked={asked} found={found} lang={lang} />);
}

/** The address of a search. */
const addressOf = (lang: Visit["lang"], { q, chosen }: Pick<Asked, "q" | "chosen">, after?: Place): string =>
  routes.data.to({ lang }, { q: q || undefined, ...chosen, after: after && `${after.score}.${after.modified}.${after.id}` });

/** What a facet's value is called. */
export function facetTitle(visit: Pick<Visit, "directory">, facet: Facet, value: string): Text {
  if (facet === "agency") return agencyTitle(visit, value);
  if (facet === "theme" && Object.hasOwn(themes, value)) return themes[value as keyof typeof themes];
  if (facet === "licence" && Object.hasOwn(licences, value)) return licences[value as keyof typeof licences].short;
  const name = facet === "format" ? formatName(value as Format) : value;
  return { zh: name, en: name };
}

function Data({ visit, asked, found, lang }: { visit: Visit; asked: Asked; found: Found; lang: Visit["lang"] }) {
  const s = useSay();
  const { q, chosen, after } = asked;
  const narrowed = q !== "" || Object.keys(chosen).length > 0;
  const last = found.datasets.at(-1);
  const total = number(found.count, lang);
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p class="e-lead">{s(words.lead)}</p>
      <SearchBox action={routes.data.to({ lang })} label={words.search} value={q} keep={chosen as Record<string, string>} />
      {found.count > 0 || narrowed ? <Filters visit={visit} asked={asked} found={found} /> : null}
      {found.datasets.length > 0 ? (
        <section aria-labelledby="found">
          <h2 id="found">{s(found.about ? words.aboutCount(total) : words.count(total))}</h2>
          <ul class="govuk-list e-services">
            {found.datasets.map((one) => (
              <li key={one.id}>
                <a class="govuk-link e-services__name" href={routes.dataset.to({ lang, id: one.id })}>
                  {s(one.title)}
                </a>
                <p class="e-services__summary">{s(one.description)}</p>
                <p class="e-muted e-small">
                  {s(agencyTitle(visit, one.agency))} · {s(themes[one.theme])} · <DateText of={one.modified} />{" "}
                  {[...new Set(one.distributions.map(({ format }) => format))].map((format) => (
                    <Tag key={format}>{{ zh: formatName(format), en: formatName(format) }}</Tag>
                  ))}
                </p>
              </li>
            ))}
          </ul>
          <Pagination
            previous={after ? addressOf(lang, asked) : undefined}
            next={found.more && last ? addressOf(lang, asked, last.place) : undefined}
          />
        </section>
      ) : (
        <EmptyState title={narrowed ? words.nothing : words.none}>
          <p>{s(narrowed ? words.nothingHelp : words.noneHelp)}</p>
        </EmptyState>
      )}
      <h2>{s(words.programs)}</h2>
      <p>{s(words.programsLead)}</p>
      <ul>
        <li>
          <a class="govuk-link" href="/api/3/action/package_search">
            {s(words.ckan)}
          </a>
        </li>
        <li>
          {s(words.dcat)}: <Link href="/catalogue.jsonld">JSON-LD</Link>, <Link href="/catalogue.ttl">Turtle</Link>
        </li>
        <li>
          {s(words.cpsv)}: <Link href="/services.jsonld">JSON-LD</Link>, <Link href="/services.ttl">Turtle</Link>
        </li>
      </ul>
    </>
  );
}

function Filters({ visit, asked, found }: { visit: Visit; asked: Asked; found: Found }) {
  const { lang } = visit;
  const { q, chosen } = asked;
  const active = facets.flatMap((facet) => {
    const value = chosen[facet];
    if (value === undefined) return [];
    const { [facet]: _, ...rest } = chosen;
    return [{ label: facetTitle(visit, facet, value), without: addressOf(lang, { q, chosen: rest }) }];
  });
  return (
    <FilterPanel action={routes.data.to({ lang })} active={active} clear={addressOf(lang, { q, chosen: {} })}>
      {q === "" ? null : <input type="hidden" name="q" value={q} />}
      {facets.map((facet) => {
        const values = found.values[facet].map(({ value, n }) => ({ value, label: optionOf(facetTitle(visit, facet, value), n) }));
        const value = chosen[facet];
        const missing =
          value !== undefined && !values.some((one) => one.value === value) ? [{ value, label: facetTitle(visit, facet, value) }] : [];
        return <Select key={facet} name={facet} label={words[facet]} empty={words.any} options={[...missing, ...values]} value={value} />;
      })}
    </FilterPanel>
  );
}

/** A value with how many have it, where that was counted. */
const optionOf = (title: Text, n: number | undefined): Text =>
  n === undefined ? title : { zh: words.option(title.zh, number(n, "zh")).zh, en: words.option(title.en, number(n, "en")).en };

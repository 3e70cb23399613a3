// CKAN's read actions (API version 3), by name: what each is for, and what it gives.
import type { Lang } from "../../platform/i18n/index.ts";
import type { Dataset } from "../format.ts";
import { type OpenDataGround, placeOf } from "../ground.ts";
import type { Place } from "../rdf/place.ts";
import { type DatasetRow, datasetBy, datasetColumns, datasetOf } from "../store.ts";
import { type Licence, licences } from "../vocabulary.ts";
import { withdrawnBy } from "../withdrawn.ts";
import { notFound } from "./answer.ts";
import { boolean, type Given, id, natural, text } from "./given.ts";
import { packageSearch } from "./package-search.ts";
import { datasetRange, groupOf, idFor, organisationOf, packageOf, resourceId, resourceOf, tagOf } from "./shape.ts";
import { groupName } from "./where.ts";

interface Asked {
  readonly ground: OpenDataGround;
  readonly place: Place;
  readonly lang: Lang;
  readonly given: Given;
  readonly now: number;
}
interface Action {
  readonly help: string;
  readonly run: (asked: Asked) => Promise<unknown>;
}

const most = 1000;
const many = 1_000_000_000;

async function tally({ pool }: OpenDataGround, facet: string): Promise<readonly { value: string; n: number }[]> {
  const { rows } = await pool.query<{ value: string; n: number }>(
    "select value, n from opendata.tally where facet = $1 and n > 0 order by value",
    [facet],
  );
  return rows;
}

async function someDatasets({ pool }: OpenDataGround, condition: string, value: unknown): Promise<readonly Dataset[]> {
  const { rows } = await pool.query<DatasetRow>(
    `select ${datasetColumns} from opendata.dataset d where ${condition} order by d.modified desc, d.id limit 10`,
    [value],
  );
  return rows.map(datasetOf);
}

/** The names, or with `all_fields` the things, of a short list that was counted. */
function listed(
  given: Given,
  rows: readonly { value: string; n: number }[],
  nameOf: (value: string) => string,
  thing: (value: string) => Record<string, unknown>,
): unknown {
  const [limit, offset] = [natural(given, "limit", most, most), natural(given, "offset", 0, many)];
  const page = rows.slice(offset, offset + limit);
  return boolean(given, "all_fields", false)
    ? page.map(({ value, n }) => ({ ...thing(value), package_count: n }))
    : page.map(({ value }) => nameOf(value));
}

async function shown(
  { ground, place, lang, given }: Asked,
  facet: "agency" | "theme",
  kind: string,
  nameOf: (value: string) => string,
  thing: (value: string) => Record<string, unknown>,
): Promise<unknown> {
  const wanted = id(given);
  const found = (await tally(ground, facet)).find(({ value }) => nameOf(value) === wanted || idFor(kind, value) === wanted.toLowerCase());
  if (!found) throw notFound();
  const datasets = boolean(given, "include_datasets", false) ? await someDatasets(ground, `d.${facet} = $1`, found.value) : [];
  return {
    ...thing(found.value),
    package_count: found.n,
    ...(datasets.length > 0 ? { packages: datasets.map((one) => packageOf(place, one, lang)) } : {}),
  };
}

const same = (value: string): string => value;

export const actions: Readonly<Record<string, Action>> = {
  package_search: {
    help: "Searches datasets. q, fq and fq_list in Solr's syntax (words, field:value, ranges of metadata_modified and metadata_created, AND, OR, NOT, brackets; withdrawn datasets, state: deleted, come with include_deleted, with state:deleted, and where metadata_modified is bounded and state is not named), sort, rows (at most 1000), start, facet.field (organization, groups, license_id, res_format, tags), facet.limit, facet.mincount.",
    run: ({ ground, place, lang, given, now }) => packageSearch(ground.pool, place, lang, given, now),
  },
  package_show: {
    help: "One dataset, or what remains of one that was withdrawn (state: deleted). id: its name or id.",
    run: async ({ ground, place, lang, given }) => {
      const wanted = text(given, "id") ?? id(given, "name_or_id");
      const dataset = await datasetBy(ground.pool, wanted);
      if (dataset) return packageOf(place, dataset, lang);
      const gone = await withdrawnBy(ground.pool, wanted);
      if (!gone) throw notFound();
      return packageOf(place, gone, lang, "deleted");
    },
  },
  package_list: {
    help: "The names of all datasets. limit, offset.",
    run: async ({ ground, given }) => {
      const { rows } = await ground.pool.query<{ id: string }>("select id from opendata.dataset order by id limit $1 offset $2", [
        natural(given, "limit", many, many),
        natural(given, "offset", 0, many),
      ]);
      return rows.map((row) => row.id);
    },
  },
  current_package_list_with_resources: {
    help: "Datasets with their resources, the last changed first. limit (at most 1000), offset.",
    run: async ({ ground, place, lang, given }) => {
      const { rows } = await ground.pool.query<DatasetRow>(
        `select ${datasetColumns} from opendata.dataset d order by d.modified desc, d.id desc limit $1 offset $2`,
        [natural(given, "limit", 100, most), natural(given, "offset", 0, many)],
      );
      return rows.map((row) => packageOf(place, datasetOf(row), lang));
    },
  },
  resource_show: {
    help: "One resource of a dataset. id: its id.",
    run: async ({ ground, place, given }) => {
      const wanted = id(given).toLowerCase();
      const range = datasetRange(wanted);
      if (!range) throw notFound();
      const { rows } = await ground.pool.query<DatasetRow>(
        `select ${datasetColumns} from opendata.dataset d where d.uid between $1 and $2`,
        [...range],
      );
      for (const dataset of rows.map(datasetOf)) {
        const at = dataset.distributions.findIndex((_, n) => resourceId(dataset.uid, n) === wanted);
        if (at >= 0) return resourceOf(place, dataset, at);
      }
      throw notFound();
    },
  },
  organization_list: {
    help: "The departments that publish datasets. all_fields, limit, offset.",
    run: async ({ ground, place, lang, given }) =>
      listed(given, await tally(ground, "agency"), same, (agency) => organisationOf(place, agency, lang)),
  },
  organization_show: {
    help: "One department. id: its name or id; include_datasets.",
    run: (asked) => shown(asked, "agency", "agency", same, (agency) => organisationOf(asked.place, agency, asked.lang)),
  },
  group_list: {
    help: "The themes that have datasets. all_fields, limit, offset.",
    run: async ({ ground, lang, given }) => listed(given, await tally(ground, "theme"), groupName, (theme) => groupOf(theme, lang)),
  },
  group_show: {
    help: "One theme. id: its name or id; include_datasets.",
    run: (asked) => shown(asked, "theme", "theme", groupName, (theme) => groupOf(theme, asked.lang)),
  },
  tag_list: {
    help: "All tags. query: only those that hold it; all_fields; limit (at most 1000), offset.",
    run: async ({ ground, given }) => {
      const query = text(given, "query")
        ?.slice(0, 100)
        .replace(/[\\%_]/g, "\\$&");
      const { rows } = await ground.pool.query<{ tag: string }>(
        `select distinct tag from opendata.dataset d, unnest(d.tags) tag where $1::text is null or tag ilike '%' || $1 || '%' order by tag limit $2 offset $3`,
        [query ?? null, natural(given, "limit", most, most), natural(given, "offset", 0, many)],
      );
      return boolean(given, "all_fields", false) ? rows.map(({ tag }) => tagOf(tag)) : rows.map(({ tag }) => tag);
    },
  },
  license_list: {
    help: "The licences under which datasets are published.",
    run: async ({ lang }) =>
      (Object.keys(licences) as Licence[]).map((key) => ({
        id: key,
        title: licences[key].title[lang],
        url: licences[key].url,
        status: "active",
        od_conformance: "approved",
      })),
  },
  status_show: {
    help: "What this site is.",
    run: async ({ place, lang }) => ({
      ckan_version: "2.10",
      site_url: place.base,
      site_title: place.directory.city.name[lang],
      site_description: "",
      error_emails_to: null,
      locale_default: "zh_Hans_CN",
      extensions: [],
    }),
  },
  site_read: { help: "Whether the site can be read: true.", run: async () => true },
  help_show: {
    help: "What an action is for. name: the action.",
    run: async ({ given }) => {
      const name = id(given, "name");
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
      if (!action) throw notFound();
      return action.help;
    },
  },
};

/** Runs an action of the table. */
export async function run(ground: OpenDataGround, name: string, lang: Lang, given: Given, now: number): Promise<unknown> {
  const place = await placeOf(ground);
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!place || !action) throw notFound();
  return action.run({ ground, place, lang, given, now });
}

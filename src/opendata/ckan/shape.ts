// Datasets, organisations and groups as CKAN's clients know them.
import { createHash } from "node:crypto";
import { type Lang, type Text, t } from "../../platform/i18n/index.ts";
import type { Dataset } from "../format.ts";
import { tableSchemaOf } from "../package/descriptor-of.ts";
import { fileOf, pageOf, uriOf } from "../places.ts";
import type { Place } from "../rdf/place.ts";
import { formatName, formats, frequencies, licences, type Theme, themes } from "../vocabulary.ts";
import { groupName } from "./where.ts";

/** CKAN's instants: UTC without saying so. */
const ckanTime = (at: number): string => `${new Date(at).toISOString().slice(0, -1)}000`;

/** An id of CKAN's form for something that has a name of its own. */
export function idFor(kind: string, name: string): string {
  const hex = createHash("sha256").update(`${kind}:${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A resource's id: its dataset's, one version number up, counted on by its place, so that the dataset is found from it. */
export function resourceId(uid: string, at: number): string {
  const last = (Number.parseInt(uid.slice(-2), 16) + at + 1) % 256;
  return `${uid.slice(0, 14)}8${uid.slice(15, -2)}${last.toString(16).padStart(2, "0")}`;
}
/** The ids between which a resource's dataset lies; undefined for what is no resource's id. */
export const datasetRange = (id: string): readonly [string, string] | undefined => {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)) return undefined;
  const stem = `${id.slice(0, 14)}4${id.slice(15, -2)}`.toLowerCase();
  return [`${stem}00`, `${stem}ff`];
};

export function organisationOf(place: Place, agency: string, lang: Lang): Record<string, unknown> {
  const title = place.directory.agency(agency)?.title ?? { zh: agency, en: agency };
  return {
    id: idFor("agency", agency),
    name: agency,
    title: t(title, lang),
    display_name: t(title, lang),
    description: "",
    type: "organization",
    is_organization: true,
    approval_status: "approved",
    state: "active",
    image_url: "",
  };
}

export function groupOf(theme: string, lang: Lang): Record<string, unknown> {
  const title: Text = Object.hasOwn(themes, theme) ? themes[theme as Theme] : { zh: theme, en: theme };
  return {
    id: idFor("theme", theme),
    name: groupName(theme),
    title: t(title, lang),
    display_name: t(title, lang),
    description: "",
    image_display_url: "",
  };
}

export const tagOf = (name: string): Record<string, unknown> => ({
  id: idFor("tag", name),
  name,
  display_name: name,
  state: "active",
  vocabulary_id: null,
});

/** A dataset, or what remains of one that was withdrawn, as `package_show` gives it: texts in the reader's language, and both beside them. */
export function packageOf(place: Place, dataset: Dataset, lang: Lang, state: "active" | "deleted" = "active"): Record<string, unknown> {
  const { base } = place;
  const organisation = organisationOf(place, dataset.agency, lang);
  const tags = [...new Set([...dataset.keywords.zh, ...dataset.keywords.en])].map(tagOf);
  const licence = licences[dataset.licence];
  return {
    id: dataset.uid,
    name: dataset.id,
    title: t(dataset.title, lang),
    title_translated: { zh_Hans_CN: dataset.title.zh, en: dataset.title.en },
    notes: t(dataset.description, lang),
    notes_translated: { zh_Hans_CN: dataset.description.zh, en: dataset.description.en },
    url: pageOf(base, lang, dataset.id),
    type: "dataset",
    state,
    private: false,
    isopen: true,
    version: null,
    author: organisation.title,
    author_email: null,
    maintainer: organisation.title,
    maintainer_email: null,
    owner_org: organisation.id,
    organization: organisation,
    license_id: dataset.licence,
    license_title: t(licence.title, lang),
    license_url: licence.url,
    metadata_created: ckanTime(dataset.issued),
    metadata_modified: ckanTime(dataset.modified),
    groups: [groupOf(dataset.theme, lang)],
    tags,
    num_tags: tags.length,
    resources: dataset.distributions.map((_, at) => resourceOf(place, dataset, at)),
    num_resources: dataset.distributions.length,
    extras: [
      { key: "uri", value: uriOf(base, dataset.id) },
      { key: "frequency", value: frequencies[dataset.frequency].code },
      { key: "theme", value: JSON.stringify([dataset.theme]) },
      { key: "classification", value: dataset.classification },
      { key: "spatial_codes", value: JSON.stringify(dataset.spatial) },
      { key: "rows", value: String(dataset.quality.rows) },
      ...(dataset.temporal ? [{ key: "temporal_start", value: dataset.temporal.from }] : []),
      ...(dataset.temporal?.to === undefined ? [] : [{ key: "temporal_end", value: dataset.temporal.to }]),
    ],
    relationships_as_subject: [],
    relationships_as_object: [],
  };
}

/** One of a dataset's resources, by its place among them. */
export function resourceOf({ base }: Place, dataset: Dataset, at: number): Record<string, unknown> | undefined {
  const one = dataset.distributions[at];
  return (
    one && {
      id: resourceId(dataset.uid, at),
      package_id: dataset.uid,
      name: one.name,
      description: "",
      format: formatName(one.format),
      mimetype: formats[one.format].mediaType,
      url: fileOf(base, dataset.id, one),
      url_type: null,
      resource_type: null,
      size: one.bytes ?? null,
      hash: one.sha256 === undefined ? "" : `sha256:${one.sha256}`,
      created: ckanTime(dataset.issued),
      last_modified: ckanTime(dataset.modified),
      metadata_modified: ckanTime(dataset.modified),
      position: at,
      state: "active",
      datastore_active: false,
      // As ckanext-validation keeps it: what the columns are and mean.
      ...(one.format === "CSV" && dataset.fields.length > 0 ? { schema: tableSchemaOf(dataset) } : {}),
    }
  );
}

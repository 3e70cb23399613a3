// A published dataset as a data package, so that whoever downloads it has its table schema beside it.
import type { Dataset, PublishedField } from "../format.ts";
import { fileOf, pageOf } from "../places.ts";
import { formats, licences } from "../vocabulary.ts";

const types = { text: "string", number: "number", date: "date", choice: "string", geometry: "geojson", other: "any" } as const;

const fieldOf = ({ name, title, type, meaning, values }: PublishedField) => ({
  name,
  type: types[type],
  title: `${title.zh} / ${title.en}`,
  ...(meaning ? { description: `${meaning.zh} / ${meaning.en}` } : {}),
  ...(values ? { constraints: { enum: Object.keys(values) } } : {}),
});

/** The Table Schema of a dataset's table. */
export const tableSchemaOf = ({ fields }: Pick<Dataset, "fields">): Record<string, unknown> => ({
  fields: fields.map(fieldOf),
  missingValues: [""],
});

/** `datapackage.json` of a dataset. */
export function descriptorOf(base: string, dataset: Dataset): unknown {
  const licence = licences[dataset.licence];
  return {
    profile: "data-package",
    name: dataset.id,
    id: dataset.uid,
    title: `${dataset.title.zh} / ${dataset.title.en}`,
    description: `${dataset.description.zh}\n\n${dataset.description.en}`,
    homepage: pageOf(base, "zh", dataset.id),
    created: new Date(dataset.modified).toISOString(),
    keywords: [...dataset.keywords.zh, ...dataset.keywords.en],
    licenses: [{ path: licence.url, title: licence.title.en }],
    resources: dataset.distributions.map((one) => ({
      name: one.name,
      path: fileOf(base, dataset.id, one),
      mediatype: formats[one.format].mediaType,
      ...(one.bytes === undefined ? {} : { bytes: one.bytes }),
      ...(one.sha256 === undefined ? {} : { hash: `sha256:${one.sha256}` }),
      ...(one.format === "CSV"
        ? {
            profile: "tabular-data-resource",
            format: "csv",
            encoding: "utf-8",
            schema: tableSchemaOf(dataset),
          }
        : {}),
    })),
  };
}

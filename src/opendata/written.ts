// Rows as the files that are published: a batch at a time, so that a register of any size passes through.
import { stringify } from "csv-stringify/sync";
import type { Format } from "./vocabulary.ts";

/** A row that is published: no field without a value. */
export type Row = Readonly<Record<string, string | number>>;

/** One form of a table: what stands before, for each batch of rows (`first`: nothing was written yet), and after. */
interface Form {
  readonly format: Format;
  readonly before: string;
  readonly rows: (batch: readonly Row[], first: boolean) => string;
  readonly after: string;
}

const listed = (batch: readonly Row[], first: boolean, one: (row: Row) => unknown): string =>
  `${first ? "" : ","}\n${batch.map((row) => JSON.stringify(one(row))).join(",\n")}`;

/** The forms of a table with these columns: CSV (RFC 4180) and JSON; GeoJSON (RFC 7946) where a column holds geometries. */
export function formsOf(columns: readonly string[], geometry: string | undefined): readonly Form[] {
  const record = (row: Row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
  const csv = { record_delimiter: "windows" } as const;
  const feature = (row: Row) => {
    const { [geometry ?? ""]: shape, ...properties } = record(row);
    return { type: "Feature", geometry: typeof shape === "string" ? JSON.parse(shape) : null, properties };
  };
  return [
    {
      format: "CSV",
      before: stringify([columns], csv),
      rows: (batch) => stringify([...batch], { ...csv, columns: [...columns] }),
      after: "",
    },
    { format: "JSON", before: "[", rows: (batch, first) => listed(batch, first, record), after: "\n]\n" },
    ...(geometry === undefined
      ? []
      : [
          {
            format: "GEOJSON" as const,
            before: '{"type":"FeatureCollection","features":[',
            rows: (batch: readonly Row[], first: boolean) => listed(batch, first, feature),
            after: "\n]}\n",
          },
        ]),
  ];
}

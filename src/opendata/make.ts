// A dataset made of what its owner holds: the rows once as CSV and once as JSON, and what they came to.
import type { PoolClient } from "pg";
import type { Catalogue } from "../catalogue/index.ts";
import { classificationOf, openRows, type Register } from "../registry/index.ts";
import { type Distribution, type Entry, gravest, type Kept, type PublishedField } from "./format.ts";
import { writeFile } from "./store.ts";
import { formats } from "./vocabulary.ts";
import { formsOf, type Row } from "./written.ts";

/** What a dataset is made from: its fields, and its rows a batch at a time. */
interface Source {
  readonly fields: readonly PublishedField[];
  readonly rows: AsyncIterable<readonly Row[]>;
  /** Further distributions that are made when asked for. */
  readonly more: Entry["distributions"];
}

/** The open fields of a register. Undefined where the register does not let them out any more. */
export function registerSource(
  client: PoolClient,
  register: Register,
  kept: Kept,
  names: readonly string[],
  day: string,
): Source | undefined {
  const fields = names.flatMap((name): PublishedField[] => {
    const field = register.fields[name];
    if (field?.class !== "open") return [];
    const meaning = kept.meaning[name];
    return [
      {
        name,
        title: field.title,
        type: field.type,
        classification: classificationOf(field),
        ...(meaning ? { meaning } : {}),
        ...(field.values ? { values: field.values } : {}),
      },
    ];
  });
  if (fields.length < names.length || register.share.open !== "unconditional") return undefined;
  return { fields, rows: openRows(client, register, names, day), more: [] };
}

const serviceFields = {
  id: { zh: "事项", en: "Service" },
  "title-zh": { zh: "名称（中文）", en: "Title (Chinese)" },
  "title-en": { zh: "名称（英文）", en: "Title (English)" },
  agency: { zh: "实施部门", en: "Agency" },
  "life-events": { zh: "生命周期事件", en: "Life events" },
  online: { zh: "网上办理", en: "Online" },
  visits: { zh: "需要到场次数", en: "Visits needed" },
  "statutory-time": { zh: "法定办结时限", en: "Time set by law" },
  "promised-time": { zh: "承诺办结时限", en: "Time promised" },
  fee: { zh: "收费（元）", en: "Fees (yuan)" },
} as const;

/** The public services on offer, and their description in CPSV-AP. */
export function serviceSource(catalogue: Pick<Catalogue, "services">): Source {
  async function* rows(): AsyncGenerator<readonly Row[]> {
    yield (await catalogue.services()).map(({ header }) => ({
      id: header.id,
      "title-zh": header.title.zh,
      "title-en": header.title.en,
      agency: header.agency,
      "life-events": header.lifeEvents.join(" "),
      online: header.channels.online ? "true" : "false",
      visits: header.visits.count,
      "statutory-time": header.time.statutory.time,
      "promised-time": header.time.promised.time,
      fee: header.fees.reduce((sum, { amount }) => sum + amount, 0),
    }));
  }
  const numbers = new Set(["visits", "fee"]);
  return {
    fields: Object.entries(serviceFields).map(([name, title]) => ({
      name,
      title,
      type: numbers.has(name) ? "number" : "text",
      classification: "general-1",
    })),
    rows: rows(),
    more: [
      { name: "services.jsonld", format: "JSON_LD", path: "/services.jsonld" },
      { name: "services.ttl", format: "RDF_TURTLE", path: "/services.ttl" },
    ],
  };
}

/** Writes the files and gives the description; inside a transaction, so that both are there or neither. */
export async function makeEntry(client: PoolClient, kept: Kept, source: Source): Promise<Entry> {
  const names = source.fields.map(({ name }) => name);
  const forms = formsOf(names, source.fields.find(({ type }) => type === "geometry")?.name).map((form) => ({
    form,
    file: writeFile(client, kept.id),
  }));
  const filled = new Map(names.map((name) => [name, 0]));
  const preview: Row[] = [];
  let rows = 0;
  for (const { form, file } of forms) await file.add(form.before);
  for await (const batch of source.rows) {
    if (batch.length === 0) continue;
    for (const row of batch) {
      for (const name of names) if (row[name] !== undefined && row[name] !== "") filled.set(name, (filled.get(name) ?? 0) + 1);
    }
    preview.push(...batch.slice(0, 10 - preview.length));
    for (const { form, file } of forms) await file.add(form.rows(batch, rows === 0));
    rows += batch.length;
  }
  const distributions: Distribution[] = [];
  for (const { form, file } of forms) {
    await file.add(form.after);
    distributions.push({ name: `${kept.id}.${formats[form.format].extension}`, format: form.format, ...(await file.end()) });
  }
  const { from: _, meaning: __, ...about } = kept;
  return {
    ...about,
    classification: gravest(source.fields.map(({ classification }) => classification)),
    fields: [...source.fields],
    distributions: [...distributions, ...source.more],
    quality: { rows, filled: Object.fromEntries([...filled].map(([name, n]) => [name, shareOf(n, rows)])) },
    preview: preview.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]))),
  };
}

/** A share of rows, to a tenth of a percent. */
export const shareOf = (n: number, rows: number): number => (rows === 0 ? 0 : Math.round((1000 * n) / rows) / 1000);

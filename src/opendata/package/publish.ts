// A data package as a dataset of an agency: what a steward brings in that lies in no register.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { ClientBase } from "pg";
import type { Distribution, Entry, PublishedField } from "../format.ts";
import { shareOf } from "../make.ts";
import { datasetBy, leaveOldFiles, putDataset, sameContent, writeFile } from "../store.ts";
import { type Format, formats } from "../vocabulary.ts";
import { withdrawnBy } from "../withdrawn.ts";
import type { TableField } from "./descriptor.ts";
import type { PackageProblem, PackageRead, ReadResource } from "./read.ts";

type Whole = Extract<PackageRead, { ok: true }>;
export type PublishedPackage =
  | { readonly ok: true; readonly id: string; readonly changed: boolean; readonly rows: number }
  | { readonly ok: false; readonly problems: readonly PackageProblem[] };

const types: Readonly<Partial<Record<TableField["type"], PublishedField["type"]>>> = {
  string: "text",
  number: "number",
  integer: "number",
  year: "number",
  date: "date",
  geojson: "geometry",
};

const fieldOf = ({ name, type, title, description }: TableField): PublishedField => {
  const words = (text: string) => ({ zh: text, en: text });
  return {
    name,
    title: words(title ?? name),
    type: types[type] ?? "other",
    classification: "general-1",
    ...(description ? { meaning: words(description) } : {}),
  };
};

const formatOf = (file: string): Format | undefined => {
  const extension = file.slice(file.lastIndexOf(".") + 1).toLowerCase();
  return (Object.keys(formats) as Format[]).find((format) => formats[format].extension === extension);
};

const fault = (zh: string, en: string, resource?: string): PackageProblem => ({
  ...(resource === undefined ? {} : { resource }),
  message: { zh, en },
});

/** What stands in the way of publishing a package that was read. */
function problemsOf({ descriptor, resources }: Whole): readonly PackageProblem[] {
  const { errand } = descriptor;
  const missing = errand
    ? []
    : [
        fault(
          "datapackage.json 缺少 errand：发布需要中英文标题和说明、主题、更新频率",
          "datapackage.json lacks the member errand: to be published a dataset needs titles and descriptions in both languages, a theme and a frequency",
        ),
      ];
  return [
    ...missing,
    ...resources.flatMap(({ resource, file, personal }) => {
      if (file === undefined)
        return [
          fault("数据写在 datapackage.json 里，请放进文件", "its data stand in datapackage.json: put them into a file", resource.name),
        ];
      const kind = formatOf(file);
      const known = Object.values(formats)
        .map(({ extension }) => extension)
        .join(", ");
      const wrong = kind
        ? []
        : [fault(`不支持这种文件，可以是 ${known}`, `this kind of file is not published; there are ${known}`, resource.name)];
      if (!personal) return wrong;
      const { row, column } = personal;
      return [
        ...wrong,
        fault(
          `第 ${row} 行“${column}”列是公民身份号码，个人信息不能开放`,
          `row ${row}, ${column}: a resident identity number; personal data are not published`,
          resource.name,
        ),
      ];
    }),
  ];
}

/**
 * Publishes a package that was read as a dataset of an agency, as the owner and in one transaction. Publishing the same again changes
 * nothing. A dataset that is made of a register, or belongs to another agency, is not replaced.
 */
export async function publishPackage(owner: ClientBase, read: Whole, agency: string, now: number): Promise<PublishedPackage> {
  const problems = problemsOf(read);
  const { errand } = read.descriptor;
  if (problems.length > 0 || !errand) return { ok: false, problems };
  const before = await datasetBy(owner, errand.id);
  const declared = await owner.query("select 1 from opendata.declared where id = $1", [errand.id]);
  const gone = before ? undefined : await withdrawnBy(owner, errand.id);
  if (declared.rowCount || (before ?? gone ?? { agency }).agency !== agency) {
    return {
      ok: false,
      problems: [
        fault(
          `数据集 ${errand.id} 已经由登记库生成或者属于别的部门`,
          `the dataset ${errand.id} is made of a register or belongs to another agency`,
        ),
      ],
    };
  }
  await owner.query("begin");
  try {
    const entry = await entryOf(owner, read, { ...errand, agency });
    const changed = !before || !sameContent(before, entry);
    if (changed) {
      await putDataset(owner, entry, now);
      await leaveOldFiles(owner, entry, now);
      await owner.query(
        `insert into opendata.declared_change (id, seq, at, by, what, definition)
         select $1, coalesce(max(c.seq), 0) + 1, $2, 'package', $3, $4 from opendata.declared_change c where c.id = $1`,
        [entry.id, new Date(now), before ? "changed" : "opened", JSON.stringify({ ...errand, agency })],
      );
    }
    await owner.query(changed ? "commit" : "rollback");
    return { ok: true, id: entry.id, changed, rows: entry.quality.rows };
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

async function entryOf(
  owner: ClientBase,
  { resources }: Whole,
  about: Omit<Entry, "classification" | "fields" | "distributions" | "quality" | "preview">,
): Promise<Entry> {
  const distributions: Distribution[] = [];
  for (const { file = "" } of resources) {
    const writing = writeFile(owner, about.id);
    for await (const bytes of createReadStream(file)) await writing.add(bytes as Buffer);
    distributions.push({ name: nameOf(file), format: formatOf(file) ?? "CSV", ...(await writing.end()) });
  }
  const table = resources.find(({ resource }) => resource.schema !== undefined);
  const fields = table?.resource.schema?.fields.map(fieldOf) ?? [];
  return {
    ...about,
    classification: "general-1",
    fields,
    distributions,
    quality: { rows: table?.rows ?? 0, filled: sharesOf(table, fields) },
    preview: (table?.preview ?? []).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name, typeof cell === "object" && cell !== null ? JSON.stringify(cell) : cell]),
      ),
    ),
  };
}

const sharesOf = (table: ReadResource | undefined, fields: readonly PublishedField[]): Record<string, number> =>
  Object.fromEntries(fields.map(({ name }) => [name, shareOf(table?.filled[name] ?? 0, table?.rows ?? 0)]));

/** A file's name as addresses have it. */
const nameOf = (file: string): string =>
  basename(file)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "") || "file";

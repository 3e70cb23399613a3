// datasets.yaml of a city's folder: what the owners of registers publish, held against the registers that there are.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { datasetsFile, declarationProblems } from "../opendata/index.ts";
import { type Problem, parseYaml, type YamlDocument } from "../platform/yaml/index.ts";
import type { Register } from "../registry/index.ts";

export type FiledDatasets = z.infer<typeof datasetsFile>;
export type DatasetsRead =
  | { readonly ok: true; readonly datasets: FiledDatasets; readonly document?: YamlDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The datasets of a folder; one without the file has none. */
export function datasetsIn(folder: string): DatasetsRead {
  const file = join(folder, "datasets.yaml");
  if (!existsSync(file)) return { ok: true, datasets: { datasets: [] } };
  const read = parseYaml(file, readFileSync(file, "utf8"), datasetsFile);
  return read.ok ? { ok: true, datasets: read.value, document: read.document } : read;
}

/** Datasets of registers that there are not, of fields that are not open, or that belong to nobody. */
export function datasetProblems(
  { datasets: { datasets }, document }: Extract<DatasetsRead, { ok: true }>,
  registers: readonly Register[],
  agencies: ReadonlySet<string>,
): readonly Problem[] {
  if (!document) return [];
  return datasets.flatMap((one, n) =>
    declarationProblems(one, datasets.slice(0, n), registers, { agencies }).map(
      ({ path, message }): Problem => ({ file: document.file, ...document.at(["datasets", n, ...path]), message, level: "error" }),
    ),
  );
}

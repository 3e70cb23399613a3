// Holds what the sample city publishes against the SHACL shapes of DCAT-AP 3.0.1 and CPSV-AP 3.2.0, in both serialisations.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import jsonld from "jsonld";
import n3, { type Quad } from "n3";
import SHACLValidator from "rdf-validate-shacl";
import { linkedData } from "./published.ts";

type Result = { passed: number; failed: number; lines: string[] };

const turtle = (text: string): Quad[] => new n3.Parser().parse(text);
const json = async (text: string): Promise<Quad[]> =>
  new n3.Parser({ format: "N-Quads" }).parse(await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" }));

/** What a shapes file finds wrong: violations alone, warnings are advice that a city outside the EU cannot take. */
async function violations(shapes: readonly Quad[], data: readonly Quad[]): Promise<readonly string[]> {
  const validator = new SHACLValidator(new n3.Store([...shapes]) as never);
  const report = await validator.validate(new n3.Store([...data]) as never);
  return report.results
    .filter(({ severity }) => severity?.value.endsWith("#Violation") ?? true)
    .map(({ focusNode, path, message }) => `${focusNode?.value} ${path?.value ?? ""}: ${message.map(({ value }) => value).join(" ")}`);
}

async function held(name: string, folder: string, files: readonly string[], documents: Readonly<Record<string, string>>): Promise<Result> {
  const result: Result = { passed: 0, failed: 0, lines: [] };
  for (const [document, text] of Object.entries(documents)) {
    const data = document.endsWith(".ttl") ? turtle(text) : await json(text);
    for (const file of files) {
      const found = await violations(turtle(readFileSync(join(folder, file), "utf8")), data);
      result[found.length === 0 ? "passed" : "failed"] += 1;
      result.lines.push(
        `${name}: ${document} (${data.length} triples) against ${file}: ${found.length === 0 ? "holds" : `${found.length} violations`}`,
      );
      result.lines.push(...found.slice(0, 5).map((line) => `  ${line}`));
    }
  }
  // Shapes that find nothing wrong with anything would prove nothing.
  const [document = "", text = ""] = Object.entries(documents).find(([path]) => path.endsWith(".ttl")) ?? [];
  const untitled = turtle(text).filter(({ predicate }) => predicate.value !== "http://purl.org/dc/terms/title");
  const missed = await violations(turtle(readFileSync(join(folder, files[0] ?? ""), "utf8")), untitled);
  result[missed.length > 0 ? "passed" : "failed"] += 1;
  result.lines.push(`${name}: ${document} without titles: ${missed.length} violations, as there must be`);
  return result;
}

/** The catalogue against every file of shapes that DCAT-AP ships. */
export async function dcat(dataDir: string): Promise<Result> {
  const folder = join(dataDir, "open-data/dcat-ap-3.0.1");
  if (!existsSync(folder)) return { passed: 0, failed: 0, lines: [`dcat: no ${folder}`] };
  const { catalogue } = await linkedData();
  const shapes = ["dcat-ap-SHACL.ttl", "shapes.ttl", "range.ttl", "shapes_recommended.ttl", "mdr-vocabularies.shape.ttl"];
  return held("dcat", folder, shapes, catalogue);
}

/** The services against the shapes of CPSV-AP. */
export async function cpsv(dataDir: string): Promise<Result> {
  const folder = join(dataDir, "service-catalogue-cpsv-ap-3.2.0");
  if (!existsSync(folder)) return { passed: 0, failed: 0, lines: [`cpsv: no ${folder}`] };
  const { services } = await linkedData();
  return held("cpsv", folder, ["cpsv-ap-SHACL.ttl"], services);
}

/** An example that is itself no Turtle, and what is said of it. */
const faulty: Readonly<Record<string, RegExp>> = { "dataset.ttl": /Undefined prefix "healthdcatap:"/ };

/** Other catalogues' descriptions in RDF are read as they are. */
export async function examples(dataDir: string): Promise<Result> {
  const folder = join(dataDir, "open-data/ckanext-dcat-examples");
  const result: Result = { passed: 0, failed: 0, lines: [] };
  if (!existsSync(folder)) return { ...result, lines: [`examples: no ${folder}`] };
  for (const name of readdirSync(folder).filter((file) => /\.(ttl|jsonld)$/.test(file))) {
    try {
      const text = readFileSync(join(folder, name), "utf8");
      // A context that lies elsewhere is not fetched: such a file is read as JSON alone.
      const remote = name.endsWith(".jsonld") && typeof JSON.parse(text)["@context"] === "string";
      const n = remote ? 0 : (name.endsWith(".ttl") ? turtle(text) : await json(text)).length;
      if (!remote && n === 0) throw new Error("no triples");
      result.passed += 1;
      result.lines.push(`examples: ${name}: ${remote ? "its context lies elsewhere and is not fetched" : `${n} triples`}`);
    } catch (error) {
      const why = error instanceof Error ? error.message : "unreadable";
      result[faulty[name]?.test(why) ? "passed" : "failed"] += 1;
      result.lines.push(`examples: ${name}: ${why}`);
    }
  }
  return result;
}

// Holds the decision engine against the cases of the DMN TCK (https://github.com/dmn-tck/tck, Apache-2.0):
// each folder holds a .dmn file and *-test-*.xml files with inputs and expected results.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { evaluate, parseDmn } from "../../src/engine/decision/index.ts";
import type { Json } from "../../src/engine/feel/index.ts";
import { parseXml, type XmlElement } from "../../src/engine/xml/index.ts";

const of = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name);

/** A value as test files write it: `<value>`, `<component name>…` or `<list>`; `null` where nothing stands there. */
function read(element: XmlElement | undefined): Json {
  if (element === undefined) return null;
  const [list] = of(element, "list");
  if (list) return of(list, "item").map(read);
  const components = of(element, "component");
  if (components.length > 0) return Object.fromEntries(components.map((one) => [one.attributes.get("name") ?? "", read(one)]));
  const [value] = of(element, "value");
  if (value === undefined || value.attributes.get("xsi:nil") === "true") return null;
  const type = (value.attributes.get("xsi:type") ?? "xsd:string").replace(/^.*:/, "");
  if (type === "boolean") return value.text.trim() === "true";
  return /^(?:decimal|double|float|integer|int|long)$/.test(type) ? Number(value.text) : value.text;
}

/** Numbers agree to eight decimal places, as in the TCK's own runner. */
function agree(expected: Json, actual: Json): boolean {
  if (typeof expected === "number" && typeof actual === "number")
    return Math.abs(expected - actual) <= 1e-8 * Math.max(1, Math.abs(expected));
  if (Array.isArray(expected) || Array.isArray(actual)) {
    if (!Array.isArray(expected) || !Array.isArray(actual)) return false;
    return expected.length === actual.length && expected.every((item, at) => agree(item, actual[at] ?? null));
  }
  if (expected === null || actual === null || typeof expected !== "object" || typeof actual !== "object") return expected === actual;
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].every((key) => agree(expected[key] ?? null, actual[key] ?? null));
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /-test-[^/\\]*\.xml$/.test(path))
    .map((path) => join(folder, path))
    .sort();
}

/** Runs every case found under `dataDir`; a line for each that fails, and one with the share. */
export async function dmn(dataDir: string): Promise<{ passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  const fail = (where: string, why: string): void => {
    failed += 1;
    lines.push(`dmn ${where}: ${why}`);
  };
  for (const file of files(dataDir)) {
    const where = relative(dataDir, file);
    const tests = parseXml(readFileSync(file, "utf8"));
    if (!tests.ok) {
      fail(where, tests.problem.message.en);
      continue;
    }
    const model = of(tests.root, "modelName")[0]?.text.trim() ?? "";
    const parsed = parseDmn(readFileSync(join(dirname(file), model), "utf8"), model);
    for (const testCase of of(tests.root, "testCase")) {
      const inputs = Object.fromEntries(of(testCase, "inputNode").map((node) => [node.attributes.get("name") ?? "", read(node)]));
      for (const result of of(testCase, "resultNode")) {
        const decision = testCase.attributes.get("invocableName") ?? result.attributes.get("name") ?? "";
        const label = `${where} ${testCase.attributes.get("id")} ${decision}`;
        if (!parsed.ok) {
          fail(label, `line ${parsed.problems[0]?.line}: ${parsed.problems[0]?.message.en}`);
          continue;
        }
        const expected = read(of(result, "expected")[0]);
        const { value, errors } = evaluate(parsed.definitions, { decision, inputs });
        if (agree(expected, value)) passed += 1;
        else
          fail(
            label,
            `expected ${JSON.stringify(expected)}, got ${JSON.stringify(value)}${errors.length > 0 ? ` (${errors.join("; ")})` : ""}`,
          );
      }
    }
  }
  const all = passed + failed;
  lines.push(`dmn: ${passed} of ${all} results of the DMN TCK hold (${all === 0 ? 0 : ((100 * passed) / all).toFixed(1)} %)`);
  return { passed, failed, lines };
}

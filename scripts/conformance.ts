// Checks on data from outside: `npm run conformance -- DATA_DIR`. Each part prints what held; the exit says whether all did.
import { existsSync } from "node:fs";
import { benefits } from "./conformance/benefits.ts";
import { bpmn } from "./conformance/bpmn.ts";
import { calendar } from "./conformance/calendar.ts";
import { dmn } from "./conformance/dmn.ts";
import { feel } from "./conformance/feel.ts";
import { laws } from "./conformance/laws.ts";
import { merkle } from "./conformance/merkle.ts";
import { packages } from "./conformance/packages.ts";
import { cpsv, dcat, examples } from "./conformance/shapes.ts";

const parts = {
  "DMN, compliance level 2": dmn,
  "DMN, level 3: the project's own cases": feel,
  "Rates with dates and worked cases": benefits,
  "Merkle proofs and a tiled log": merkle,
  "Holidays and make-up workdays": calendar,
  "Articles of law": laws,
  "Data packages, good and bad": packages,
  "The catalogue against the shapes of DCAT-AP 3": dcat,
  "The services against the shapes of CPSV-AP 3.2": cpsv,
  "Other catalogues in RDF": examples,
  "BPMN drawings of others": bpmn,
} as const;

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined || !existsSync(dataDir)) {
  process.stderr.write("Say where the data is: npm run conformance -- DATA_DIR\n");
  process.exit(2);
}
let [passed, failed] = [0, 0];
for (const [name, check] of Object.entries(parts)) {
  const result = await check(dataDir);
  passed += result.passed;
  failed += result.failed;
  const share = result.passed + result.failed > 0 ? ` (${((100 * result.passed) / (result.passed + result.failed)).toFixed(1)} %)` : "";
  console.log(`${name}: ${result.passed} of ${result.passed + result.failed}${share}`);
  for (const line of result.lines.slice(0, 20)) console.log(`  ${line}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

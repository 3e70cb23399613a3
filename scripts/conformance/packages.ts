// Reads data packages good and bad: the good ones are read whole, the bad ones are refused for what is wrong with them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPackage } from "../../src/opendata/index.ts";

/** What each bad package is refused for. A file that was left out of the collection, and one at another address, are refused too. */
const bad: Readonly<Record<string, RegExp>> = {
  "invalid-backward-path": /leads out of the folder/,
  "invalid-data": /row 1 has 4 cells, the header 3 columns|row 1 has 2 cells, the header 3 columns/,
  "invalid-descriptor": /\/name: lower-case letters/,
  "invalid-empty-data": /the file is empty/,
  "invalid-headers-in-data": /the header lacks the column number/,
  "invalid-json-missing-comma": /is no JSON/,
  "invalid-json-single-quotes": /is no JSON/,
  "invalid-local-path": /there is no file no-such-file\.csv/,
  "invalid-remote-path": /lies at another address/,
  "remote-csv": /lies at another address/,
  "non-tabular-resource": /there is no file sample\.pdf/,
};

/** The cells that a README says must be found wrong: their columns and values. */
function expected(readme: string): { column: string; value: string }[] {
  return [...readme.matchAll(/^\* The value "([^"]*)" (?:in|does not conform to the "\w+" constraint for) column "([^"]+)"/gm)].flatMap(
    ([, value = "", column = ""]) => (column === "unique" ? [] : [{ value, column }]),
  );
}

/** Every package of `open-data/frictionless/packages`. */
export async function packages(dataDir: string): Promise<{ passed: number; failed: number; lines: string[] }> {
  const folder = join(dataDir, "open-data/frictionless/packages");
  const result = { passed: 0, failed: 0, lines: [] as string[] };
  if (!existsSync(folder)) return { ...result, lines: [`packages: no ${folder}`] };
  const note = (holds: boolean, what: string) => {
    result[holds ? "passed" : "failed"] += 1;
    if (!holds) result.lines.push(`packages: ${what}`);
  };
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("datapackage.json"));
  for (const path of found.toSorted()) {
    const name = path.replace(/\/?datapackage\.json$/, "");
    const read = await readPackage(join(folder, name));
    const problems = read.ok ? [] : read.problems;
    const said = problems.map(({ resource = "", message }) => `${resource}: ${message.en}`).join("; ");
    const readme = join(folder, name, "README.md");
    if (existsSync(readme)) {
      for (const { column, value } of expected(readFileSync(readme, "utf8")))
        note(
          problems.some(
            (one) =>
              one.column === column &&
              (value === "null" || /constraint/.test(one.message.en) || one.message.en.includes(JSON.stringify(value))),
          ),
          `${name}: nothing is said of "${value}" in ${column} (${said})`,
        );
    } else if (bad[name]) note(!read.ok && bad[name].test(said), `${name}: ${said || "was read"}`);
    else note(read.ok, `${name}: ${said}`);
  }
  return result;
}

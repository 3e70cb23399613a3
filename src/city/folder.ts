// A city's folder: who there is, what registers there are, and in a sample city who lives there.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { FiledAgreement } from "../exchange/index.ts";
import { type FilePlan, filePlanIn } from "../office/index.ts";
import { type CityRead, readCity, readCityFile } from "../organisation/index.ts";
import type { Problem, YamlDocument } from "../platform/yaml/index.ts";
import { type Register, readRegisters } from "../registry/index.ts";
import { agreementProblems, agreementsIn } from "./agreements.ts";
import { datasetProblems, datasetsIn, type FiledDatasets } from "./datasets.ts";

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const login = z.string().regex(/^[a-z][a-z0-9-]*$/, "a key: lower-case letters, digits and hyphens, beginning with a letter");
const subdistrict = z.string().regex(/^\d{9}$/, "nine digits");

/** people.yaml of a sample city: the named ones, who may be tried. */
const peopleFile = z.strictObject({
  citizens: z.array(
    z.strictObject({
      login,
      name: z.string().min(1),
      sex: z.enum(["female", "male"]),
      born: z.iso.date(),
      district: z.string().regex(/^\d{6}$/, "six digits"),
      phone: z.string().regex(/^\d{11}$/, "eleven digits"),
      story: text,
    }),
  ),
  organisations: z.array(
    z.strictObject({
      key: login,
      name: z.string().min(1),
      kind: z.enum(["limited-company", "sole-trader"]),
      legal: login,
      agents: z.array(login),
      phone: z.string().min(1),
      status: z.enum(["active", "suspended", "revoked", "cancelled"]),
      capital: z.number().int().positive(),
      established: z.iso.date(),
      scope: z.string().min(1),
      premises: z.strictObject({
        subdistrict,
        address: z.string().min(1),
        use: z.enum(["commercial", "mixed", "office", "residential", "industrial"]),
        area: z.number().positive(),
      }),
      licences: z.array(login),
    }),
  ),
  officers: z.array(z.strictObject({ id: login, story: text })),
});

const rowsByRegister = z.record(z.string(), z.array(z.record(z.string(), z.union([z.string(), z.number()]))));

/** What a sample city's script makes. */
const made = z.object({
  persons: z.array(
    z.object({ id: z.uuid(), login: login.optional(), name: z.string(), identifier: z.string(), phone: z.string() }).readonly(),
  ),
  organisations: z.array(z.object({ id: z.uuid(), name: z.string(), identifier: z.string(), phone: z.string() }).readonly()),
  agents: z.array(z.object({ organisation: z.uuid(), person: z.uuid(), role: z.enum(["legal-representative", "employee", "agent"]) })),
  registers: rowsByRegister,
  corrections: rowsByRegister.default({}),
});

export type CityPeople = z.infer<typeof peopleFile>;
export type CityContent = z.infer<typeof made>;

/** Changes with any byte of the folder's files. */
export function folderHash(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (!/\.(yaml|ts|json)$/.test(name) || name.endsWith(".test.ts")) continue;
    hash.update(`${name}\0`).update(
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

/** The people of a sample city; undefined where the folder has none. */
export const readPeople = (folder: string) =>
  existsSync(join(folder, "people.yaml")) ? readCityFile(folder, "people.yaml", peopleFile) : undefined;

export type FolderRead =
  | {
      readonly ok: true;
      readonly city: Extract<CityRead, { ok: true }>;
      readonly registers: readonly Register[];
      readonly agreements: readonly FiledAgreement[];
      readonly datasets: FiledDatasets;
      readonly filePlan: FilePlan;
      readonly content?: CityContent;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a whole folder; every problem at once. In a sample city with people its script generate.ts makes the rest of the content. */
export async function readFolder(folder: string): Promise<FolderRead> {
  const city = readCity(folder);
  const registers = registersIn(folder);
  const people = readPeople(folder);
  const agreements = agreementsIn(folder);
  const datasets = datasetsIn(folder);
  const filePlan = filePlanIn(folder);
  const problems = [city, registers, agreements, datasets, filePlan, ...(people ? [people] : [])].flatMap((one) =>
    one.ok ? [] : one.problems,
  );
  if (!city.ok || !registers.ok || !agreements.ok || !datasets.ok || !filePlan.ok || (people && !people.ok)) return { ok: false, problems };
  const agencies = new Set(city.roster.agencies.map((one) => one.id));
  const posts = new Set(city.roster.posts.map((one) => one.name));
  const dangling = [
    ...registers.value.registers.flatMap((one, n) => unplaced(registers.document, one, n, agencies, posts)),
    ...agreementProblems(agreements, registers.value.registers, { agencies, posts }),
    ...datasetProblems(datasets, registers.value.registers, agencies),
    ...unknownOfficers(people?.ok ? people.value : undefined, city).map(
      ([name, zh, en]): Problem => ({ file: join(folder, name), line: 1, message: { zh, en }, level: "error" }),
    ),
  ];
  if (dangling.length > 0) return { ok: false, problems: dangling };
  const whole = {
    ok: true as const,
    city,
    registers: registers.value.registers,
    agreements: agreements.agreements,
    datasets: datasets.datasets,
    filePlan: filePlan.plan,
  };
  if (!people || !city.roster.city.sample) return whole;
  const script: { generate(people: CityPeople): unknown } = await import(pathToFileURL(join(folder, "generate.ts")).href);
  return { ...whole, content: made.parse(script.generate(people.value)) };
}

function registersIn(folder: string): ReturnType<typeof readRegisters> {
  const file = join(folder, "registers.yaml");
  if (existsSync(file)) return readRegisters(file, readFileSync(file, "utf8"));
  return {
    ok: false,
    problems: [{ file, line: 1, message: { zh: "缺少 registers.yaml。", en: "registers.yaml is missing." }, level: "error" }],
  };
}

/** What a register names that the city does not have. */
function unplaced(
  document: YamlDocument,
  { id, owner, steward, writers }: Register,
  n: number,
  agencies: ReadonlySet<string>,
  posts: ReadonlySet<string>,
): Problem[] {
  const problem = (path: readonly PropertyKey[], zh: string, en: string): Problem => ({
    file: document.file,
    ...document.at(["registers", n, ...path]),
    message: { zh, en },
    level: "error",
  });
  const strangers = writers === "all" ? [] : writers.filter((one) => !agencies.has(one));
  return [
    ...(agencies.has(owner)
      ? []
      : [problem(["owner"], `登记库 ${id} 的主管部门“${owner}”不存在`, `register ${id} belongs to no agency: ${owner}`)]),
    ...(posts.has(steward)
      ? []
      : [problem(["steward"], `登记库 ${id} 的数据管家岗位“${steward}”不存在`, `register ${id} has no steward's post ${steward}`)]),
    ...strangers.map((one) => problem(["writers"], `没有部门“${one}”`, `there is no agency ${one}`)),
  ];
}

function unknownOfficers(people: CityPeople | undefined, city: Extract<CityRead, { ok: true }>): [string, string, string][] {
  const officers = new Set(city.roster.officers.map((one) => one.id));
  return (people?.officers ?? [])
    .filter((one) => !officers.has(one.id))
    .map((one) => ["people.yaml", `没有工作人员“${one.id}”`, `there is no officer ${one.id}`]);
}

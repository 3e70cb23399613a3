// Where a pack is to run: the bodies and posts of the city, the laws, the registers, the day.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Laws, loadLaw } from "../law/index.ts";
import { type Directory, makeDirectory, readCity } from "../organisation/index.ts";
import { type Problem, parseYaml } from "../platform/yaml/index.ts";
import { text } from "./format/index.ts";

/** What the check needs of a register's definition. */
const register = z.looseObject({
  id: z.string(),
  title: text,
  owner: z.string(),
  keys: z.array(z.string()).min(1),
  share: z.record(z.string(), z.enum(["unconditional", "conditional", "none"])),
  writers: z.union([z.literal("all"), z.array(z.string())]).default([]),
  fields: z.record(z.string(), z.looseObject({ class: z.string(), title: text })),
});
const registerFile = z.looseObject({ registers: z.array(register) });
export type RegisterOutline = z.infer<typeof register>;

/** What the check needs of an agreement between agencies. */
const agreement = z.looseObject({
  asker: z.string(),
  register: z.string(),
  fields: z.array(z.string()),
  services: z.union([z.literal("any"), z.array(z.string())]),
  from: z.string(),
  to: z.string().optional(),
  posts: z.array(z.string()).optional(),
  status: z.string().default("active"),
});
const agreementFile = z.looseObject({ agreements: z.array(agreement) });
export type AgreementOutline = z.infer<typeof agreement>;

export interface Place {
  readonly directory: Directory;
  readonly laws: Laws;
  readonly registers: readonly RegisterOutline[];
  /** Agreements made before; where they are not known, packs are not held against them. */
  readonly agreements?: readonly AgreementOutline[];
  /** `YYYY-MM-DD` in the city. */
  readonly today: string;
}

export interface PlaceFolders {
  /** Holds city.yaml, organisation.yaml, registers.yaml and agreements.yaml. */
  readonly city: string;
  /** Holds one file for each law. */
  readonly law: string;
  readonly today: string;
  /** The organisation at hand, in place of the city folder's. */
  readonly directory?: Directory;
}

export type PlaceResult = { readonly ok: true; readonly place: Place } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a place from its folders. */
export function readPlace({ city, law, today, directory }: PlaceFolders): PlaceResult {
  const { laws, problems: lawProblems } = loadLaw(law);
  const problems = [...lawProblems];
  let known = directory;
  if (!known) {
    const read = readCity(city);
    if (read.ok) known = makeDirectory(read.roster);
    else problems.push(...read.problems);
  }
  const file = join(city, "registers.yaml");
  const registers = parseYaml(file, readFileSync(file, "utf8"), registerFile);
  if (!registers.ok) problems.push(...registers.problems);
  const agreements = agreementsIn(city);
  if (!agreements.ok) problems.push(...agreements.problems);
  if (!known || !registers.ok || !agreements.ok || problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    place: { directory: known, laws, registers: registers.value.registers, agreements: agreements.value.agreements, today },
  };
}

function agreementsIn(city: string) {
  const file = join(city, "agreements.yaml");
  if (!existsSync(file)) return { ok: true as const, value: { agreements: [] } };
  return parseYaml(file, readFileSync(file, "utf8"), agreementFile);
}

// Reads and checks a city's folder; all problems at once, each with its file and line.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { type Problem, readYaml, sortProblems } from "../platform/yaml/index.ts";
import { type Roster, rosterOf } from "./directory.ts";
import { cityFile, organisationFile } from "./format.ts";

export type Read<T> =
  | { readonly ok: true; readonly value: T; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const error = (file: string, line: number, zh: string, en: string): Problem => ({ file, line, message: { zh, en }, level: "error" });

/** Reads one file of a city's folder against its schema. A file that is missing is a problem like any other. */
export function readCityFile<T>(folder: string, name: string, schema: z.ZodType<T>): Read<T> {
  const file = join(folder, name);
  let source: string;
  try {
    source = readFileSync(file, "utf8");
  } catch {
    return { ok: false, problems: [error(file, 1, "缺少该文件或无法读取。", "The file is missing or cannot be read.")] };
  }
  const yaml = readYaml(file, source);
  if (!yaml.ok) return yaml;
  const parsed = schema.safeParse(yaml.document.value);
  if (parsed.success) return { ok: true, value: parsed.data, hash: createHash("sha256").update(source).digest("hex") };
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.path.join(".");
    return error(file, yaml.document.at(issue.path).line, `${path}：不符合格式（${issue.message}）`, `${path}: ${issue.message}`);
  });
  return { ok: false, problems: sortProblems(problems) };
}

/** A city as its folder describes it; `hash` changes with any byte of its files. */
export type CityRead =
  | { readonly ok: true; readonly roster: Roster; readonly hash: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads city.yaml and organisation.yaml of a folder, and checks what they say of each other. */
export function readCity(folder: string): CityRead {
  const city = readCityFile(folder, "city.yaml", cityFile);
  const organisation = readCityFile(folder, "organisation.yaml", organisationFile);
  if (!city.ok || !organisation.ok) return { ok: false, problems: [city, organisation].flatMap((one) => (one.ok ? [] : one.problems)) };
  const roster = rosterOf(city.value, organisation.value);
  const problems = [...repeated(roster), ...dangling(roster)].map(([zh, en]) => error(join(folder, "organisation.yaml"), 1, zh, en));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, roster, hash: createHash("sha256").update(city.hash).update(organisation.hash).digest("hex") };
}

type Pair = [zh: string, en: string];

function repeated({ city, agencies, posts, officers }: Roster): Pair[] {
  const twice = (values: readonly string[]): Pair[] =>
    values.filter((value, at) => values.indexOf(value) !== at).map((value) => [`“${value}”出现两次`, `${value} is there twice`]);
  return [
    agencies.map((one) => one.id),
    agencies.map((one) => one.code),
    agencies.map((one) => one.uscc),
    posts.map((one) => one.name),
    officers.map((one) => one.id),
    city.lifeEvents.map((one) => one.id),
    city.divisions.map((one) => one.code),
    officers.flatMap((one) => one.appointments.map((held) => `${one.id} ${held.post} ${held.from}`)),
  ].flatMap(twice);
}

function dangling({ city, agencies, posts, officers }: Roster): Pair[] {
  const agencyIds = new Set(agencies.map((one) => one.id));
  const postNames = new Set(posts.map((one) => one.name));
  return [
    ...city.divisions.flatMap(({ code, agency }): Pair[] =>
      agency === undefined || agencyIds.has(agency)
        ? []
        : [[`区划 ${code} 的部门“${agency}”不存在`, `division ${code} names an agency that does not exist: ${agency}`]],
    ),
    ...officers.flatMap((one) =>
      one.appointments
        .filter((held) => !postNames.has(held.post))
        .map(
          (held): Pair => [`人员 ${one.id} 的岗位“${held.post}”不存在`, `officer ${one.id} holds a post that does not exist: ${held.post}`],
        ),
    ),
  ];
}

// Holds a YAML document against a Zod schema: every deviation becomes a problem at its place, in both languages.
import type { z } from "zod";
import type { Text } from "../i18n/index.ts";
import type { Problem } from "./problem.ts";
import { readYaml, type YamlDocument } from "./read.ts";

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly document: YamlDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads and checks one file. `shapes` explains the schema's own string formats by the word that the schema gives as their message. */
export function parseYaml<S extends z.ZodType>(
  file: string,
  source: string,
  schema: S,
  shapes: Readonly<Record<string, Text>> = {},
): Parsed<z.output<S>> {
  const read = readYaml(file, source);
  if (!read.ok) return read;
  const { document } = read;
  const done = schema.safeParse(document.value, { reportInput: true });
  if (done.success) return { ok: true, value: done.data, document };
  return { ok: false, problems: done.error.issues.flatMap((issue) => problemsOf(issue, [], document, shapes)) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(
  issue: Issue,
  above: readonly PropertyKey[],
  document: YamlDocument,
  shapes: Readonly<Record<string, Text>>,
): Problem[] {
  const path = [...above, ...issue.path];
  const name = path.length > 0 ? path.map(String).join(".") : document.file;
  const problem = (message: Text, place = document.at(path)): Problem => ({ file: document.file, ...place, message, level: "error" });
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((unknown) => {
        const full = [...path, unknown];
        return problem(
          {
            zh: `不认识“${full.map(String).join(".")}”，请删去或者改正。`,
            en: `Unknown key "${full.map(String).join(".")}"; remove it or correct its name.`,
          },
          document.keyAt(full),
        );
      });
    case "invalid_union": {
      const branch = likeliest(issue.errors);
      if (branch) return branch.flatMap((inner) => problemsOf(inner, path, document, shapes));
      return [problem({ zh: `“${name}”的写法不在允许的几种之内。`, en: `"${name}" is written in none of the ways allowed.` })];
    }
    case "invalid_key":
    case "invalid_element":
      return issue.issues.map((inner) => problem(sentence(inner, name, shapes), document.keyAt(path)));
    default:
      return [problem(sentence(issue, name, shapes))];
  }
}

/** The branch of a union that was meant: the one with the fewest complaints that are not about its keys. */
function likeliest(branches: readonly Issue[][]): Issue[] | undefined {
  const weight = (issues: Issue[]) =>
    issues.reduce(
      (sum, issue) =>
        sum + (issue.code === "unrecognized_keys" || (issue.code === "invalid_type" && issue.path.length === 0) ? 100 : 1) + missing(issue),
      0,
    );
  const sorted = branches.filter((issues) => issues.length > 0).sort((a, b) => weight(a) - weight(b));
  return sorted[0];
}

const missing = (issue: Issue): number => (issue.code === "invalid_type" && issue.path.length === 1 && issue.input === undefined ? 100 : 0);

const kinds: Record<string, Text> = {
  string: { zh: "文字", en: "text" },
  number: { zh: "数字", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  boolean: { zh: "true 或者 false", en: "true or false" },
  array: { zh: "列表", en: "a list" },
  object: { zh: "由键和值组成的一组", en: "a group of keys and values" },
  record: { zh: "由键和值组成的一组", en: "a group of keys and values" },
};

function sentence(issue: Issue, name: string, shapes: Readonly<Record<string, Text>>): Text {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return { zh: `缺少“${name}”。`, en: `"${name}" is missing.` };
    const kind = kinds[issue.expected];
    if (kind) return { zh: `“${name}”应当是${kind.zh}。`, en: `"${name}" must be ${kind.en}.` };
  }
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map(String);
    return { zh: `“${name}”只能是：${allowed.join("、")}。`, en: `"${name}" must be one of: ${allowed.join(", ")}.` };
  }
  if (issue.code === "too_small") {
    const least = Number(issue.minimum);
    if (issue.origin === "string") return { zh: `“${name}”不能是空的。`, en: `"${name}" must not be empty.` };
    if (issue.origin === "array")
      return { zh: `“${name}”至少要有 ${least} 项。`, en: `"${name}" needs at least ${least} ${least === 1 ? "entry" : "entries"}.` };
    return { zh: `“${name}”不能小于 ${least}。`, en: `"${name}" must not be less than ${least}.` };
  }
  if (issue.code === "too_big") {
    const most = Number(issue.maximum);
    if (issue.origin === "string") return { zh: `“${name}”最长 ${most} 个字符。`, en: `"${name}" holds at most ${most} characters.` };
    if (issue.origin === "array") return { zh: `“${name}”最多 ${most} 项。`, en: `"${name}" holds at most ${most} entries.` };
    return { zh: `“${name}”不能大于 ${most}。`, en: `"${name}" must not be more than ${most}.` };
  }
  const shape = shapes[issue.message];
  if (shape) return { zh: `“${name}”应当是${shape.zh}。`, en: `"${name}" must be ${shape.en}.` };
  return { zh: `“${name}”写得不对。`, en: `"${name}" is not written as it should be.` };
}

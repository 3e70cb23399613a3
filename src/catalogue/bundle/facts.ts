// The parts' facts together: an equal name is the same fact.
import type { Fact } from "../format/index.ts";
import type { Misfit } from "./composed.ts";
import type { Sorted } from "./fields.ts";
import type { ComposedRequirements } from "./requirements.ts";

export interface ComposedFacts {
  readonly facts: Readonly<Record<string, Fact>>;
  /** Decision files that come with them, and the rates that those look up: name in the bundle → text. */
  readonly files: Readonly<Record<string, string>>;
  /** By part: facts that are known only once the part is opened. */
  readonly later: Readonly<Record<string, ReadonlySet<string>>>;
  readonly misfits: readonly Misfit[];
}

/** The facts that the answers and evidence of a bundle give, in the words of its own fields and requirements. Pure. */
export function composeFacts(parts: readonly Sorted[], requirements: ComposedRequirements["names"]): ComposedFacts {
  const facts: Record<string, Fact> = {};
  const from: Record<string, string> = {};
  const files: Record<string, string> = {};
  const later: Record<string, Set<string>> = {};
  const misfits: Misfit[] = [];
  for (const part of parts) {
    const unknown = new Set<string>();
    later[part.key] = unknown;
    for (const [name, fact] of Object.entries(part.pack.header.facts)) {
      const composed = inBundle(part, fact, requirements[part.key] ?? {}, unknown);
      if (!composed) {
        unknown.add(name);
        continue;
      }
      const known = facts[name];
      if (known === undefined) {
        facts[name] = composed;
        from[name] = part.key;
        const [file = ""] = fact.decision?.split("#") ?? [];
        if (fact.decision !== undefined) files[fileName(part, file)] = part.pack.files[file] ?? "";
      } else if (!same(known, composed, files, part)) {
        misfits.push({
          path: ["bundle", "parts", part.key],
          message: {
            zh: `“${name}”在“${from[name]}”和“${part.key}”里不是同一个事实，请在其中一个事项包里改名。`,
            en: `The fact "${name}" means one thing in "${from[name]}" and another in "${part.key}"; rename it in one of them.`,
          },
        });
      }
    }
    if (Object.values(part.pack.header.facts).some(({ decision }) => decision !== undefined)) misfits.push(...takeRates(part, files));
  }
  return { facts, files, later, misfits };
}

/** The rates of a part come under their own names: what two parts call the same has to be the same. */
function takeRates(part: Sorted, files: Record<string, string>): readonly Misfit[] {
  return Object.entries(part.pack.files).flatMap(([path, text]): Misfit[] => {
    if (!path.startsWith("rates/")) return [];
    if (files[path] === undefined) files[path] = text;
    if (files[path] === text) return [];
    return [
      {
        path: ["bundle", "parts", part.key],
        message: {
          zh: `“${path}”和另一部分的同名文件不一样，请在其中一个事项包里改名。`,
          en: `"${path}" is not the same as another part's; rename it in one of them.`,
        },
      },
    ];
  });
}

const fileName = (part: Sorted, file: string): string => `${part.key}-${file}`;

/** The fact in the bundle's words; undefined where it is not known before the part is opened. */
function inBundle(
  part: Sorted,
  fact: Fact,
  requirements: Readonly<Record<string, string>>,
  unknown: ReadonlySet<string>,
): Fact | undefined {
  if (fact.answer !== undefined) {
    const [, field = "", ...rest] = fact.answer.split("/");
    const name = part.fields[field];
    return name === undefined ? undefined : { ...fact, answer: ["", name, ...rest].join("/") };
  }
  if (fact.evidence !== undefined) {
    const [id = "", field = ""] = fact.evidence.split("/");
    const requirement = requirements[id];
    return requirement === undefined ? undefined : { ...fact, evidence: `${requirement}/${field}` };
  }
  if (fact.decision === undefined) return fact;
  const [file = "", decision = ""] = fact.decision.split("#");
  const inputs = Object.values(part.pack.decisions[file]?.inputs ?? {}).map(({ name }) => name);
  return inputs.some((name) => unknown.has(name)) ? undefined : { ...fact, decision: `${fileName(part, file)}#${decision}` };
}

/** Titles may differ; decisions are the same where their files are. */
function same(one: Fact, other: Fact, files: Readonly<Record<string, string>>, part: Sorted): boolean {
  const text = ({ title: _title, decision, ...fact }: Fact) => {
    const [file = "", name] = decision?.split("#") ?? [];
    const content = files[file] ?? part.pack.files[file.slice(part.key.length + 1)];
    return JSON.stringify([fact.type, fact.answer, fact.evidence, fact.applicant, decision && [name, content]]);
  };
  return text(one) === text(other);
}

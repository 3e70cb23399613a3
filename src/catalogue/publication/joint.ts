// What a bundle promises beside what its parts promise: it spares, and it can be kept.
import type { Problem } from "../../platform/yaml/index.ts";
import type { ComposedParts } from "../bundle/index.ts";
import type { Parts } from "../load.ts";
import { warning } from "../references/subject.ts";
import { parseTime } from "../time.ts";

export function joint({ header, documents, composed }: Parts): Problem[] {
  if (!composed) return [];
  const problems: Problem[] = [];
  const parts = Object.values(composed);
  for (const kind of ["trips", "papers", "fields"] as const) {
    const apart = parts.reduce((sum, { pack }) => sum + pack.header.errands[kind], 0);
    if (header.errands[kind] <= apart) continue;
    problems.push(
      warning(documents.pack, ["errands", kind], {
        zh: `各部分分开办只要 ${apart}，一件事办反而要 ${header.errands[kind]}。`,
        en: `One by one the parts cost ${apart}; together they cost ${header.errands[kind]}.`,
      }),
    );
  }
  const promised = parseTime(header.time.promised.time);
  const longest = Math.max(...Object.keys(composed).map((key) => chain(composed, key)));
  if (promised.unit === "workdays" && longest > promised.n) {
    problems.push(
      warning(documents.pack, ["time", "promised", "time"], {
        zh: `先后办理的部分承诺共 ${longest} 个工作日，联办承诺只有 ${promised.n} 个。`,
        en: `Parts that follow each other promise ${longest} working days, and the whole promises ${promised.n}.`,
      }),
    );
  }
  return problems;
}

/** Working days that a part and what it waits for promise, one after the other. */
function chain(parts: ComposedParts, key: string): number {
  const part = parts[key];
  if (!part) return 0;
  const { n, unit } = parseTime(part.pack.header.time.promised.time);
  return (unit === "workdays" ? n : 0) + Math.max(0, ...part.awaits.map((other) => chain(parts, other)));
}

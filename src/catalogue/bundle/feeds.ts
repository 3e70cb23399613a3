// What parts wait for: it exists, comes in time, and nobody waits for himself.
import type { Misfit } from "./composed.ts";
import type { Sorted } from "./fields.ts";

/** The problems between parts. */
export function feedProblems(sorted: readonly Sorted[]): Misfit[] {
  const misfits: Misfit[] = [];
  const partOf = (key: string) => sorted.find((one) => one.key === key);
  for (const { key, pack, spec: part, feeds, awaits } of sorted) {
    const at = (...path: PropertyKey[]) => ["bundle", "parts", key, ...path];
    const report = (path: readonly PropertyKey[], zh: string, en: string) => misfits.push({ path, message: { zh, en } });
    part.after.forEach((other, n) => {
      if (!partOf(other) || other === key)
        report(at("after", n), `没有可以等待的部分“${other}”。`, `There is no part "${other}" to wait for.`);
    });
    for (const [field, feed] of Object.entries(feeds)) {
      const path = at("feeds", `/${field}`);
      if (!Object.hasOwn(pack.form.fields, field))
        report(path, `“${pack.header.id}”没有“${field}”这一项。`, `"${pack.header.id}" has no field "${field}".`);
      const from = partOf(feed.part);
      if (!from || feed.part === key) {
        report(path, `没有部分“${feed.part}”。`, `There is no part "${feed.part}".`);
        continue;
      }
      const yields = "output" in feed ? yieldsOutput(from, feed.output) : yieldsRecord(from, feed.record);
      if (!yields) {
        const what = "output" in feed ? `${feed.output.id}/${feed.output.what}` : `${feed.record.register}/${feed.record.field}`;
        report(path, `“${feed.part}”不产出“${what}”。`, `"${feed.part}" does not yield "${what}".`);
      }
      if (from.spec.choice || (from.spec.when !== undefined && from.spec.when !== part.when)) {
        report(
          path,
          `“${feed.part}”可以不办，不能靠它提供“${field}”。`,
          `"${feed.part}" may be left out, so "${field}" cannot be fed from it; give both the same "when".`,
        );
      }
    }
    if (waitsForItself(sorted, key, awaits))
      report(at(), `“${key}”要等待的部分又在等待它。`, `"${key}" waits for parts that wait for it; nothing would begin.`);
  }
  return misfits;
}

function yieldsOutput({ pack }: Sorted, { id, what }: { readonly id: string; readonly what: "number" | "identifier" }): boolean {
  const output = pack.header.outputs.find((one) => one.id === id);
  if (!output) return false;
  return what === "number" ? output.number !== undefined : output.kind === "licence";
}

const yieldsRecord = ({ pack }: Sorted, { register, field }: { readonly register: string; readonly field: string }): boolean =>
  pack.header.records.some((record) => record.register === register && record.change !== "end" && Object.hasOwn(record.fields, field));

function waitsForItself(sorted: readonly Sorted[], key: string, awaits: readonly string[]): boolean {
  const seen = new Set(awaits);
  for (const one of seen) for (const next of sorted.find((other) => other.key === one)?.awaits ?? []) seen.add(next);
  return seen.has(key);
}

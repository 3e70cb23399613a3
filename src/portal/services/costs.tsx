// What a service costs a person in errands: as promised, and as it really was over the last twelve months.
import { type Desk, type Errands, type RealErrands, realErrands, wordField } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { Counts, Details, useSay } from "../../platform/page/index.ts";
import { words } from "./messages.ts";
import type { RegisterTitles } from "./registers.ts";

/** What it came to, over all agencies that handled it. */
export type Real = Pick<RealErrands, "cases" | "trips" | "papers" | "fields" | "days" | "held">;

const year = 365 * 86_400_000;
/** It is asked for with every service page and changes slowly. */
const keptFor = 60_000;
const kept = new WeakMap<object, Map<string, { readonly at: number; readonly real: Promise<Real | undefined> }>>();

/** Undefined where no case has ended yet. */
export function realOf(desk: Desk, { header: { id } }: Pack): Promise<Real | undefined> {
  const known = kept.get(desk) ?? new Map<string, { readonly at: number; readonly real: Promise<Real | undefined> }>();
  kept.set(desk, known);
  const [before, now] = [known.get(id), desk.now()];
  if (before && now - before.at < keptFor && now >= before.at) return before.real;
  const real = realErrands(desk, now - year, id).then(together);
  known.set(id, { at: now, real });
  real.catch(() => known.delete(id));
  return real;
}

function together(sums: readonly RealErrands[]): Real | undefined {
  const cases = sums.reduce((n, one) => n + one.cases, 0);
  if (cases === 0) return undefined;
  const mean = (of: (one: RealErrands) => number) => Math.round((10 * sums.reduce((n, one) => n + of(one) * one.cases, 0)) / cases) / 10;
  const typed = new Map<string, number>();
  for (const { word, cases: n } of sums.flatMap((one) => one.held)) typed.set(word, (typed.get(word) ?? 0) + n);
  return {
    cases,
    trips: mean((one) => one.trips),
    papers: mean((one) => one.papers),
    fields: mean((one) => one.fields),
    days: mean((one) => one.days),
    held: [...typed].map(([word, n]) => ({ word, cases: n })).sort((a, b) => b.cases - a.cases),
  };
}

export function Costs({ pack, real, registers }: { pack: Pack; real: Real | undefined; registers: RegisterTitles }) {
  const s = useSay();
  return (
    <>
      <Four promised={pack.header.errands} real={real} />
      {real ? <p class="e-muted">{s(words.fromCases(real.cases))}</p> : null}
      {real && real.held.length > 0 ? (
        <Typed pack={pack} registers={registers} fields={real.held.map(({ word }) => wordField(word))} />
      ) : null}
    </>
  );
}

type Sums = { readonly trips: number; readonly papers: number; readonly fields: number; readonly days: number };

/** Four plain numbers: promised, and real where there is something real. */
export const Four = ({ promised, real }: { promised: Sums; real: Sums | undefined }) => (
  <Counts
    items={(["trips", "papers", "fields", "days"] as const).map((kind) => ({
      label: words[kind],
      promised: promised[kind],
      real: real?.[kind],
    }))}
  />
);

/** Each field that is typed although a register holds it, by its name and by who holds it. */
export function Typed({ pack, registers, fields }: { pack: Pick<Pack, "form">; registers: RegisterTitles; fields: Errands["held"] }) {
  const s = useSay();
  const held = ({ register, key }: Errands["held"][number]): Text => {
    const [of, title] = [registers.get(register)?.title, registers.get(register)?.fields[key]?.title];
    return { zh: `${of?.zh ?? register}：${title?.zh ?? key}`, en: `${of?.en ?? register}: ${title?.en ?? key}` };
  };
  return (
    <Details summary={words.typedTitle}>
      <ul>
        {fields.map((one) => (
          <li key={`${one.field} ${one.register}`}>
            {s(pack.form.fields[one.field]?.label ?? one.field)}
            {s({ zh: "（", en: " (" })}
            {s(held(one))}
            {s({ zh: "）", en: ")" })}
          </li>
        ))}
      </ul>
    </Details>
  );
}

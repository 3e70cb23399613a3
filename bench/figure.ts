// A figure beside its floor, as it is printed and judged.

/** One line of the result. Bounds are on the ratio where there is a floor, on the value where there is none. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the same machine did at the least in the same minutes; null where the bound is absolute. */
  readonly floor: number | null;
  /** Value ÷ floor. */
  readonly ratio: number | null;
  /** It must be this at least, and that at most. */
  readonly least: number | null;
  readonly most: number | null;
  readonly met: boolean;
}

export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

const round = (value: number): number => Number(value.toPrecision(4));

/** A figure without a floor. */
export function absolute(name: string, unit: string, value: number, bounds: Bounds = {}): Figure {
  return judged({ name, unit, value: round(value), floor: null, ratio: null }, value, bounds);
}

/** A figure beside its floor, from rounds in which one was measured right after the other: the median of their ratios counts. */
export function beside(
  name: string,
  unit: string,
  rounds: readonly (readonly [value: number, floor: number])[],
  bounds: Bounds = {},
): Figure {
  const ratio = median(rounds.map(([value, floor]) => value / floor));
  const value = median(rounds.map(([one]) => one));
  const floor = median(rounds.map(([, one]) => one));
  return judged({ name, unit, value: round(value), floor: round(floor), ratio: round(ratio) }, ratio, bounds);
}

function judged(figure: Pick<Figure, "name" | "unit" | "value" | "floor" | "ratio">, counts: number, { least, most }: Bounds): Figure {
  const met = counts >= (least ?? Number.NEGATIVE_INFINITY) && counts <= (most ?? Number.POSITIVE_INFINITY);
  return { ...figure, least: least ?? null, most: most ?? null, met };
}

/** A line for people. */
export function line({ name, value, unit, floor, ratio, least, most, met }: Figure): string {
  const bound = least !== null ? `at least ${least}` : most !== null ? `at most ${most}` : "";
  const parts = [`${value} ${unit}`, ...(floor === null ? [] : [`floor ${floor}`, `ratio ${ratio}`]), ...(bound ? [bound] : [])];
  return `${met ? "✔" : "✘"} ${name.padEnd(44)} ${parts.join(" · ")}`;
}

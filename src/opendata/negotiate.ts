// Which of the forms at hand a reader prefers (RFC 9110 §12.5.1).

interface Range {
  readonly type: string;
  readonly q: number;
}

function rangesOf(accept: string): readonly Range[] {
  return accept.split(",").flatMap((part) => {
    const [type = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const q = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1);
    return type === "" || !(q >= 0 && q <= 1) ? [] : [{ type, q }];
  });
}

/** How well a media type is accepted, by the range that says most of it: 0 for not at all. */
function weightOf(ranges: readonly Range[], type: string): number {
  const fits = [type, `${type.split("/")[0]}/*`, "*/*"];
  for (const fit of fits) {
    const found = ranges.find((range) => range.type === fit);
    if (found) return found.q;
  }
  return 0;
}

/** The key of the form that fits best; among equals the first. Undefined where none is accepted; without a header the first. */
export function preferred<K extends string>(accept: string | undefined, forms: Readonly<Record<K, readonly string[]>>): K | undefined {
  const keys = Object.keys(forms) as K[];
  if (accept === undefined || accept.trim() === "") return keys[0];
  const ranges = rangesOf(accept);
  let [best, most]: [K | undefined, number] = [undefined, 0];
  for (const key of keys) {
    const weight = Math.max(...forms[key].map((type) => weightOf(ranges, type)));
    if (weight > most) [best, most] = [key, weight];
  }
  return best;
}

// Which of the media types that a route gives out a caller takes (RFC 9110, section 12.5.1).

/** The first of the `offered` types that the Accept header prefers; undefined where it takes none of them. */
export function accepted<T extends string>(accept: string | null, offered: readonly T[]): T | undefined {
  const ranges = (accept ?? "").split(",").flatMap((part) => {
    const [range = "", ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = parameters.find((one) => one.startsWith("q="))?.slice(2);
    return range === "" ? [] : [{ range, weight: weight === undefined ? 1 : Number(weight) || 0 }];
  });
  if (ranges.length === 0) return offered[0];
  // The most specific range that fits a type decides its weight.
  const weightOf = (type: string): number =>
    [type, type.replace(/\/.*$/, "/*"), "*/*"].flatMap((range) => ranges.find((one) => one.range === range)?.weight ?? [])[0] ?? 0;
  const best = Math.max(...offered.map(weightOf));
  return best > 0 ? offered.find((type) => weightOf(type) === best) : undefined;
}

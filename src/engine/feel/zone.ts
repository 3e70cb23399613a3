// How far the clocks of a time zone are ahead of UTC: fixed offsets ("Z", "+08:00") and names of the IANA database.

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    const numeric = "numeric";
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    // Not a zone that is known.
  }
  if (formats.size > 600) formats.clear();
  formats.set(zone, format);
  return format;
}

const fixed = /^([+-])(\d\d):(\d\d)(?::(\d\d))?$/;

/** Seconds of a fixed offset; null for a named zone or none. */
export function fixedOffset(zone: string | null): number | null {
  if (zone === null) return null;
  if (zone === "Z") return 0;
  const found = fixed.exec(zone);
  if (found === null) return null;
  const [, sign, hours, minutes, seconds = "0"] = found;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** An offset in seconds as a zone is written. */
export function offsetZone(seconds: number): string {
  if (seconds === 0) return "Z";
  const size = Math.abs(seconds);
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  const rest = size % 60 === 0 ? "" : `:${two(size % 60)}`;
  return `${seconds < 0 ? "-" : "+"}${two(size / 3600)}:${two((size % 3600) / 60)}${rest}`;
}

export function isZone(zone: string): boolean {
  const offset = fixed.exec(zone);
  if (offset !== null) return Number(offset[2]) <= 14 && Number(offset[3]) <= 59 && Number(offset[4] ?? 0) <= 59;
  return zone === "Z" || (/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone) && formatOf(zone) !== null);
}

/** Seconds ahead of UTC at an instant, in seconds since 1970 (far years as the nearest that `Intl` knows). */
export function offsetAt(zone: string, instant: number): number {
  const constant = fixedOffset(zone);
  if (constant !== null) return constant;
  const format = formatOf(zone);
  if (format === null) return 0;
  const at = Math.max(-62_000_000_000, Math.min(250_000_000_000, Math.floor(instant))) * 1000;
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return (Date.UTC(year, month - 1, day, hour, minute, second) - at) / 1000;
}

/** Seconds ahead of UTC where the zone's clocks show `local` (seconds since 1970 as if in UTC). */
export function offsetLocal(zone: string, local: number): number {
  return offsetAt(zone, local - offsetAt(zone, local - offsetAt(zone, local)));
}

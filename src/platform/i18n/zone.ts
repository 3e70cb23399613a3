// The city's time zone: a setting of the installation, handed to whatever shows an instant.

/** Where nothing else is set. */
export const defaultZone = "Asia/Shanghai";

/** True for a time zone that this runtime knows (IANA name). */
export function isZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** By zone and quarter of an hour: no zone's day begins, and no clock is changed, within one. */
const quarters = new Map<string, string>();
const quarter = 900_000;
const mostQuarters = 10_000;

/** The calendar date `YYYY-MM-DD` that an instant (epoch milliseconds) has in `zone`. */
export function isoDate(at: number, zone: string = defaultZone): string {
  const key = `${Math.floor(at / quarter)} ${zone}`;
  const known = quarters.get(key);
  if (known !== undefined) return known;
  let format = formats.get(zone);
  if (!format) {
    // The Swedish locale writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
    formats.set(zone, format);
  }
  const date = format.format(at);
  if (quarters.size >= mostQuarters) quarters.clear();
  quarters.set(key, date);
  return date;
}

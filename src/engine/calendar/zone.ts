// Between instants (epoch milliseconds) and days in a time zone.

const ms = 86_400_000;

/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
type Offset = (at: number) => number;

function measured(zone: string): Offset {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}

const offsets = new Map<string, Offset>();

/** Asking `Intl` costs microseconds, so zones whose offset has not moved since 2000 (China's) are answered by a constant. */
function offsetOf(zone: string): Offset {
  let offset = offsets.get(zone);
  if (!offset) {
    const exact = measured(zone);
    const seen = new Set<number>();
    for (let month = 0; month < 12 * 60; month += 1) seen.add(exact(Date.UTC(2000, month, 1)));
    const [first] = seen;
    const settled = Date.UTC(2000, 0, 1);
    offset = seen.size === 1 && first !== undefined ? (at) => (at >= settled ? first : exact(at)) : exact;
    offsets.set(zone, offset);
  }
  return offset;
}

/** The day on which an instant falls in a zone. */
export const dayAt = (at: number, zone: string): number => Math.floor((at + offsetOf(zone)(at)) / ms);

/** The first instant of a day in a zone. */
export function startOf(day: number, zone: string): number {
  const offset = offsetOf(zone);
  const utc = day * ms;
  // The offset is asked where the local midnight is near; the second look settles a change of clocks in between.
  return utc - offset(utc - offset(utc));
}

/** The last millisecond of a day in a zone: the instant at which a time counted in days runs out. */
export const endOf = (day: number, zone: string): number => startOf(day + 1, zone) - 1;

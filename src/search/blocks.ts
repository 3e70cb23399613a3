// Time in blocks of days that grow fourfold, as the index is walked through: the newest first, each day in one of them. Pure.

export const dayLength = 86_400_000;
/** Days in a block, at each step of the walk. */
const blockDays = [1, 4, 16, 64, 256] as const;
/** At least so many of one length before longer ones: together as long as the next. */
const before = 4;
/** So far back something can lie, in days. */
const longest = 60 * 366;

/** The days of the calendar, counted. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / dayLength);

/** So many days, the `n`th such block. */
interface Block {
  readonly days: number;
  readonly n: number;
}

/** The blocks in which a day lies, one of each length. */
export const blocksOf = (day: number): Block[] => blockDays.map((days) => ({ days, n: Math.floor(day / days) }));

/** The block of sixteen days that a day is in, and the one before. */
export const recentBlocks = (day: number): Block[] => [0, 1].map((back) => ({ days: 16, n: Math.floor(day / 16) - back }));

/** From a day back: every day in one block, the newest first. */
export function walkFrom(day: number): Block[] {
  const blocks: Block[] = [];
  // The first day that is not yet in any.
  let end = day + 1;
  const last = end - longest;
  for (const [step, days] of blockDays.entries()) {
    const next = blockDays[step + 1];
    for (let taken = 0; end > last && (next === undefined || taken < before || end % next !== 0); taken++) {
      blocks.push({ days, n: end / days - 1 });
      end -= days;
    }
  }
  return blocks;
}

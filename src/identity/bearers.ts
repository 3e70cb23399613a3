// Remembers who bears a token, for as long as the database says nothing else: a program sends the same token with every request,
// and who it speaks for changes seldom.
import type { Notices } from "../platform/database/index.ts";
import { isoDate } from "../platform/i18n/index.ts";
import type { Ground } from "./ground.ts";
import { type Bearing, bearingOf } from "./who.ts";

/** Used no longer than this without looking again, in milliseconds: a connection may be dead for a while before anybody notices. */
const longest = 5000;
/** Tokens remembered at most. */
const most = 5000;

interface Known extends Bearing {
  readonly from: number;
  readonly day: string;
}

/** The holder of a bearer token; null if it is unknown, ended or revoked. A revocation is heard of by notice, within milliseconds. */
export function bearersOf(
  ground: Ground,
  notices: Pick<Notices, "live" | "on">,
): (token: string, now: number) => Promise<Bearing["actor"] | null> {
  const known = new Map<string, Known>();
  let changes = 0;
  notices.on("errand_standing", () => {
    changes += 1;
    known.clear();
  });
  return async (token, now) => {
    const day = isoDate(now, ground.zone);
    const found = known.get(token);
    if (found && notices.live && found.day === day && found.from <= now && now < Math.min(found.from + longest, found.endsAt))
      return found.actor;
    const before = changes;
    const bearing = await bearingOf(ground, token, now);
    if (bearing && notices.live && before === changes) {
      if (known.size >= most) known.clear();
      known.set(token, { ...bearing, from: now, day });
    }
    return bearing?.actor ?? null;
  };
}

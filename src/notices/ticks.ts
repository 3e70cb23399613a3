// What notices have to be looked at for regularly.
import type { Desk } from "../casework/index.ts";
import type { Tick } from "../platform/jobs/index.ts";
import { tellAlerts } from "./alerts.ts";
import { dueMail, makeDigests } from "./mail/due.ts";

/** The rounds of this room. `mail`: there is a server to send by. */
export const noticeTicks = (desk: Desk, mail: boolean): readonly Tick[] => [
  { name: "notices of warnings", run: async (now) => void (await tellAlerts(desk, now)) },
  { name: "digests", run: async (now) => void (mail && (await makeDigests(desk, now))) },
  { name: "mail", run: async (now) => void (await dueMail(desk, now, mail)) },
  { name: "old notices", run: (now) => sweepNotices(desk, now) },
];

const day = 86_400_000;

/** Forgets what is old, once a day. */
async function sweepNotices({ pool }: Pick<Desk, "pool">, now: number): Promise<void> {
  const { rowCount } = await pool.query(
    "update notices.place set at = to_timestamp($1 / 1000.0) where name = 'sweep' and at < to_timestamp($2 / 1000.0)",
    [now, now - day],
  );
  if (rowCount === 1) await pool.query("select notices.sweep(to_timestamp($1 / 1000.0))", [now]);
}

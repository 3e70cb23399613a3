// Which looks are wanted: read off the address, so that it can be kept and sent.
import { dayOf, startOf } from "../../engine/calendar/index.ts";
import type { Access, AccessFilter } from "../../exchange/index.ts";
import type { Http } from "../../platform/http/index.ts";

export const kinds = ["asked", "reused", "opened", "read", "exported"] as const satisfies readonly Access["kind"][];

/** As the address has it. */
export interface Wanted {
  readonly about: string | undefined;
  readonly kind: Access["kind"] | undefined;
  readonly agency: string | undefined;
  readonly register: string | undefined;
  /** `YYYY-MM-DD`; both days are in. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const day = (value: string | undefined): string | undefined => {
  const tidy = value?.normalize("NFKC").trim();
  return tidy !== undefined && dayOf(tidy) !== null ? tidy : undefined;
};
const key = (value: string | undefined): string | undefined =>
  value !== undefined && /^[a-z][a-z0-9-]{0,99}$/.test(value) ? value : undefined;

/** What does not make sense is left out: it filters nothing, and the page shows what it does filter by. */
export const readWanted = (c: Http): Wanted => ({
  about: c.req.query("about"),
  kind: kinds.find((kind) => kind === c.req.query("kind")),
  agency: key(c.req.query("agency")),
  register: key(c.req.query("register")),
  from: day(c.req.query("from")),
  to: day(c.req.query("to")),
});

/** The filter that this comes to, in the city's time. */
export function filterOf({ kind, agency, register, from, to }: Wanted, zone: string): AccessFilter {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(agency === undefined ? {} : { agency }),
    ...(register === undefined ? {} : { register }),
    ...(from === undefined ? {} : { from: startOf(dayOf(from) ?? 0, zone) }),
    ...(to === undefined ? {} : { to: startOf((dayOf(to) ?? 0) + 1, zone) }),
  };
}

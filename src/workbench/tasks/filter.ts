// The filters of the list of tasks, as the address holds them.
import { z } from "zod";
import { type WorkQuery, workOf } from "../../casework/index.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";
import { soonUntil } from "../urgency.ts";

const filter = z.object({
  /** One of the officer's posts. */
  post: z.string().max(200).optional(),
  service: z.string().max(100).optional(),
  who: z.enum(["mine", "free"]).optional(),
  due: z.enum(["overdue", "soon"]).optional(),
  number: z.string().max(100).optional(),
});

/** What a reader of the list has asked for. Absent: no limit of that kind. */
export interface TaskFilter {
  readonly post?: string;
  readonly service?: string;
  readonly who?: "mine" | "free";
  readonly due?: "overdue" | "soon";
  /** As it was typed. */
  readonly number?: string;
}

export const filterNames = ["post", "service", "who", "due", "number"] as const satisfies readonly (keyof TaskFilter)[];

/** Reads the filters of a request; what makes no sense is as if it had not been asked. */
export const readFilter = (c: Http): TaskFilter => filterOf((name) => c.req.query(name));

/** The same, wherever the values stand. */
export function filterOf(value: (name: string) => string | undefined): TaskFilter {
  const given: Record<string, string> = {};
  for (const name of filterNames) {
    const one = value(name)
      ?.replaceAll(/\p{Cc}/gu, "")
      .trim();
    if (one) given[name] = one;
  }
  const read: Record<string, string> = {};
  for (const name of filterNames) {
    const one = filter.shape[name].safeParse(given[name]);
    if (one.success && one.data !== undefined) read[name] = one.data;
  }
  return read;
}

/** A case number as it is written: capital letters, and its dashes where they were left out. */
export function tidyNumber(typed: string): string {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/\s|\p{Pd}/gu, "");
  return /^\d{8}[0-9A-Z]{8}$/.test(plain)
    ? `${plain.slice(0, 8)}-${plain.slice(8, 12)}-${plain.slice(12)}`
    : typed.normalize("NFKC").toUpperCase().trim();
}

/** The query behind the filters; a post that the officer does not hold finds nothing. */
export function queryOf(bench: Bench, { post, service, who, due, number }: TaskFilter): Omit<WorkQuery, "limit" | "after"> {
  const { posts: held, ...limited } = workOf(bench.officer);
  const soon = soonUntil(bench.now, bench.desk);
  return {
    posts: post === undefined ? held : held.filter((one) => one === post),
    ...limited,
    ...(service === undefined ? {} : { pack: service }),
    ...(who === "mine" ? { takenBy: bench.officer.id } : {}),
    ...(who === "free" ? { free: true } : {}),
    ...(number === undefined ? {} : { number: tidyNumber(number) }),
    ...(due === "overdue" ? { until: bench.now } : due === "soon" ? { from: bench.now, until: soon } : {}),
  };
}

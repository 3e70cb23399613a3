// Which figures are asked for: what kind, of which agencies, over how many months.
import { z } from "zod";
import { seenAgencies } from "../../insight/index.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";

export const insightKinds = ["time", "load", "paper"] as const;
export type InsightKind = (typeof insightKinds)[number];

export const periods = ["1", "3", "12"] as const;
export type Period = (typeof periods)[number];

const kind = z.enum(insightKinds);
const period = z.enum(periods).catch("12");

export interface Asked {
  readonly kind: InsightKind;
  readonly period: Period;
  /** `YYYY-MM-01`. */
  readonly since: string;
  /** The agencies that the reader may look at, all of the city's where there is no limit. */
  readonly choice: readonly string[];
  /** The one that is looked at, where one is. */
  readonly agency: string | undefined;
  /** What is counted; null for the whole city. */
  readonly agencies: readonly string[] | null;
}

/** What a request asks for; undefined where the reader sees no figures, or there are none of that kind. */
export function askedOf(c: Http, bench: Bench): Asked | undefined {
  const { desk, directory, officer, now } = bench;
  const read = kind.safeParse(c.req.param("kind"));
  const seen = seenAgencies(officer);
  if (!read.success || seen?.length === 0) return undefined;
  const choice = seen ?? directory.agencies().map(({ id }) => id);
  const wanted = c.req.query("agency");
  const agency = wanted !== undefined && choice.includes(wanted) ? wanted : undefined;
  const months = period.parse(c.req.query("months"));
  const first = Temporal.PlainDate.from(desk.day(now)).with({ day: 1 });
  return {
    kind: read.data,
    period: months,
    since: first.subtract({ months: Number(months) - 1 }).toString(),
    choice,
    agency,
    agencies: agency === undefined ? seen : [agency],
  };
}

/** The query that asks the same again. */
export const queryOf = ({ agency, period: months }: Pick<Asked, "agency" | "period">): Record<string, string> => ({
  months,
  ...(agency === undefined ? {} : { agency }),
});

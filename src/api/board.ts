// What is overdue and soon due, and what is supervised: the same numbers as on the board of the workbench.
import { z } from "zod";
import { boardCounts, type Desk, supervisions } from "../casework/index.ts";
import { dueAfter } from "../engine/calendar/index.ts";
import type { Actor } from "../identity/index.ts";
import { agenciesHeld, boardPosts, boardViews, viewsOf } from "../staffing/index.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { day, instant } from "./shapes.ts";

const count = z.object({
  post: z.string(),
  /** Who has taken them; absent: nobody. */
  officer: z.string().optional(),
  overdue: z.number().int(),
  soon: z.number().int(),
  /** There are more that were not counted. */
  more: z.boolean(),
});
const supervised = z.object({
  case: z.object({ id: z.string(), number: z.string() }),
  /** The entry that supervised. */
  seq: z.number().int(),
  at: instant,
  by: z.string(),
  task: z.string().optional(),
  until: day.optional(),
  answered: z.object({ at: instant, by: z.string() }).optional(),
});

type Officer = Extract<Actor, { kind: "officer" }>;
const barred = (zh: string, en: string) => new Refuse({ ok: false, status: 403, code: "forbidden", title: { zh, en } });

function staff(actor: Actor): Officer {
  if (actor.kind !== "officer") throw barred("只供工作人员使用。", "This is for staff.");
  return actor;
}

export function boardRoutes(desk: Desk): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/board",
      id: "readBoard",
      summary: "Overdue and soon due tasks by post and officer; a post is counted up to 200, to fewer where there are more than thirty",
      tag: "tasks",
      access: "tasks",
      query: z.object({
        view: z.enum(boardViews).optional(),
        service: z.string().max(100).optional(),
        post: z.string().max(200).optional(),
      }),
      answers: { 200: { description: "Counts", schema: z.object({ counts: z.array(count) }) } },
      problems: [403],
      handle: async ({ actor, query }) => {
        const officer = staff(actor);
        const view = query.view ?? "mine";
        const directory = await desk.organisation.current();
        if (!directory || !viewsOf(officer).includes(view)) throw barred("这个看板不对您开放。", "This board is not for you.");
        const now = desk.now();
        const posts = [...boardPosts(directory, officer, view, desk.day(now)).keys()].filter(
          (post) => query.post === undefined || post === query.post,
        );
        const soon = dueAfter({ n: 2, unit: "workdays" }, now, desk.calendar, desk.zone).due + 1;
        const rows = await boardCounts(desk, { posts, now, soon, ...(query.service === undefined ? {} : { pack: query.service }) });
        const counts = rows
          .filter(({ officer: who }) => view !== "mine" || who === null || who === officer.id)
          .map(({ post, officer: who, red, yellow, more }) => ({
            post,
            ...(who === null ? {} : { officer: who }),
            overdue: red,
            soon: yellow,
            more,
          }));
        return { status: 200, body: { counts } };
      },
    }),
    route({
      method: "get",
      path: "/supervisions",
      id: "listSupervisions",
      summary: "What was supervised, and what was answered, the latest first",
      tag: "tasks",
      access: "cases:read",
      query: z.object({ before: z.iso.datetime().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }),
      answers: {
        200: {
          description: "Supervisions; the next page begins before the last one",
          schema: z.object({ supervisions: z.array(supervised) }),
        },
      },
      problems: [403],
      handle: async ({ actor, query }) => {
        const officer = staff(actor);
        const rows = await supervisions(desk, {
          limit: query.limit ?? 50,
          ...(officer.rights.includes("read-cases") ? {} : { agencies: agenciesHeld(officer) }),
          ...(query.before === undefined ? {} : { before: Date.parse(query.before) }),
        });
        const list = rows.map(({ case: id, number, seq, at, actor: by, task, until, answered }) => ({
          case: { id, number },
          seq,
          at: new Date(at).toISOString(),
          by,
          ...(task === undefined ? {} : { task }),
          ...(until === undefined ? {} : { until }),
          ...(answered ? { answered: { at: new Date(answered.at).toISOString(), by: answered.actor } } : {}),
        }));
        return { status: 200, body: { supervisions: list } };
      },
    }),
  ];
}

// Tasks: what the holder of the token may do now, and doing it.
import { z } from "zod";
import {
  act,
  blindsOf,
  type CaseView,
  casesOf,
  type Desk,
  loadAll,
  subjectOf,
  taskCommand,
  viewOf,
  type WorkRow,
  worklist,
  workOf,
} from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { actedBody, version } from "./acted.ts";
import { newCommandId } from "./command-id.ts";
import { type Paging, paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { acted, clocksOf, task, when } from "./shapes.ts";

const taskId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[1-9]\d{0,8}$/, "<case>.<no>");

export function taskRoutes(desk: Desk, pages: Paging): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/tasks",
      id: "listTasks",
      summary: "What the token's holder may do, most urgent first",
      tag: "tasks",
      access: "tasks",
      query: paging.extend({
        service: z.string().max(100).optional(),
        taken: z.enum(["me"]).optional(),
        case: z.string().max(40).optional(),
      }),
      answers: { 200: { description: "A page of tasks", schema: z.object({ tasks: z.array(task) }), headers: { Link: "The next page" } } },
      handle: async ({ actor, query, url }) => {
        if (actor.kind !== "officer") return { status: 200, body: { tasks: await applicantTasks(desk, actor, query) } };
        const limit = query.limit ?? 50;
        const place = pages.read("tasks", query.after, z.tuple([z.number().nullable(), z.string(), z.number()]));
        const rows = await worklist(desk, {
          ...workOf(actor),
          limit: limit + 1,
          ...(place ? { after: { due: place[0] ?? Number.POSITIVE_INFINITY, case: place[1], no: place[2] } } : {}),
          ...(query.service === undefined ? {} : { pack: query.service }),
          ...(query.case === undefined ? {} : { number: query.case }),
          ...(query.taken === undefined ? {} : { takenBy: actor.id }),
        });
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        const views = await viewsOf(desk, actor, [...new Set(shown.map(({ case_id }) => case_id))]);
        const tasks = shown.flatMap((row) => {
          const view = views.get(row.case_id);
          return view ? (taskOf(view, row.no) ?? []) : [];
        });
        return { status: 200, body: { tasks }, headers: rows.length > limit && last ? pages.next(url, "tasks", placeOf(last)) : {} };
      },
    }),
    route({
      method: "post",
      path: "/tasks/{id}/commands",
      id: "actOnTask",
      summary: "Take, release, give, finish, recall",
      tag: "tasks",
      access: "tasks",
      idempotent: true,
      conditional: true,
      params: z.object({ id: taskId }),
      body: taskCommand,
      answers: { 200: { description: "Done", schema: acted, headers: { ETag: "The case's version" } } },
      handle: async ({ actor, params, body, headers, key }) => {
        const [caseId = "", no = ""] = params.id.split(".");
        const done = await act(
          desk,
          actor,
          caseId,
          { ...body, task: Number(no) },
          { command: newCommandId(desk, actor, key, params.id), ...version(headers) },
        );
        if (!done.ok) throw new Refuse(done);
        return { status: 200, body: actedBody(done), headers: { etag: `"${done.version}"` } };
      },
    }),
  ];
}

// An unbounded due date has no number in JSON: null stands for it in a cursor.
const placeOf = (row: WorkRow): readonly (string | number)[] => [
  (Number.isFinite(row.due_at) ? row.due_at : null) as number,
  row.case_id,
  row.no,
];

async function viewsOf(desk: Desk, actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, CaseView>> {
  const loaded = await loadAll(desk, ids);
  const blinds = blindsOf(desk, actor);
  return new Map(loaded.map((one) => [one.row.id, viewOf(desk, actor, one, subjectOf(one.row, blinds))]));
}

/** What waits for the applicant in its own cases. */
async function applicantTasks(
  desk: Desk,
  actor: Actor,
  only: { readonly service?: string | undefined; readonly case?: string | undefined; readonly limit?: number | undefined },
): Promise<z.infer<typeof task>[]> {
  const rows = await casesOf(desk, blindsOf(desk, actor), { limit: 200 });
  const views = await viewsOf(
    desk,
    actor,
    rows
      .filter(({ waits, pack, number }) => waits && (only.service ?? pack) === pack && (only.case ?? number) === number)
      .map(({ id }) => id),
  );
  return [...views.values()].flatMap((view) => view.offers.flatMap(({ no }) => taskOf(view, no) ?? [])).slice(0, only.limit);
}

function taskOf(view: CaseView, no: number): z.infer<typeof task> | undefined {
  const { heading } = view;
  const one = view.tasks.find((candidate) => candidate.no === no);
  if (!one || (one.status !== "open" && one.status !== "taken")) return undefined;
  const offer = view.offers.find((candidate) => candidate.no === no);
  return {
    id: `${heading.id}.${no}`,
    no,
    case: { id: heading.id, number: heading.number, service: view.loaded.pack.header.id, title: heading.service, version: heading.version },
    stage: one.stage,
    key: one.key,
    title: one.title,
    ...(one.item === undefined ? {} : { item: one.item }),
    post: one.post,
    ...(one.officer === undefined ? {} : { officer: one.officer }),
    status: one.status,
    ...when("openedAt", one.openedAt),
    ...when("dueAt", one.dueAt),
    outcomes: (offer?.outcomes ?? []).map(({ redo, ...outcome }) => ({ ...outcome, redo: [...redo] })),
    commands: [...(offer?.commands ?? [])],
    fields: [...(offer?.fields ?? [])],
    evidence: [...(offer?.evidence ?? [])],
    clocks: clocksOf(view),
  };
}

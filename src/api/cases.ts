// Cases: submitted, listed, read, acted on; their history.
import { z } from "zod";
import {
  act,
  blindsOf,
  bundleOf,
  type CaseView,
  casesOf,
  type Desk,
  openedCases,
  type PartView,
  partsOf,
  relatedCases,
  timeline,
  wholeCommand,
} from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { actedBody, version } from "./acted.ts";
import { fileRoutes, openCase, outputsOf } from "./case-files.ts";
import { newCommandId } from "./command-id.ts";
import { type Paging, paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { acted, caseHref, caseLine, caseLineOf, caseWhole, clocksOf, instant, text, when } from "./shapes.ts";
import { submitRoute } from "./submission.ts";

const id = z.object({ id: z.uuid() });

const event = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.string(),
  type: z.string(),
  /** The post in which the officer acted in another's place. */
  acting: z.object({ post: z.string(), for: z.string().optional(), how: z.enum(["delegated", "substitute"]), id: z.uuid() }).optional(),
  /** What a note was about: a task, the day for a reply, the entry that it answers. */
  about: z
    .object({ kind: z.string(), task: z.string().optional(), until: z.iso.date().optional(), answers: z.number().int().optional() })
    .optional(),
  happened: z.array(text),
  words: z.string().optional(),
  marks: z.array(z.string()),
  digest: z.string(),
});

export function caseRoutes(desk: Desk, pages: Paging): readonly Route[] {
  const besides = async (actor: Actor, view: CaseView): Promise<Pick<z.infer<typeof caseWhole>, "opened" | "related">> => {
    const [opened, related] = await Promise.all([openedCases(desk, actor, view), relatedCases(desk, actor, view.heading.id)]);
    return {
      opened: opened.map(
        ({ task, id: of, number, title, agency, openedAt, standing, outcome, toldAt, readAt, urged, urgedAt, unanswered, answered }) => ({
          task,
          id: of,
          number,
          title,
          agency,
          openedAt: new Date(openedAt).toISOString(),
          ...(standing === undefined ? {} : { standing }),
          ...(outcome === undefined ? {} : { outcome }),
          ...when("toldAt", toldAt),
          ...when("readAt", readAt),
          ...when("unansweredSince", unanswered?.since),
          ...when("answerBy", unanswered?.by),
          urged,
          ...when("urgedAt", urgedAt),
          ...(answered === undefined ? {} : { answered: answered.number, ...when("answeredAt", answered.at) }),
        }),
      ),
      related: related.map(({ openedAt: _o, readable: _r, documentNumber, ...one }) => ({
        ...one,
        ...(documentNumber === undefined ? {} : { documentNumber }),
      })),
    };
  };

  return [
    submitRoute(desk),
    route({
      method: "get",
      path: "/cases",
      id: "listCases",
      summary: "One's own cases, newest first",
      tag: "cases",
      access: "cases:read",
      query: paging,
      answers: {
        200: { description: "A page of cases", schema: z.object({ cases: z.array(caseLine) }), headers: { Link: "The next page" } },
      },
      handle: async ({ actor, query, url }) => {
        const limit = query.limit ?? 50;
        const place = pages.read("cases", query.after, z.tuple([z.number(), z.string()]));
        const rows = await casesOf(desk, blindsOf(desk, actor), {
          limit: limit + 1,
          ...(place ? { before: { at: place[0], id: place[1] } } : {}),
        });
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        const cases = await Promise.all(
          shown.map(async (row) => caseLineOf(await desk.catalogue.pack(row.pack_hash.toString("hex")), row)),
        );
        return {
          status: 200,
          body: { cases },
          headers: rows.length > limit && last ? pages.next(url, "cases", [last.opened_at, last.id]) : {},
        };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}",
      id: "readCase",
      summary: "One case as its reader may see it",
      tag: "cases",
      access: "cases:read",
      params: id,
      answers: { 200: { description: "The case", schema: caseWhole, headers: { ETag: "Its version" } } },
      handle: async (call) => {
        const view = await openCase(desk, call);
        const { loaded, heading } = view;
        const { answers } = loaded.secret();
        const [parts, bundle] = await Promise.all([partsOf(desk, call.actor, view), bundleOf(desk, call.actor, view)]);
        const body: z.infer<typeof caseWhole> = {
          ...caseLineOf(loaded.pack, loaded.row),
          version: heading.version,
          agency: heading.agency,
          ...when("endedAt", heading.endedAt),
          clocks: clocksOf(view),
          tasks: view.tasks.map(({ no, stage, key, title, post, status, outcome, openedAt, doneAt }) => ({
            no,
            stage,
            key,
            title,
            post,
            status,
            ...(outcome === undefined ? {} : { outcome }),
            ...when("openedAt", openedAt),
            ...when("doneAt", doneAt),
          })),
          data: answers as never,
          marks: Object.values(loaded.row.run.marks).flat(),
          commands: [
            ...(view.mayWithdraw ? (["withdraw"] as const) : []),
            ...view.mayNote,
            ...(view.extras.length > 0 ? (["open"] as const) : []),
          ],
          extras: [...view.extras],
          outputs: await outputsOf(desk, view),
          ...(call.actor.kind === "officer" ? await besides(call.actor, view) : {}),
          ...(loaded.pack.parts ? { parts: parts.map(partLine) } : {}),
          ...(bundle
            ? {
                bundle: {
                  number: bundle.number,
                  title: bundle.title,
                  part: bundle.part,
                  ...(bundle.readable ? { href: caseHref(bundle.id) } : {}),
                },
              }
            : {}),
        };
        return { status: 200, body, headers: { etag: `"${heading.version}"` } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/events",
      id: "readHistory",
      summary: "What happened, oldest first",
      tag: "cases",
      access: "cases:read",
      params: id,
      query: paging,
      answers: {
        200: { description: "A page of the history", schema: z.object({ events: z.array(event) }), headers: { Link: "The next page" } },
      },
      handle: async (call) => {
        const view = await openCase(desk, call);
        const limit = call.query.limit ?? 50;
        const scope = `events:${view.heading.id}`;
        const place = pages.read(scope, call.query.after, z.tuple([z.number()]));
        const lines = await timeline(desk, call.actor, view, { limit: limit + 1, ...(place ? { after: place[0] } : {}) });
        const shown = lines.slice(0, limit);
        const last = shown.at(-1);
        const events = shown.map(({ at, words, ...line }) => ({
          ...line,
          at: new Date(at).toISOString(),
          ...(words === undefined ? {} : { words }),
        }));
        return { status: 200, body: { events }, headers: lines.length > limit && last ? pages.next(call.url, scope, [last.seq]) : {} };
      },
    }),
    ...fileRoutes(desk),
    route({
      method: "post",
      path: "/cases/{id}/commands",
      id: "actOnCase",
      summary: "Withdraw, open an extra task, urge, supervise, remark",
      tag: "cases",
      access: "cases:write",
      idempotent: true,
      conditional: true,
      params: id,
      body: wholeCommand,
      answers: { 200: { description: "Done", schema: acted, headers: { ETag: "The case's version" } } },
      handle: async ({ actor, params, body, headers, key }) => {
        const done = await act(desk, actor, params.id, body, {
          command: newCommandId(desk, actor, key, params.id),
          ...version(headers),
        });
        if (!done.ok) throw new Refuse(done);
        return { status: 200, body: actedBody(done), headers: { etag: `"${done.version}"` } };
      },
    }),
  ];
}

const partLine = ({ key, title, service, agency, status, outcome, because, silent, fees, case: view }: PartView) => ({
  key,
  title,
  service,
  agency,
  status,
  ...(outcome === undefined ? {} : { outcome }),
  because: [...because],
  ...(silent ? { silent: { register: silent.register, until: new Date(silent.until).toISOString() } } : {}),
  fees,
  ...(view ? { case: caseLineOf(view.loaded.pack, view.loaded.row) } : {}),
});

// Cases: submitted, listed, read, acted on; their history, receipt and outputs.
import { z } from "zod";
import {
  act,
  blindsOf,
  bundleOf,
  type CaseView,
  caseReceipt,
  casesOf,
  caseView,
  type Desk,
  documentsOf,
  noteReading,
  openedCases,
  type PartView,
  partsOf,
  readDocument,
  receiptDocument,
  recordOpening,
  relatedCases,
  timeline,
  wholeCommand,
} from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { receiptSchema } from "../ledger/index.ts";
import { accepted } from "./accept.ts";
import { newCommandId } from "./command-id.ts";
import { type Paging, paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Call, type Reply, type Route, route } from "./route.ts";
import { acted, caseHref, caseLine, caseLineOf, caseWhole, clocksOf, instant, output, text, when } from "./shapes.ts";
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
  const open = async ({ actor, params }: Pick<Call<{ id: string }, unknown, unknown>, "actor" | "params">): Promise<CaseView> => {
    const view = await caseView(desk, actor, params.id);
    if ("ok" in view) throw new Refuse(view);
    await recordOpening(desk, actor, view);
    return view;
  };
  const outputs = async (view: CaseView): Promise<z.infer<typeof output>[]> =>
    (await documentsOf(desk, view)).map(({ no, madeAt, number, ...document }) => ({
      ...document,
      ...(number === undefined ? {} : { number }),
      madeAt: new Date(madeAt).toISOString(),
      href: `${caseHref(view.heading.id)}/outputs/${no}`,
    }));

  const besides = async (actor: Actor, view: CaseView): Promise<Pick<z.infer<typeof caseWhole>, "opened" | "related">> => {
    const [opened, related] = await Promise.all([openedCases(desk, actor, view), relatedCases(desk, actor, view.heading.id)]);
    return {
      opened: opened.map(
        ({ task, id: of, number, title, agency, openedAt, standing, outcome, toldAt, readAt, urged, urgedAt, answered }) => ({
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
        const view = await open(call);
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
          outputs: await outputs(view),
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
        const view = await open(call);
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
    route({
      method: "get",
      path: "/cases/{id}/receipt",
      id: "readReceipt",
      summary: "The receipt of the submission, as JSON or PDF by Accept",
      tag: "cases",
      access: "cases:read",
      params: id,
      answers: { 200: { description: "The receipt", schema: receiptSchema, bytes: ["application/pdf"] } },
      handle: async (call) => {
        const view = await open(call);
        const receipt = await caseReceipt(desk, view);
        if (accepted(call.headers.get("accept"), ["application/json", "application/pdf"]) === "application/json")
          return { status: 200, body: receipt };
        const content = await receiptDocument(desk, view, receipt, view.loaded.row.language);
        return { status: 200, bytes: { type: "application/pdf", content, name: `receipt-${view.heading.number}.pdf` } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/outputs",
      id: "listOutputs",
      summary: "Letters and licences of a case",
      tag: "cases",
      access: "cases:read",
      params: id,
      answers: {
        200: { description: "Every document, in the order in which they were made", schema: z.object({ outputs: z.array(output) }) },
      },
      handle: async (call) => ({ status: 200, body: { outputs: await outputs(await open(call)) } }),
    }),
    route({
      method: "get",
      path: "/cases/{id}/outputs/{no}",
      id: "readOutput",
      summary: "One letter or licence, as the signed PDF",
      tag: "cases",
      access: "cases:read",
      params: id.extend({ no: z.coerce.number().int().positive().max(2_147_483_647) }),
      answers: { 200: { description: "The document", bytes: ["application/pdf"] } },
      handle: async (call): Promise<Reply> => {
        const view = await open(call);
        const found = await readDocument(desk, view, call.params.no);
        if (found) await noteReading(desk, call.actor, view, { no: call.params.no, output: found.output });
        return found ? { status: 200, bytes: { type: "application/pdf", content: found.bytes, name: found.name } } : { status: 404 };
      },
    }),
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

const partLine = ({ key, title, service, agency, status, outcome, because, fees, case: view }: PartView) => ({
  key,
  title,
  service,
  agency,
  status,
  ...(outcome === undefined ? {} : { outcome }),
  because: [...because],
  fees,
  ...(view ? { case: caseLineOf(view.loaded.pack, view.loaded.row) } : {}),
});

/** What a command came to, without what only programs inside need. */
export const actedBody = ({
  id: caseId,
  number,
  version: v,
  status,
  stage,
  end,
}: {
  id: string;
  number: string;
  version: number;
  status: "running" | "ended";
  stage: string;
  end?: string;
}): z.infer<typeof acted> => ({
  id: caseId,
  number,
  version: v,
  status,
  stage,
  ...(end === undefined ? {} : { end }),
});

/** The version that If-Match names, if it names one. */
export function version(headers: Headers): { ifVersion?: number } {
  const match = /^"(\d{1,9})"$/.exec(headers.get("if-match") ?? "");
  if (!match) return headers.has("if-match") && headers.get("if-match") !== "*" ? { ifVersion: -1 } : {};
  return { ifVersion: Number(match[1]) };
}

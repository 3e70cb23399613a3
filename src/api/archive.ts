// The archive: files found, read, exported, held and lent; disposal lists made, reviewed, approved by two and carried out.
import { z } from "zod";
import type { Desk, Refused } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import {
  agenciesOf,
  approveList,
  archivesOf,
  askLoan,
  type DisposalList,
  decideLoan,
  disposalLists,
  exportFile,
  type FileLine,
  liftHold,
  listLines,
  makeList,
  openFile,
  openList,
  placeHold,
  proposeList,
  returnLoan,
  reviewLines,
  searchFiles,
  startList,
  turnBack,
} from "../office/index.ts";
import { newCommandId } from "./command-id.ts";
import type { Paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { instant, text } from "./shapes.ts";

type Officer = Extract<Actor, { kind: "officer" }>;

const id = z.object({ id: z.uuid() });
const day = z.iso.date();
const key = z.string().regex(/^[a-z][a-z0-9-]*$/);
const retention = z.enum(["permanent", "30 years", "10 years"]);

const fileShape = z.object({
  id: z.string(),
  number: z.string(),
  caseNumber: z.string(),
  agency: z.string(),
  class: z.string(),
  year: z.number().int(),
  retention,
  service: text,
  title: z.string().optional(),
  endedAt: instant,
  filedAt: instant,
  /** The first day on which it may be destroyed; absent where it is kept for good. */
  dueOn: day.optional(),
  held: z.boolean(),
  destroyedAt: instant.optional(),
});

const contents = z.object({
  entries: z.number().int(),
  answers: z.number().int(),
  texts: z.number().int(),
  documents: z.number().int(),
  evidence: z.number().int(),
  contacts: z.number().int(),
  subjects: z.number().int(),
});

const listShape = z.object({
  id: z.string(),
  number: z.string(),
  agency: z.string(),
  state: z.enum(["review", "proposed", "approved", "executing", "done", "dropped"]),
  /** What is approved; absent while the list is under review. */
  act: z.string().optional(),
  approvals: z.array(z.object({ officer: z.string(), post: z.string(), at: instant })),
  lines: z.number().int(),
  reviewed: z.number().int(),
  toDestroy: z.number().int(),
  destroyed: z.number().int(),
  kept: z.number().int(),
  held: z.number().int(),
  /** SHA-256 of the certificate, hexadecimal. */
  certificate: z.string().optional(),
});

const iso = (at: number): string => new Date(at).toISOString();

const fileOf = (line: FileLine): z.infer<typeof fileShape> => ({
  id: line.id,
  number: line.number,
  caseNumber: line.caseNumber,
  agency: line.agency,
  class: line.class,
  year: line.year,
  retention: line.retention,
  service: line.service,
  ...(line.title === undefined ? {} : { title: line.title }),
  endedAt: iso(line.endedAt),
  filedAt: iso(line.filedAt),
  ...(line.dueOn === null ? {} : { dueOn: line.dueOn }),
  held: line.held,
  ...(line.destroyedAt === null ? {} : { destroyedAt: iso(line.destroyedAt) }),
});

const listOf = ({
  id: of,
  number,
  agency,
  state,
  act,
  approvals,
  lines,
  reviewed,
  toDestroy,
  destroyed,
  kept,
  held,
  certificate,
}: DisposalList): z.infer<typeof listShape> => ({
  id: of,
  number,
  agency,
  state,
  ...(act === undefined ? {} : { act }),
  approvals: approvals.map(({ officer, post, at }) => ({ officer, post, at: iso(at) })),
  lines,
  reviewed,
  toDestroy,
  destroyed,
  kept,
  held,
  ...(certificate === undefined ? {} : { certificate }),
});

function staff(actor: Actor): Officer {
  if (actor.kind === "officer") return actor;
  throw new Refuse({ ok: false, status: 403, code: "forbidden", title: { zh: "只供工作人员使用。", en: "This is for staff." } });
}

/** What was done, or why it was not. */
function done<T extends { readonly ok: true }>(result: T | Refused): T {
  if (result.ok) return result;
  throw new Refuse(result);
}

const made = { 201: { description: "Done", schema: z.object({ id: z.string() }) } };
const ok = (what: string) => ({ 200: { description: what, schema: z.object({ id: z.string() }) } });

export function archiveRoutes(desk: Desk, pages: Paging): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/archive/search",
      id: "searchArchive",
      summary: "Finds files of the archive by number, words of the title, class, agency and year",
      tag: "archive",
      access: "cases:read",
      body: z.strictObject({
        words: z.string().max(200).optional(),
        class: key.optional(),
        agency: key.optional(),
        year: z.number().int().min(1900).max(9999).optional(),
        state: z.enum(["kept", "destroyed"]).optional(),
        limit: z.number().int().min(1).max(100).optional(),
        /** `next` of the page before. */
        after: z.string().max(2000).optional(),
      }),
      answers: {
        200: {
          description: "A page of files, the last filed first",
          schema: z.object({ files: z.array(fileShape), next: z.string().optional() }),
        },
      },
      problems: [400],
      handle: async ({ actor, body: { limit = 50, after, ...query } }) => {
        const who = staff(actor);
        const place = pages.read("archive", after, z.tuple([z.number(), z.string()]));
        const found = await searchFiles(desk, who, {
          ...query,
          ...(place ? { before: { at: place[0], id: place[1] } } : {}),
          limit: limit + 1,
        });
        const shown = found.slice(0, limit);
        const last = shown.at(-1);
        const next = found.length > limit && last ? { next: pages.place("archive", [last.filedAt, last.id]) } : {};
        return { status: 200, body: { files: shown.map(fileOf), ...next } };
      },
    }),
    route({
      method: "get",
      path: "/archive/files/{id}",
      id: "readFile",
      summary: "One file of the archive: what it holds, and whether that is whole; the look is recorded",
      tag: "archive",
      access: "cases:read",
      params: id,
      answers: {
        200: {
          description: "The file",
          schema: fileShape.extend({
            contents,
            whole: z.boolean().optional(),
            documents: z.array(z.object({ no: z.number().int(), title: text })),
          }),
        },
      },
      handle: async ({ actor, params }) => {
        const file = done(await openFile(desk, staff(actor), params.id));
        return {
          status: 200,
          body: {
            ...fileOf(file.line),
            contents: file.contents,
            ...(file.whole === undefined ? {} : { whole: file.whole }),
            documents: file.documents.map(({ no, title }) => ({ no, title })),
          },
        };
      },
    }),
    route({
      method: "get",
      path: "/archive/files/{id}/package",
      id: "exportFile",
      summary: "The whole file as a BagIt zip, for the archivist of its agency; the export is recorded",
      tag: "archive",
      access: "cases:read",
      params: id,
      answers: { 200: { description: "The package", bytes: ["application/zip"] } },
      handle: async ({ actor, params }) => {
        const { bytes, name } = done(await exportFile(desk, staff(actor), params.id));
        return { status: 200, bytes: { type: "application/zip", content: bytes, name } };
      },
    }),
    route({
      method: "post",
      path: "/archive/files/{id}/holds",
      id: "holdFile",
      summary: "Stops the disposal of a file, until a day or until it is lifted",
      tag: "archive",
      access: "tasks",
      idempotent: true,
      params: id,
      body: z.strictObject({ reason: z.string().max(1000), until: day.optional() }),
      answers: made,
      handle: async ({ actor, params, body, key: once }) => {
        const who = staff(actor);
        const hold = newCommandId(desk, actor, once, `hold:${params.id}`);
        done(await placeHold(desk, who, { id: hold, case: params.id, ...body }));
        return { status: 201, body: { id: hold } };
      },
    }),
    route({
      method: "post",
      path: "/archive/holds/{id}/lift",
      id: "liftHold",
      summary: "Lifts a hold",
      tag: "archive",
      access: "tasks",
      params: id,
      answers: ok("Lifted, now or before"),
      handle: async ({ actor, params }) => {
        done(await liftHold(desk, staff(actor), params.id));
        return { status: 200, body: { id: params.id } };
      },
    }),
    route({
      method: "post",
      path: "/archive/loans",
      id: "askLoan",
      summary: "Asks to borrow a file by its number, for a purpose and until a day",
      tag: "archive",
      access: "tasks",
      idempotent: true,
      body: z.strictObject({ number: z.string().max(200), purpose: z.string().max(1000), until: day }),
      answers: made,
      handle: async ({ actor, body, key: once }) => {
        const loan = newCommandId(desk, actor, once, "loan");
        done(await askLoan(desk, staff(actor), { id: loan, ...body }));
        return { status: 201, body: { id: loan } };
      },
    }),
    route({
      method: "post",
      path: "/archive/loans/{id}/commands",
      id: "actOnLoan",
      summary: "Lends a file, refuses to, or returns it",
      tag: "archive",
      access: "tasks",
      params: id,
      body: z.strictObject({ type: z.enum(["lend", "refuse", "return"]), until: day.optional() }),
      answers: ok("Done, now or before"),
      problems: [409],
      handle: async ({ actor, params, body: { type, until } }) => {
        const who = staff(actor);
        done(
          type === "return"
            ? await returnLoan(desk, who, params.id)
            : await decideLoan(desk, who, { id: params.id, lent: type === "lend", until }),
        );
        return { status: 200, body: { id: params.id } };
      },
    }),
    route({
      method: "get",
      path: "/archive/lists",
      id: "listDisposals",
      summary: "Disposal lists of the archives that one keeps or whose disposals one approves",
      tag: "archive",
      access: "cases:read",
      answers: { 200: { description: "The lists, the latest first", schema: z.object({ lists: z.array(listShape) }) } },
      handle: async ({ actor }) => {
        const who = staff(actor);
        const directory = await desk.organisation.current();
        const lists = await disposalLists(desk, directory ? archivesOf(directory, who) : agenciesOf(who));
        return { status: 200, body: { lists: lists.map(listOf) } };
      },
    }),
    route({
      method: "post",
      path: "/archive/lists",
      id: "makeDisposal",
      summary: "Makes the list of everything that is due at an agency and not held",
      tag: "archive",
      access: "tasks",
      idempotent: true,
      body: z.strictObject({ agency: key }),
      answers: made,
      handle: async ({ actor, body: { agency }, key: once }) => {
        const list = done(await makeList(desk, staff(actor), agency, newCommandId(desk, actor, once, `list:${agency}`)));
        return { status: 201, body: { id: list.id } };
      },
    }),
    route({
      method: "get",
      path: "/archive/lists/{id}",
      id: "readDisposal",
      summary: "One disposal list with its files, a page of them at a time",
      tag: "archive",
      access: "cases:read",
      params: id,
      query: z.object({ after: z.string().max(100).optional() }),
      answers: {
        200: {
          description: "The list; `after` the number of the last file gives the next page",
          schema: listShape.extend({
            files: z.array(
              z.object({
                id: z.string(),
                number: z.string(),
                decision: z.enum(["destroy", "keep"]).optional(),
                until: day.optional(),
                result: z.enum(["destroyed", "kept", "held"]).optional(),
              }),
            ),
          }),
        },
      },
      handle: async ({ actor, params, query: { after } }) => {
        const { list } = done(await openList(desk, staff(actor), params.id));
        const lines = await listLines(desk, list.id, { ...(after === undefined ? {} : { after }), limit: 200 });
        const files = lines.map(({ case: of, number, decision, until, result }) => ({
          id: of,
          number,
          ...(decision === null ? {} : { decision }),
          ...(until === null ? {} : { until }),
          ...(result === null ? {} : { result }),
        }));
        return { status: 200, body: { ...listOf(list), files } };
      },
    }),
    route({
      method: "post",
      path: "/archive/lists/{id}/commands",
      id: "actOnDisposal",
      summary: "Reviews files of a list, asks for approval, approves, gives back, lays aside, or begins to carry it out",
      tag: "archive",
      access: "tasks",
      params: id,
      body: z.discriminatedUnion("type", [
        z.strictObject({
          type: z.literal("review"),
          files: z.array(z.uuid()).max(1000),
          decision: z.enum(["destroy", "keep"]),
          until: day.optional(),
        }),
        z.strictObject({ type: z.literal("approve"), act: z.uuid() }),
        z.strictObject({ type: z.enum(["propose", "back", "drop", "start"]) }),
      ]),
      answers: ok("Done"),
      problems: [409],
      handle: async ({ actor, params, body }) => {
        const who = staff(actor);
        const act = (): Promise<{ readonly ok: true } | Refused> => {
          switch (body.type) {
            case "review":
              return reviewLines(desk, who, params.id, { cases: body.files, decision: body.decision, until: body.until });
            case "approve":
              return approveList(desk, who, params.id, body.act);
            case "propose":
              return proposeList(desk, who, params.id);
            case "start":
              return startList(desk, who, params.id);
            case "back":
            case "drop":
              return turnBack(desk, who, params.id, body.type === "drop");
          }
        };
        done(await act());
        return { status: 200, body: { id: params.id } };
      },
    }),
  ];
}

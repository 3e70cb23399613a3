// The archive: files found, read, exported, held and lent; with its disposal lists.
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import {
  agencyArchives,
  archiveFigures,
  archivesOf,
  askLoan,
  decideLoan,
  exportFile,
  lendingFigures,
  liftHold,
  openFile,
  placeHold,
  returnLoan,
  searchFiles,
  seesEveryArchive,
} from "../office/index.ts";
import { done, forbidden, made, ok, staff } from "./archive-answers.ts";
import { disposalRoutes } from "./archive-disposal.ts";
import { contents, day, figuresShape, fileOf, fileShape, id, key } from "./archive-shapes.ts";
import { newCommandId } from "./command-id.ts";
import type { Paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { text } from "./shapes.ts";

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
      method: "get",
      path: "/archive/figures",
      id: "readArchiveFigures",
      summary: "What an archive holds and what it destroyed; of every agency for those who may read every case",
      tag: "archive",
      access: "cases:read",
      query: z.object({
        /** Left out: the whole city. */
        agency: key.optional(),
      }),
      answers: { 200: { description: "Figures by class, year and retention, and of lending", schema: figuresShape } },
      handle: async ({ actor, query: { agency } }) => {
        const who = staff(actor);
        const directory = await desk.organisation.current();
        const may = seesEveryArchive(who) || (agency !== undefined && directory && archivesOf(directory, who).includes(agency));
        if (!may || !directory) throw new Refuse(forbidden);
        const counted = agency === undefined ? directory.agencies().map(({ id: of }) => of) : [agency];
        const [files, lending, agencies] = await Promise.all([
          archiveFigures(desk, counted),
          lendingFigures(desk, counted),
          agency === undefined ? agencyArchives(desk, counted) : [],
        ]);
        return { status: 200, body: { files: [...files], lending, agencies: [...agencies] } };
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
    ...disposalRoutes(desk),
  ];
}

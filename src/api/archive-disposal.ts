// Yearly disposal lists: made, reviewed, approved by two and carried out.
import { z } from "zod";
import type { Desk, Refused } from "../casework/index.ts";
import {
  agenciesOf,
  approveList,
  archivesOf,
  disposalLists,
  listLines,
  makeList,
  openList,
  proposeList,
  reviewLines,
  startList,
  turnBack,
} from "../office/index.ts";
import { done, made, ok, staff } from "./archive-answers.ts";
import { day, id, key, listOf, listShape } from "./archive-shapes.ts";
import { newCommandId } from "./command-id.ts";
import { type Route, route } from "./route.ts";

export function disposalRoutes(desk: Desk): readonly Route[] {
  return [
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

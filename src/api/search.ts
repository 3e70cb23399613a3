// Searching: the words are sent in the body, because they may be names, and stand in no address and in no log.
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import { caseKinds, search } from "../search/index.ts";
import type { Paging } from "./paging.ts";
import { type Route, route } from "./route.ts";
import { instant, text } from "./shapes.ts";

const asked = z.strictObject({
  /** Several words: all must be there. */
  words: z.string().max(200),
  kind: z.enum(caseKinds).optional(),
  /** The agency that answers for the case. */
  agency: z.string().max(60).optional(),
  service: z.string().max(60).optional(),
  /** In which the case began. */
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  status: z.enum(["running", "ended"]).optional(),
  limit: z.number().int().min(1).max(50).optional(),
  /** `next` of the page before. */
  after: z.string().max(2000).optional(),
});

const result = z.object({
  /** The case. */
  id: z.string(),
  /** A conversation about it, which is found apart from the case and by those who take part alone. */
  thread: z.uuid().optional(),
  number: z.string(),
  service: z.string(),
  title: text,
  /** What the case is called by itself, for example a document's own title. */
  name: z.string().optional(),
  kind: z.enum(caseKinds),
  agency: z.string(),
  status: z.enum(["running", "ended"]),
  openedAt: instant,
  /** Where the words were found; of what is an applicant's own, officers are shown the words alone. */
  found: z.array(
    z.object({
      in: z.enum(["number", "title", "party", "document", "text", "comment", "answer", "said", "evidence", "message"]),
      label: text,
      pieces: z.array(z.object({ text: z.string(), mark: z.boolean() })),
    }),
  ),
});

export function searchRoutes(desk: Desk, pages: Paging): readonly Route[] {
  return [
    route({
      method: "post",
      path: "/search",
      id: "search",
      summary: "Finds cases, documents and conversations by words, names and numbers, among those that the token's holder may read",
      tag: "cases",
      access: "cases:read",
      reads: true,
      body: asked,
      answers: {
        200: {
          description: "A page of cases: whole numbers first, then titles, then what is written; the newer first",
          schema: z.object({
            results: z.array(result),
            /** Counted up to 500. */
            count: z.number().int(),
            /** There are more than are counted, or not every one of them was looked at. */
            about: z.boolean(),
            /** Nothing typed can be looked for: no character, letter or digit. */
            tooShort: z.boolean(),
            next: z.string().optional(),
          }),
        },
      },
      problems: [400],
      handle: async ({ actor, body }) => {
        const { limit = 20, after, service, ...rest } = body;
        const place = pages.read("search", after, z.tuple([z.literal([0, 1, 2]), z.number(), z.string()]));
        const found = await search(
          desk,
          actor,
          { ...rest, pack: service },
          { limit, after: place && { rank: place[0], at: place[1], id: place[2] } },
        );
        return {
          status: 200,
          body: {
            results: found.results.map(({ found: where, openedAt, pack, name, ...one }) => ({
              ...one,
              service: pack,
              ...(name === undefined ? {} : { name }),
              openedAt: new Date(openedAt).toISOString(),
              found: where.map(({ kind, label, pieces }) => ({ in: kind, label, pieces: [...pieces] })),
            })),
            count: found.count,
            about: found.about,
            tooShort: found.tooShort,
            ...(found.next ? { next: pages.place("search", [found.next.rank, found.next.at, found.next.id]) } : {}),
          },
        };
      },
    }),
  ];
}

// Anyone's check of a receipt, licence or official document: what holds, what fails, whose key it is.
import { z } from "zod";
import type { Verdict } from "../licence/index.ts";
import { type Route, route } from "./route.ts";
import { text } from "./shapes.ts";

const most = 20_000_000;

export const verifyRoutes = (check: (bytes: Uint8Array) => Promise<Verdict>): readonly Route[] => [
  route({
    method: "post",
    path: "/verify",
    id: "verifyFile",
    summary: "Check a receipt, a licence or an official document",
    tag: "verify",
    access: "none",
    bytes: ["application/pdf", "application/json", "application/dc+sd-jwt", "application/octet-stream"],
    most,
    answers: {
      200: {
        description: "What holds and what fails; the check itself succeeded, whatever it found",
        schema: z.object({
          kind: z.string(),
          /** True only if every check holds. */
          holds: z.boolean(),
          findings: z.array(z.object({ check: z.string(), holds: z.boolean().nullable(), text })),
        }),
      },
    },
    handle: async ({ stream }) => {
      const bytes = stream ? new Uint8Array(await new Response(stream).arrayBuffer()) : new Uint8Array();
      return { status: 200, body: await check(bytes) };
    },
  }),
];

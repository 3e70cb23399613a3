// Uploads: the raw body, streamed into the sealed store; used as evidence by its id.
import { z } from "zod";
import { type Desk, mostUpload, takeUpload } from "../casework/index.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";

export const fileRoutes = (desk: Desk): readonly Route[] => [
  route({
    method: "post",
    path: "/files",
    id: "uploadFile",
    summary: "Upload a file; its content decides what it is",
    tag: "files",
    access: "cases:write",
    query: z.object({ name: z.string().max(200).optional() }),
    bytes: ["application/pdf", "image/jpeg", "image/png", "application/octet-stream"],
    idempotent: true,
    most: mostUpload + 1,
    problems: [422],
    answers: {
      201: {
        description: "The file, to be named in `evidence`",
        schema: z.object({
          id: z.uuid(),
          name: z.string(),
          kind: z.enum(["pdf", "jpeg", "png"]),
          size: z.number().int(),
          sha256: z.string(),
        }),
      },
    },
    handle: async ({ actor, query, stream, key }) => {
      const done = await takeUpload(
        desk,
        actor,
        stream ?? new ReadableStream<Uint8Array>({ start: (control) => control.close() }),
        query.name ?? "",
        key,
      );
      if (!done.ok) throw new Refuse(done);
      return { status: 201, body: done.file };
    },
  }),
];

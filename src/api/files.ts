// Uploads: the raw body, streamed into the sealed store; used as evidence by its id.
import { z } from "zod";
import { type Desk, mostUpload, refused, takeUpload } from "../casework/index.ts";
import { fileNameIn } from "./file-name.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";

const misnamed = refused(422, "file-name", {
  zh: "Content-Disposition 中的文件名写法不对，或超过 200 个字符。请按 attachment; filename*=UTF-8''… 书写，或省去文件名。",
  en: "The name in Content-Disposition is written wrongly or longer than 200 characters. Write attachment; filename*=UTF-8''…, or leave the name out.",
});

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
    takes: {
      "Content-Disposition": "The file's name, better here than in the address: attachment; filename*=UTF-8''… (RFC 6266, RFC 8187).",
    },
    handle: async ({ actor, query, headers, stream, key }) => {
      const named = fileNameIn(headers.get("content-disposition"));
      if (named === null) throw new Refuse(misnamed);
      const done = await takeUpload(
        desk,
        actor,
        stream ?? new ReadableStream<Uint8Array>({ start: (control) => control.close() }),
        named ?? query.name ?? "",
        key,
      );
      if (!done.ok) throw new Refuse(done);
      return { status: 201, body: done.file };
    },
  }),
];

// Submitting an application through the API.
import { z } from "zod";
import { type Desk, findUpload, type GivenEvidence, receive, submitForReceipt } from "../casework/index.ts";
import { receiptSchema } from "../ledger/index.ts";
import { Refuse } from "./refuse.ts";
import { type Call, type Route, route } from "./route.ts";
import { caseHref } from "./shapes.ts";

const submission = z.strictObject({
  service: z.string().min(1).max(100),
  data: z.record(z.string().max(64), z.json()),
  evidence: z
    .array(
      z.strictObject({
        requirement: z.string().max(100),
        /** The id of an uploaded file. */
        file: z.string().max(64).optional(),
        declared: z.boolean().optional(),
        /** What was found in the register is wrong, in your words. */
        objection: z.string().trim().min(1).max(2000).optional(),
        consent: z.boolean().optional(),
      }),
    )
    .max(100)
    .optional(),
  /** Party id of the organisation that you act for. */
  onBehalfOf: z.string().max(64).optional(),
  language: z.enum(["zh", "en"]).optional(),
});

export const submitRoute = (desk: Desk): Route =>
  route({
    method: "post",
    path: "/cases",
    id: "submitCase",
    summary: "Submit an application",
    tag: "cases",
    access: "cases:write",
    idempotent: true,
    body: submission,
    answers: {
      201: {
        description: "The case, and its receipt: a signed promise that its entry will be in the log",
        schema: z.object({
          id: z.uuid(),
          number: z.string(),
          status: z.enum(["running", "ended"]),
          href: z.string(),
          receipt: receiptSchema,
        }),
        headers: { Location: "Where the case is", ETag: "The case's version" },
      },
    },
    handle: async ({ actor, body, key }) => {
      const received = await receive(desk, actor, { service: body.service, onBehalfOf: body.onBehalfOf, key });
      if (!received) throw new Refuse(unknownService);
      if (!received.ok) throw new Refuse(received);
      const { pack, applying: who, ...read } = received;
      const evidence = await givenEvidence(desk, actor, body.evidence ?? []);
      const done = await submitForReceipt(
        desk,
        actor,
        {
          pack,
          data: body.data,
          evidence,
          applicant: who.applicant,
          ...(who.agent ? { agent: who.agent } : {}),
          language: body.language ?? "zh",
          channel: "api",
        },
        key,
        read,
      );
      if (!done.ok) throw new Refuse(done);
      return {
        status: 201,
        body: { id: done.id, number: done.number, status: done.status, href: caseHref(done.id), receipt: done.receipt },
        headers: { location: caseHref(done.id), etag: `"${done.version}"` },
      };
    },
  });

const unknownService = {
  ok: false as const,
  status: 422 as const,
  code: "invalid",
  title: { zh: "有几处需要改正", en: "Some answers need to be put right" },
  errors: [
    {
      pointer: "/service",
      detail: { zh: "没有这个事项。可用的事项见 /api/v1/services。", en: "There is no such service. /api/v1/services lists them." },
    },
  ],
};

async function givenEvidence(
  desk: Desk,
  actor: Call<unknown, unknown, unknown>["actor"],
  items: NonNullable<z.infer<typeof submission>["evidence"]>,
): Promise<GivenEvidence[]> {
  const given: GivenEvidence[] = [];
  for (const [i, { file, requirement, declared, objection, consent }] of items.entries()) {
    const upload = file === undefined ? undefined : await findUpload(desk, actor, file);
    if (file !== undefined && !upload) {
      throw new Refuse({
        ...unknownService,
        errors: [
          {
            pointer: `/evidence/${i}/file`,
            detail: {
              zh: "没有这个文件。请先上传到 /api/v1/files。",
              en: "There is no such file of yours. Upload it to /api/v1/files first.",
            },
          },
        ],
      });
    }
    given.push({
      requirement,
      ...(upload ? { file: upload } : {}),
      ...(declared === undefined ? {} : { declared }),
      ...(objection === undefined ? {} : { objection }),
      ...(consent === undefined ? {} : { consent }),
    });
  }
  return given;
}

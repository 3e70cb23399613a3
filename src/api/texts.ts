// Texts of a case: read, written as versions, compared, commented on.
import { z } from "zod";
import {
  type CaseView,
  caseView,
  commentsOn,
  commentText,
  type Desk,
  editingTask,
  type FieldProblem,
  headOf,
  type KeptText,
  latestText,
  noText,
  readText,
  settleComment,
  textNames,
  textTitle,
  textVersions,
  textWarnings,
  writeHead,
} from "../casework/index.ts";
import { difference, emptyText, printPlain, type TextDoc } from "../engine/text/index.ts";
import type { Actor } from "../identity/index.ts";
import { writeText } from "../office/index.ts";
import { newCommandId } from "./command-id.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { text } from "./shapes.ts";
import { readBody } from "./text-body.ts";
import { change, no, params, version, versionLine, whole, words } from "./text-shapes.ts";

export function textRoutes(desk: Desk): readonly Route[] {
  const open = async (actor: Actor, { id, name }: z.infer<typeof params>): Promise<CaseView> => {
    const view = await caseView(desk, actor, id);
    if ("ok" in view) throw new Refuse(view);
    if (actor.kind !== "officer" || !textNames(view.loaded).includes(name)) throw new Refuse(noText);
    return view;
  };
  const one = async (view: CaseView, name: string, wanted: number | undefined): Promise<KeptText> => {
    const kept = await (wanted === undefined ? latestText(desk, view.loaded, name) : readText(desk, view.loaded, name, wanted));
    if (!kept) throw new Refuse(noVersion);
    return kept;
  };
  const body = async (view: CaseView, name: string, kept: KeptText): Promise<z.infer<typeof whole>> => ({
    ...versionLine(kept),
    name,
    title: textTitle(view.loaded, name),
    text: kept.text as never,
    plain: printPlain(kept.text),
    head: headOf(view.loaded, name) as never,
    warnings: textWarnings(view.loaded, name, kept.text).map(({ say, places }) => ({ say, places: [...places] })),
    comments: (await commentsOn(desk, view.loaded, name, kept)).map(({ at: made, now, settled, ...rest }) => ({
      ...rest,
      at: new Date(made).toISOString(),
      ...(now ? { now } : {}),
      ...(settled ? { settled: { officer: settled.officer, at: new Date(settled.at).toISOString() } } : {}),
    })),
  });
  return [
    route({
      method: "get",
      path: "/cases/{id}/texts",
      id: "listTexts",
      summary: "The texts of a case, and which of them may be written now",
      tag: "cases",
      access: "cases:read",
      params: params.omit({ name: true }),
      answers: {
        200: {
          description: "Every text by its name",
          schema: z.object({
            texts: z.array(
              z.object({ name: z.string(), title: text, latest: version.optional(), mayWrite: z.boolean(), href: z.string() }),
            ),
          }),
        },
      },
      handle: async ({ actor, params: { id } }) => {
        const view = await caseView(desk, actor, id);
        if ("ok" in view) throw new Refuse(view);
        const names = actor.kind === "officer" ? textNames(view.loaded) : [];
        const texts = await Promise.all(
          names.map(async (name) => {
            const latest = (await textVersions(desk, view.loaded, name)).at(-1);
            return {
              name,
              title: textTitle(view.loaded, name),
              ...(latest ? { latest: versionLine(latest) } : {}),
              mayWrite: editingTask(desk, actor, view.loaded, name) !== undefined,
              href: `/api/v1/cases/${id}/texts/${name}`,
            };
          }),
        );
        return { status: 200, body: { texts } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/texts/{name}",
      id: "readText",
      summary: "The latest version of a text, with its comments",
      tag: "cases",
      access: "cases:read",
      params,
      answers: { 200: { description: "The text, structured and as plain lines", schema: whole, headers: { ETag: "Its version" } } },
      handle: async ({ actor, params: wanted }) => {
        const view = await open(actor, wanted);
        const kept = await one(view, wanted.name, undefined);
        return { status: 200, body: await body(view, wanted.name, kept), headers: { etag: `"${kept.version}"` } };
      },
    }),
    route({
      method: "post",
      path: "/cases/{id}/texts/{name}",
      id: "writeText",
      summary:
        "Write a version on the latest one, in a task that edits the text; where there is a newer one, yours is kept as your working copy",
      tag: "cases",
      access: "tasks",
      idempotent: true,
      params,
      body: z.strictObject({
        /** The version that it was written on; 0 where there is none yet. */
        base: z.number().int().min(0).max(1_000_000),
        /** The structured text… */
        text: z.json().optional(),
        /** …or plain lines (docs/texts.md). */
        plain: z.string().max(300_000).optional(),
        /** What stands above it, where that changes too: `head` as it is read, or some of its fields. */
        head: z.record(z.string(), z.json()).optional(),
      }),
      problems: [409],
      answers: {
        200: {
          description: "Kept",
          schema: z.object({ version: z.number().int(), unchanged: z.boolean() }),
          headers: { ETag: "The text's version" },
        },
      },
      handle: async ({ actor, params: { id, name }, body: sent, key }) => {
        const written = readBody(sent);
        if (sent.head) {
          const command = newCommandId(desk, actor, key, `${id}:${name}:head`);
          const done = await writeHead(desk, actor, id, name, { data: sent.head as never, command });
          if (!done.ok) throw new Refuse({ ...done, ...(done.errors ? { errors: done.errors.map(atHead) } : {}) });
        }
        const saved = await writeText(desk, actor, id, name, {
          base: sent.base,
          text: written,
          command: newCommandId(desk, actor, key, `${id}:${name}`),
        });
        if (!saved.ok) throw new Refuse(saved);
        return { status: 200, body: { version: saved.version, unchanged: saved.unchanged }, headers: { etag: `"${saved.version}"` } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/texts/{name}/versions",
      id: "listTextVersions",
      summary: "Every version of a text, oldest first",
      tag: "cases",
      access: "cases:read",
      params,
      answers: { 200: { description: "Who wrote which version on which, and when", schema: z.object({ versions: z.array(version) }) } },
      handle: async ({ actor, params: wanted }) => {
        const view = await open(actor, wanted);
        return { status: 200, body: { versions: (await textVersions(desk, view.loaded, wanted.name)).map(versionLine) } };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/texts/{name}/versions/{version}",
      id: "readTextVersion",
      summary: "One version of a text, with the comments placed in it",
      tag: "cases",
      access: "cases:read",
      params: params.extend({ version: no }),
      answers: { 200: { description: "The text, structured and as plain lines", schema: whole } },
      handle: async ({ actor, params: wanted }) => {
        const view = await open(actor, wanted);
        return { status: 200, body: await body(view, wanted.name, await one(view, wanted.name, wanted.version)) };
      },
    }),
    route({
      method: "get",
      path: "/cases/{id}/texts/{name}/difference",
      id: "compareTexts",
      summary: "What leads from one version to another, line by line and word by word; version 0 is the empty text",
      tag: "cases",
      access: "cases:read",
      params,
      query: z.object({ from: z.coerce.number().int().min(0).max(1_000_000), to: no }),
      answers: {
        200: { description: "Every line of both", schema: z.object({ from: z.number(), to: z.number(), changes: z.array(change) }) },
      },
      handle: async ({ actor, params: wanted, query: { from, to } }) => {
        const view = await open(actor, wanted);
        const side = async (version: number): Promise<TextDoc> =>
          version === 0 ? emptyText : (await one(view, wanted.name, version)).text;
        return { status: 200, body: { from, to, changes: difference(await side(from), await side(to)) } };
      },
    }),
    route({
      method: "post",
      path: "/cases/{id}/texts/{name}/comments",
      id: "commentText",
      summary: "Comment on a place of a version, or say that a comment is dealt with",
      tag: "cases",
      access: "tasks",
      idempotent: true,
      params,
      body: z.union([
        z.strictObject({
          version: z.number().int().positive().max(1_000_000),
          /** The line, in the order of reading from 0 on, and the characters in it; 0 to 0 is the whole line. */
          line: z.number().int().min(0).max(100_000),
          from: z.number().int().min(0).max(1_000_000).default(0),
          to: z.number().int().min(0).max(1_000_000).default(0),
          words,
        }),
        z.strictObject({ settled: z.number().int().positive().max(1_000_000_000) }),
      ]),
      answers: { 200: { description: "Done", schema: z.object({ id: z.number().int() }) } },
      handle: async ({ actor, params: { id, name }, body: sent, key }) => {
        const command = newCommandId(desk, actor, key, `${id}:${name}:comment`);
        const done =
          "settled" in sent
            ? await settleComment(desk, actor, id, name, { comment: sent.settled, command })
            : await commentText(desk, actor, id, name, {
                version: sent.version,
                place: { line: sent.line, from: sent.from, to: sent.to },
                words: sent.words,
                command,
              });
        if (!done.ok) throw new Refuse(done);
        return { status: 200, body: { id: done.id } };
      },
    }),
  ];
}

const noVersion = {
  ok: false,
  status: 404,
  code: "no-version",
  title: { zh: "没有这一版文稿。", en: "There is no such version of the text." },
} as const;

/** Casework names the answers of a case; here they were sent as the text's head. */
const atHead = ({ pointer, ...rest }: FieldProblem): FieldProblem => ({ ...rest, pointer: pointer.replace(/^\/data/, "/head") });

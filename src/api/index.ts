// The REST API under /api/v1: its routes, the edge that parses, authorises and answers, and its description.
import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Verdict } from "../licence/index.ts";
import { bodyLimit, bodyLimits, type Http, type HttpEnv, json, problem, readIdempotencyKey, refuse } from "../platform/http/index.ts";
import { accepted } from "./accept.ts";
import { archiveRoutes } from "./archive.ts";
import { boardRoutes } from "./board.ts";
import { caseRoutes } from "./cases.ts";
import { datasetRoutes } from "./datasets.ts";
import { fileRoutes } from "./files.ts";
import { messageRoutes } from "./messages.ts";
import { onceRoutes } from "./once.ts";
import { openapi } from "./openapi.ts";
import { organisationRoutes } from "./organisation.ts";
import { Paging } from "./paging.ts";
import { refusedAnswer, schemaAnswer } from "./problem.ts";
import { readJson } from "./read-json.ts";
import { Refuse } from "./refuse.ts";
import type { Access, Call, Reply, Route } from "./route.ts";
import { searchRoutes } from "./search.ts";
import { serviceRoutes } from "./services.ts";
import { sharingRoutes } from "./sharing.ts";
import { taskRoutes } from "./tasks.ts";
import { textRoutes } from "./texts.ts";
import { verifyRoutes } from "./verify.ts";

export { problemStatuses } from "./openapi.ts";
export { problemSchema } from "./problem.ts";
export type { Route as ApiRoute } from "./route.ts";

export interface ApiContext {
  readonly desk: Desk;
  /** Who a request comes from: the bearer of its token, else its session, else nobody. */
  actorOf(c: Http): Promise<Actor>;
  verify(bytes: Uint8Array): Promise<Verdict>;
  readonly version: string;
}

/** Every route of the API. */
export function apiRoutes({ desk, verify }: Pick<ApiContext, "desk" | "verify">): readonly Route[] {
  const pages = new Paging(desk.keys.derive("cursors").bytes);
  return [
    ...serviceRoutes(desk),
    ...caseRoutes(desk, pages),
    ...taskRoutes(desk, pages),
    ...textRoutes(desk),
    ...fileRoutes(desk),
    ...verifyRoutes(verify),
    ...onceRoutes(desk, pages),
    ...sharingRoutes(desk),
    ...datasetRoutes(desk),
    ...messageRoutes(desk, pages),
    ...organisationRoutes(desk),
    ...boardRoutes(desk),
    ...searchRoutes(desk, pages),
    ...archiveRoutes(desk, pages),
  ];
}

/** The API as an app to be mounted at the root. */
export function createApi(context: ApiContext): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const routes = apiRoutes(context);
  const document = JSON.stringify(openapi(routes, context.desk.publicUrl, context.version));
  app.get("/api/v1/openapi.json", (c) => c.body(document, 200, { "content-type": "application/json", "cache-control": "no-cache" }));
  for (const route of routes) {
    const path = `/api/v1${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
    const limit = route.most ?? (route.body ? bodyLimits.json : 0);
    app.on(route.method.toUpperCase(), path, bodyLimit(limit), (c) => serve(c, route, context));
  }
  // A known address with another method: say which there are.
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = routes
      .filter((route) => route.path === path)
      .map(({ method }) => method.toUpperCase())
      .join(", ");
    app.all(`/api/v1${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, (c) =>
      problem(c, {
        status: 405,
        kind: "method",
        title: { zh: `这个地址只接受 ${allow}。`, en: `This address takes ${allow} only.` },
        headers: { allow },
      }),
    );
  }
  app.all("/api/v1/*", (c) => refuse(c, "notFound"));
  return app;
}

/** Of the platform's request only what a route asks for: its headers, its body and its address cost more than most routes do. */
class Called<P, Q, B> implements Call<P, Q, B> {
  readonly #request: Request;
  readonly #bytes: boolean;
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly key: string | undefined;

  constructor(request: Request, actor: Actor, params: P, query: Q, body: B, key: string | undefined, bytes: boolean) {
    this.#request = request;
    this.#bytes = bytes;
    this.actor = actor;
    this.params = params;
    this.query = query;
    this.body = body;
    this.key = key;
  }

  get headers(): Headers {
    return this.#request.headers;
  }

  get stream(): ReadableStream<Uint8Array> | null {
    return this.#bytes ? this.#request.body : null;
  }

  get url(): URL {
    return new URL(this.#request.url);
  }
}

/** Made once: a schema costs more to make than to use. */
const nothing = z.object({});

async function serve(c: Http, route: Route, context: ApiContext): Promise<Response> {
  const actor = await context.actorOf(c);
  const barred = access(c, actor, route.access);
  if (barred) return barred;
  if (route.method === "get" && accepted(c.req.header("accept") ?? null, mediaTypes(route)) === undefined) {
    const types = mediaTypes(route).join(", ");
    return problem(c, {
      status: 406,
      kind: "not-acceptable",
      title: { zh: `这个地址只提供 ${types}，请修改 Accept 请求头。`, en: `This address gives ${types} only. Change the Accept header.` },
    });
  }
  const params = (route.params ?? nothing).safeParse(c.req.param());
  if (!params.success) return route.params && "id" in c.req.param() ? refuse(c, "notFound") : schemaAnswer(c, params.error, "path");
  const query = (route.query ?? nothing).safeParse(c.req.query());
  if (!query.success) return schemaAnswer(c, query.error, "query");
  const key = await readIdempotencyKey(c);
  if (!key.ok) return key.response;
  let body: unknown;
  if (route.body) {
    const parsed = await readJson(c);
    if (parsed instanceof Response) return parsed;
    const valid = route.body.safeParse(parsed.value);
    if (!valid.success) return schemaAnswer(c, valid.error, "body");
    body = valid.data;
  }
  try {
    const called = new Called(
      c.req.raw,
      actor,
      params.data as never,
      query.data as never,
      body as never,
      key.key,
      route.bytes !== undefined,
    );
    return answer(c, await route.handle(called));
  } catch (error) {
    if (error instanceof Refuse) return refusedAnswer(c, error.refusal);
    throw error;
  }
}

/** What a route answers with when all is well. */
const mediaTypes = ({ answers }: Route): readonly string[] =>
  Object.values(answers).flatMap(({ schema, bytes }) => [...(schema ? ["application/json"] : []), ...(bytes ?? [])]);

/** Without a token 401, without the scope 403; undefined where the request may go on. */
function access(c: Http, actor: Actor, needs: Access): Response | undefined {
  if (needs === "none") return undefined;
  if (actor.kind !== "officer" && actor.kind !== "party") {
    return problem(c, {
      status: 401,
      kind: "sign-in",
      title: { zh: "请提供有效的访问令牌。", en: "A valid token is needed." },
      headers: { "www-authenticate": "Bearer" },
    });
  }
  if (actor.scopes === undefined || actor.scopes.includes(needs)) return undefined;
  return problem(c, {
    status: 403,
    kind: "scope",
    title: { zh: `令牌没有“${needs}”权限。`, en: `The token does not carry the scope “${needs}”.` },
    headers: { "www-authenticate": `Bearer error="insufficient_scope", scope="${needs}"` },
  });
}

function answer(c: Http, reply: Reply): Response | Promise<Response> {
  if (reply.status === 404 && reply.body === undefined) return refuse(c, "notFound");
  const headers = { "cache-control": "no-store", ...reply.headers };
  if (reply.bytes) {
    const name = reply.bytes.name
      ? { "content-disposition": `attachment; filename="${reply.bytes.name.replaceAll(/[^\w.-]/g, "_")}"` }
      : {};
    return c.body(reply.bytes.content as never, reply.status as ContentfulStatusCode, {
      ...headers,
      ...name,
      "content-type": reply.bytes.type,
    });
  }
  return json(c, reply.body, reply.status, headers);
}

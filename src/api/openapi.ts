// The OpenAPI 3.1 document, generated from the routes and their schemas.
import { z } from "zod";
import { problemSchema } from "./problem.ts";
import type { Answer, Route } from "./route.ts";

type Json = Record<string, unknown>;

const scopes = {
  "cases:read": "read one's own cases",
  "cases:write": "submit and act on one's own cases",
  tasks: "see and do the tasks of one's posts",
} as const;

/** Describes the routes; `server` is where they are reached. */
export function openapi(routes: readonly Route[], server: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Errand",
      version,
      description:
        "Services, cases, tasks and proofs. Errors are problem+json (RFC 9457) and name each wrong field by JSON pointer. Lists page by `Link`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: server }],
    tags: ["services", "cases", "tasks", "files", "verify", "sharing", "organisation", "messages", "archive"].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: `A token; its scopes: ${Object.entries(scopes)
            .map(([scope, what]) => `\`${scope}\` (${what})`)
            .join(", ")}.`,
        },
      },
      schemas: { Problem: schemaOf(problemSchema, "output"), Json: { description: "Any JSON value." } },
    },
  };
}

/** Why a question is a POST. */
const asked =
  "What is looked for is often a name. Addresses stay in logs, histories and proxies; therefore the words stand in the body of a POST, although nothing is changed by it, and there is no GET. It may be sent again at will.";

function operation(route: Route): Json {
  const parameters = [
    ...fields(route.params, "path", true),
    ...fields(route.query, "query", false),
    ...Object.entries(route.takes ?? {}).map(([name, text]) => header(name, text)),
    ...(route.idempotent
      ? [header("Idempotency-Key", "The same key with the same request is done once; with another request it is refused (422).")]
      : []),
    ...(route.conditional ? [header("If-Match", "Refuse (412) unless what is acted on still has this ETag.")] : []),
  ];
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.reads ? { description: asked } : {}),
    tags: [route.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    security: route.access === "none" ? [] : [{ bearer: [route.access] }],
    ...(route.body ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } } : {}),
    ...(route.bytes
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(route.bytes.map((type) => [type, { schema: { type: "string", format: "binary" } }])),
          },
        }
      : {}),
    responses: Object.fromEntries([
      ...Object.entries(route.answers).map(([status, answer]) => [status, response(answer)]),
      ...problems(route),
    ]),
  };
}

function response({ description, schema, bytes, headers }: Answer): Json {
  const content = {
    ...(schema ? { "application/json": { schema: schemaOf(schema, "output") } } : {}),
    ...Object.fromEntries((bytes ?? []).map((type) => [type, { schema: { type: "string", format: "binary" } }])),
  };
  return {
    description,
    ...(headers
      ? {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: "string" } }]),
          ),
        }
      : {}),
    ...(Object.keys(content).length > 0 ? { content } : {}),
  };
}

/** The problems that a route can answer with, by what it takes. */
export function problemStatuses(route: Route): readonly number[] {
  return [
    400,
    ...(route.access === "none" ? [] : [401, 403]),
    ...(route.params ? [404] : []),
    // Lawfully destroyed: what remains is said, and why.
    ...(/^\/(cases|archive\/files)\/\{id\}/.test(route.path) ? [410] : []),
    ...(route.method === "get" ? [406] : []),
    ...(route.body ? [413, 415, 422] : []),
    ...(route.body && route.reads !== true ? [409] : []),
    ...(route.bytes ? [413] : []),
    ...(route.conditional ? [412] : []),
    ...(route.problems ?? []),
    429,
    503,
  ].filter((status) => route.answers[status] === undefined);
}

const problems = (route: Route): [string, Json][] =>
  problemStatuses(route).map((status) => [
    String(status),
    { description: "A problem (RFC 9457).", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
  ]);

function fields(schema: z.ZodType | undefined, where: "path" | "query", required: boolean): Json[] {
  if (!schema) return [];
  const { properties = {}, required: needed = [] } = schemaOf(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({ name, in: where, required: required || needed.includes(name), schema: of }));
}

const header = (name: string, description: string): Json => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string", minLength: 1, maxLength: 255 },
});

/**
 * JSON Schema 2020-12 of a Zod schema, to stand inside the document: what Zod defines once and refers to from the root of the
 * schema (only `z.json()` does, which is any value) is referred to from the root of the document.
 */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return $defs === undefined ? rest : (referToJson(rest) as Json);
}

function referToJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referToJson);
  if (value === null || typeof value !== "object") return value;
  if ("$ref" in value) return { $ref: "#/components/schemas/Json" };
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, referToJson(below)]));
}

// An OpenAPI 3.1 document, held to its rules; and answers, held to the document.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Json } from "../hardening/cases.ts";

const text = { type: "string", minLength: 1 };
const content = {
  type: "object",
  minProperties: 1,
  propertyNames: { pattern: "^[\\w*.+-]+/[\\w*.+-]+$" },
  additionalProperties: { type: "object", required: ["schema"], properties: { schema: { type: "object" } }, additionalProperties: false },
};
const parameter = {
  type: "object",
  required: ["name", "in", "required", "schema"],
  properties: {
    name: text,
    in: { enum: ["path", "query", "header"] },
    required: { type: "boolean" },
    description: text,
    schema: { type: "object" },
  },
  additionalProperties: false,
};
const operation = {
  type: "object",
  required: ["operationId", "summary", "tags", "security", "responses"],
  properties: {
    operationId: { type: "string", pattern: "^[a-z][A-Za-z]+$" },
    summary: text,
    description: text,
    tags: { type: "array", items: text, minItems: 1 },
    parameters: { type: "array", items: parameter, minItems: 1 },
    security: { type: "array", items: { type: "object", additionalProperties: { type: "array", items: text } } },
    requestBody: {
      type: "object",
      required: ["required", "content"],
      properties: { required: { const: true }, content },
      additionalProperties: false,
    },
    responses: {
      type: "object",
      minProperties: 2,
      propertyNames: { pattern: "^[2-5]\\d\\d$" },
      additionalProperties: {
        type: "object",
        required: ["description"],
        properties: { description: text, headers: { type: "object" }, content },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};
/** What of OpenAPI 3.1 (OAS 3.1.0, section 4.8) this project's document uses; anything else in it is refused. */
const shape = {
  type: "object",
  required: ["openapi", "info", "servers", "tags", "paths", "components"],
  properties: {
    openapi: { type: "string", pattern: "^3\\.1\\.\\d+$" },
    info: {
      type: "object",
      required: ["title", "version", "description", "license"],
      properties: {
        title: text,
        version: text,
        description: text,
        license: {
          type: "object",
          required: ["name", "identifier"],
          properties: { name: text, identifier: text },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    servers: {
      type: "array",
      minItems: 1,
      items: { type: "object", required: ["url"], properties: { url: { type: "string", format: "uri" } }, additionalProperties: false },
    },
    tags: { type: "array", items: { type: "object", required: ["name"], properties: { name: text }, additionalProperties: false } },
    paths: {
      type: "object",
      propertyNames: { pattern: "^/" },
      additionalProperties: { type: "object", properties: { get: operation, post: operation }, additionalProperties: false },
    },
    components: {
      type: "object",
      required: ["securitySchemes", "schemas"],
      properties: { securitySchemes: { type: "object" }, schemas: { type: "object" } },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};

const validator = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat("binary", true);
  return ajv;
};

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly scopes: readonly string[];
  readonly statuses: readonly string[];
}

export const operationsOf = (document: Json): Operation[] =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, of]) => ({
      id: of.operationId,
      method,
      path,
      scopes: of.security.flatMap((one: Json) => one.bearer ?? []),
      statuses: Object.keys(of.responses),
    })),
  );

/** Everything that is wrong with the document, a line each. */
export function faultsOf(document: Json): string[] {
  const faults: string[] = [];
  const fits = validator().compile(shape);
  if (!fits(document)) faults.push(...(fits.errors ?? []).map((error) => `${error.instancePath}: ${error.message}`));
  const ids = operationsOf(document).map(({ id }) => id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push(`operationId ${id} twice`);
  const tags = new Set(document.tags.map(({ name }: Json) => name));
  for (const { path, method, id } of operationsOf(document)) {
    const of = document.paths[path][method];
    const parameters: Json[] = of.parameters ?? [];
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((one) => one.in === "path");
    if (
      named.toSorted().join() !==
      declared
        .map(({ name }) => name)
        .toSorted()
        .join()
    )
      faults.push(`${id}: path parameters`);
    if (declared.some(({ required }) => !required)) faults.push(`${id}: a path parameter is always required`);
    const keys = parameters.map((one) => `${one.in} ${one.name}`);
    if (new Set(keys).size < keys.length) faults.push(`${id}: a parameter twice`);
    for (const tag of of.tags) if (!tags.has(tag)) faults.push(`${id}: unknown tag ${tag}`);
    for (const scheme of of.security.flatMap(Object.keys))
      if (!document.components.securitySchemes[scheme]) faults.push(`${id}: unknown security scheme ${scheme}`);
    if (!Object.keys(of.responses).some((status) => status.startsWith("2"))) faults.push(`${id}: no success`);
  }
  walk(document, "#", (value, at) => {
    if (typeof value.$ref === "string" && resolve(document, value.$ref) === undefined) faults.push(`${at}: ${value.$ref} leads nowhere`);
  });
  return faults;
}

/** Objects of answers that would take members nobody described. */
export function openObjects(document: Json): string[] {
  const open: string[] = [];
  for (const { path, method, id } of operationsOf(document)) {
    for (const [status, answer] of Object.entries<Json>(document.paths[path][method].responses)) {
      for (const [type, { schema }] of Object.entries<Json>(answer.content ?? {}))
        walk(schema, `${id} ${status} ${type}`, (value, at) => {
          if (value.properties && value.additionalProperties !== false) open.push(at);
        });
    }
  }
  walk(document.components.schemas, "components", (value, at) => {
    if (value.properties && value.additionalProperties !== false) open.push(at);
  });
  return open;
}

function walk(value: unknown, at: string, visit: (value: Json, at: string) => void): void {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) visit(value, at);
  for (const [key, below] of Object.entries(value)) walk(below, `${at}/${key}`, visit);
}

function resolve(document: Json, ref: string): unknown {
  if (!ref.startsWith("#/")) return undefined;
  let value: unknown = document;
  for (const part of ref.slice(2).split("/")) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Json)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return value;
}

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

/** Holds answers against the document; what differs, a line each. */
export function judgeOf(document: Json): (operation: Operation, answer: Answered) => string[] {
  const ajv = validator();
  ajv.addVocabulary(["openapi", "info", "servers", "tags", "paths", "components"]);
  ajv.addSchema(document, "https://errand.test/api");
  const compiled = new Map<string, ValidateFunction>();
  const pointer = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
  return ({ method, path, id }, { status, type, body }) => {
    const response = document.paths[path][method].responses[String(status)];
    if (!response) return [`${id}: status ${status} is not described`];
    const described = Object.keys(response.content ?? {});
    const media = type.split(";")[0]?.trim() ?? "";
    if (described.length === 0) return body.length === 0 ? [] : [`${id} ${status}: content where none is described`];
    if (!described.includes(media)) return [`${id} ${status}: ${media || "no media type"} is not described`];
    if (!/json$/.test(media)) return [];
    const place = ["paths", path, method, "responses", String(status), "content", media, "schema"].map(pointer).join("/");
    let fits = compiled.get(place);
    if (!fits) {
      fits = ajv.compile({ $ref: `https://errand.test/api#/${place}` });
      compiled.set(place, fits);
    }
    if (fits(JSON.parse(new TextDecoder().decode(body)))) return [];
    return (fits.errors ?? []).map((error) => `${id} ${status} ${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  };
}

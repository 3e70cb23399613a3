// A route of the REST API, said once: what it takes, who may call it, what it answers. The server validates by it, the
// OpenAPI document is generated from it, and a test holds every answer against it.
import type { z } from "zod";
import type { Actor } from "../identity/index.ts";

/** What a token must carry to call a route; `none` needs no token. */
export type Access = "none" | "cases:read" | "cases:write" | "tasks";

export interface Answer {
  readonly description: string;
  /** JSON of this shape; absent for no content and for bytes. */
  readonly schema?: z.ZodType;
  /** Bytes of these media types. */
  readonly bytes?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler is given: everything parsed. */
export interface Call<P, Q, B> {
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly headers: Headers;
  /** The caller's idempotency key, without quotes; undefined where none was sent. */
  readonly key: string | undefined;
  /** The raw body of routes that take bytes. */
  readonly stream: ReadableStream<Uint8Array> | null;
  readonly url: URL;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly bytes?: { readonly type: string; readonly content: Uint8Array; readonly name?: string };
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route<P extends z.ZodType = z.ZodType, Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  readonly method: "get" | "post";
  /** Under /api/v1, with {parameters}. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: "services" | "cases" | "tasks" | "files" | "verify" | "sharing" | "organisation" | "messages" | "archive";
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  /** A JSON body, or bytes of these media types. */
  readonly body?: B;
  readonly bytes?: readonly string[];
  /** A question whose words stand in the body: nothing changes by it, so that nothing stands in its way. */
  readonly reads?: boolean;
  /** Takes an Idempotency-Key. */
  readonly idempotent?: boolean;
  /** Further headers that it takes, and what they are for. */
  readonly takes?: Readonly<Record<string, string>>;
  /** Takes If-Match. */
  readonly conditional?: boolean;
  /** Most bytes of the body. */
  readonly most?: number;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Statuses of problems beyond those that follow from what the route takes. */
  readonly problems?: readonly number[];
  handle(call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>): Promise<Reply>;
}

/** Keeps the types of one route together. */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(definition: Route<P, Q, B>): Route =>
  definition as unknown as Route;

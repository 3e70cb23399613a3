// RFC 9457: an error as data, each wrong field named by JSON pointer (RFC 6901).

import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Text, t } from "../i18n/index.ts";
import type { Http } from "./env.ts";

export interface ProblemError {
  /** JSON pointer into the request's body; `""` is the whole. */
  readonly pointer: string;
  readonly detail: string;
}

export interface Problem {
  /** Identifies the kind; `about:blank` where the status says all. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** The request's id. */
  readonly instance?: string;
  readonly errors?: readonly ProblemError[];
}

export interface ProblemInput {
  readonly status: ContentfulStatusCode;
  readonly title: Text;
  /** A short name of the kind, `stale-version`; becomes `urn:errand:problem:stale-version`. */
  readonly kind?: string | undefined;
  readonly detail?: Text | undefined;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string | Text }[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The problem as this request's reader is told it. */
export function problemOf(input: ProblemInput, lang: "zh" | "en", requestId: string): Problem {
  return {
    type: input.kind ? `urn:errand:problem:${input.kind}` : "about:blank",
    title: t(input.title, lang),
    status: input.status,
    ...(input.detail ? { detail: t(input.detail, lang) } : {}),
    instance: `urn:errand:request:${requestId}`,
    ...(input.errors
      ? { errors: input.errors.map((e) => ({ pointer: e.pointer, detail: typeof e.detail === "string" ? e.detail : t(e.detail, lang) })) }
      : {}),
  };
}

/** Answers with problem+json in the reader's language. */
export function problem(c: Http, input: ProblemInput): Response {
  const lang = c.get("lang") ?? "zh";
  for (const [name, value] of Object.entries(input.headers ?? {})) c.header(name, value);
  c.header("content-type", "application/problem+json");
  c.header("content-language", lang);
  c.header("cache-control", "no-store");
  return c.body(JSON.stringify(problemOf(input, lang, c.get("requestId") ?? "")), input.status);
}

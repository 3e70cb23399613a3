// Addresses, defined once and typed: a pattern for the router, a builder for links.

import type { Lang } from "../i18n/index.ts";

type Names<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? Names<Head> | Names<Tail>
  : P extends `:${infer Name}`
    ? Name
    : never;

/** What a pattern's address is built from; `:lang` takes a language. */
export type RouteParams<P extends string> = { readonly [K in Names<P>]: K extends "lang" ? Lang : string | number };

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Route<P extends string> {
  readonly pattern: P;
  /** The address, each parameter percent-encoded; undefined query values are left out. */
  readonly to: (params: RouteParams<P>, query?: Query) => string;
}

/** `const service = route("/:lang/services/:id")` · `app.get(service.pattern, …)` · `service.to({ lang, id })`. */
export function route<const P extends `/${string}`>(pattern: P): Route<P> {
  const parts = pattern.split("/");
  return {
    pattern,
    to: (params, query) => {
      const values: Readonly<Record<string, string | number>> = params;
      const path = parts
        .map((part) => {
          if (!part.startsWith(":")) return part;
          const value = String(values[part.slice(1)] ?? "");
          // An empty or dotted segment would change which address this is.
          if (value === "" || value === "." || value === "..") throw new TypeError(`route ${pattern}: ${part} cannot be "${value}"`);
          return encodeURIComponent(value);
        })
        .join("/");
      return `${path}${search(query)}`;
    },
  };
}

function search(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

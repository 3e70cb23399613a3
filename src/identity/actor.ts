import type { Lang } from "../platform/i18n/index.ts";

/** What a token's holder may use the API for; a session has no limit of this kind. */
export const scopes = ["cases:read", "cases:write", "tasks"] as const;
export type Scope = (typeof scopes)[number];

/** Who asks. Policies decide on this alone. */
export type Actor =
  | {
      readonly kind: "officer";
      /** The officer's id in the organisation. */
      readonly id: string;
      readonly name: string;
      readonly language: Lang;
      /** `agency/post` names held today. */
      readonly posts: readonly string[];
      readonly rights: readonly string[];
      readonly scopes?: readonly Scope[];
    }
  | {
      readonly kind: "party";
      /** The party's id. */
      readonly id: string;
      readonly name: string;
      readonly party: "person" | "organisation";
      /** Ids of the organisations that this person may act for today. */
      readonly actsFor: readonly string[];
      readonly scopes?: readonly Scope[];
    }
  | { readonly kind: "system" }
  | { readonly kind: "anonymous" };

export const anonymous: Actor = { kind: "anonymous" };
export const system: Actor = { kind: "system" };

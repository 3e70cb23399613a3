import type { Lang } from "../platform/i18n/index.ts";

/** What a token's holder may use the API for; a session has no limit of this kind. */
export const scopes = ["cases:read", "cases:write", "tasks"] as const;
export type Scope = (typeof scopes)[number];

/** A post that an officer may act in today in another's place. */
export interface Acting {
  /**
   * `agency/post`, or `@officer` for what is meant for somebody who is away; it stands in the actor's `posts` as well, unless it is
   * limited to some packs.
   */
  readonly post: string;
  /** The officer in whose place; absent for a post that is vacant. */
  readonly for?: string;
  readonly how: "delegated" | "substitute";
  /** The delegation or substitution. */
  readonly id: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
  /** Only in cases of these packs; absent: in all, and with the post's rights. */
  readonly packs?: readonly string[];
  /** What the post carries beside its tasks. */
  readonly rights?: readonly string[];
}

/** Who asks. Policies decide on this alone. */
export type Actor =
  | {
      readonly kind: "officer";
      /** The officer's id in the organisation. */
      readonly id: string;
      readonly name: string;
      readonly language: Lang;
      /** `agency/post` names held today, then those acted in for others as a whole. */
      readonly posts: readonly string[];
      readonly rights: readonly string[];
      /** Which of the posts are another's, and those that count in some packs alone. */
      readonly acting?: readonly Acting[];
      /** Agencies whose work this officer arranges today. */
      readonly leads?: readonly string[];
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
export const system: Extract<Actor, { kind: "system" }> = { kind: "system" };

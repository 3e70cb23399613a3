import type { Desk } from "../casework/index.ts";

/** What the views of sharing are made from. */
export type SharingGround = Pick<Desk, "pool" | "catalogue" | "organisation" | "calendar" | "zone" | "day" | "now" | "keys" | "agencyKeys">;

import { mostUnread } from "../../notices/index.ts";

/** How many are unread, as far as it was counted. */
export const countOf = (n: number): string => (n < mostUnread ? String(n) : `${mostUnread - 1}+`);

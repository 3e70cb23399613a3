// The boards that an officer may look at, their posts, and what a reader asked to leave out.
import type { Http } from "../../platform/http/index.ts";
import { type BoardView, boardPosts, boardViews, viewsOf } from "../../staffing/index.ts";
import type { Bench } from "../context.ts";

export type View = BoardView;

export const isView = (name: string | undefined): name is View => boardViews.some((one) => one === name);

export const viewsFor = ({ officer }: Bench): View[] => viewsOf(officer);

/** Posts of a board with their agencies. */
export const postsOf = ({ directory, officer, desk, now }: Bench, view: View): ReadonlyMap<string, string> =>
  boardPosts(directory, officer, view, desk.day(now));

/** What a reader of a board asked for. */
export interface BoardFilter {
  readonly post?: string;
  readonly service?: string;
  readonly agency?: string;
  /** An officer's id, or `none` for what nobody has taken. */
  readonly officer?: string;
  readonly colour?: "red" | "yellow";
}

const names = ["post", "service", "agency", "officer"] as const;

export function readBoardFilter(c: Http): BoardFilter {
  const colour = c.req.query("colour");
  const given = names.flatMap((name) => {
    const value = c.req
      .query(name)
      ?.replaceAll(/\p{Cc}/gu, "")
      .slice(0, 200);
    return value ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(given), ...(colour === "red" || colour === "yellow" ? { colour } : {}) };
}

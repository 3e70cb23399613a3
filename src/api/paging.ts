// Lists by key: `?limit=`, `?after=` a sealed cursor, and a Link to what follows.
import { z } from "zod";
import { Cursors } from "../platform/http/index.ts";
import { Refuse } from "./refuse.ts";

export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  /** From the Link of the page before. */
  after: z.string().max(2000).optional(),
});

/** Reads and writes the cursors of lists. */
export class Paging {
  readonly #cursors: Cursors;
  constructor(key: Uint8Array) {
    this.#cursors = new Cursors(key);
  }

  /** The place that a cursor names; refused (400) for anything that was not given out for this list. */
  read<K>(scope: string, cursor: string | undefined, shape: z.ZodType<K>): K | undefined {
    if (cursor === undefined) return undefined;
    const place = shape.safeParse(this.#cursors.open(scope, cursor));
    if (place.success) return place.data;
    throw new Refuse({
      ok: false,
      status: 400,
      code: "bad-cursor",
      title: { zh: "翻页位置无效，请从第一页重新开始。", en: "This place in the list is not valid. Start again from the first page." },
      errors: [{ pointer: "", detail: { zh: "after 参数不是由这个列表给出的。", en: "“after” was not given out by this list." } }],
    });
  }

  /** The cursor of a place, for lists whose questions stand in no address. */
  place(scope: string, place: readonly (string | number)[]): string {
    return this.#cursors.seal(scope, place);
  }

  /** The Link header to the page after a place. */
  next(url: URL, scope: string, place: readonly (string | number)[]): { link: string } {
    const to = new URL(url);
    to.searchParams.set("after", this.#cursors.seal(scope, place));
    return { link: `<${to.pathname}${to.search}>; rel="next"` };
  }
}

import type { Http } from "../../platform/http/index.ts";

/** The number of a task in the address; undefined for anything that is none. */
export function taskNumber(c: Http): number | undefined {
  const no = c.req.param("no") ?? "";
  return /^[1-9]\d{0,5}$/.test(no) ? Number(no) : undefined;
}

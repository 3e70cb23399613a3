// How a deed in the archive is answered: back to a page with a word, or why it was not done.
import { z } from "zod";
import type { Refused } from "../../casework/index.ts";
import { errorAnswer, flash, type Http } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import type { flashes } from "../words.ts";

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** An id; undefined for anything else, which then names nothing. */
export const idOf = (text: string | undefined): string | undefined => uuid.safeParse(text).data;

/** The fields of a refusal, as a page shows them. */
export const errorsOf = ({ errors = [] }: Refused): FieldError[] =>
  errors.map(({ pointer, detail }) => ({ name: pointer.replace(/^\//, ""), text: detail }));

/** A refusal as a page of its own. */
export const refusedPage = (c: Http, { status, title, errors = [] }: Refused): Response | Promise<Response> => {
  const [first] = errors;
  return errorAnswer(c, { status, title, detail: first?.detail ?? { zh: "没有改变任何记录。", en: "Nothing was changed." } });
};

/** After a deed. */
export function backTo(c: Http, href: string, done: keyof typeof flashes = "archive-done"): Response {
  flash(c, done);
  return c.redirect(href, 303);
}

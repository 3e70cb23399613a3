// A refusal of casework as a page, where no form is there to show it.
import type { Refused } from "../casework/index.ts";
import { errorAnswer, refuse } from "../platform/http/index.ts";
import type { Messages } from "../platform/i18n/index.ts";
import type { Visit } from "./context.ts";

const words = {
  title: { zh: "没有办成", en: "This could not be done" },
} as const satisfies Messages;

/** What one may not know of is not there; anything else says why and what to do. */
export function refusedPage({ c }: Pick<Visit, "c">, refusal: Refused): Response | Promise<Response> {
  if (refusal.status === 404) return refuse(c, "notFound");
  return errorAnswer(c, { status: refusal.status, title: words.title, detail: refusal.title });
}

// Who looked, as a file for a spreadsheet: what the page says, and no more.
import { refuse, sendCsv } from "../../platform/http/index.ts";
import { dateTime, t } from "../../platform/i18n/index.ts";
import type { PartyVisit } from "../context.ts";
import { gather } from "./gather.ts";
import { words } from "./messages.ts";
import { groundOf, purposeOf, seenOf, titleOf } from "./said.ts";

const mostRows = 5000;

export async function lookedFile(visit: PartyVisit): Promise<Response> {
  const { c, desk, lang } = visit;
  const looked = await gather(visit, mostRows);
  if (typeof looked === "string") return refuse(c, looked);
  const heads = [words.when, words.what, words.purposeHead, words.seenHead, words.groundHead].map((one) => t(one, lang));
  const lines = looked.accesses.map((access) => [
    dateTime(access.at, lang, desk.zone),
    ...[titleOf(looked, access), purposeOf(looked, access), seenOf(looked, access), groundOf(looked, access)].map((one) => t(one, lang)),
  ]);
  return sendCsv(c, `who-looked-${desk.day(desk.now())}`, [heads, ...lines]);
}

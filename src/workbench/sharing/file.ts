// The leaders' figures as a file for a spreadsheet.
import { type Http, refuse } from "../../platform/http/index.ts";
import { t } from "../../platform/i18n/index.ts";
import { refreshSharing, seesAll, sharingFigures } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { sendFile } from "../csv.ts";
import { agencyTitle } from "../people.ts";
import { reasonText, sharingText, text } from "./words.ts";

export async function figuresFile(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, officer } = bench;
  if (!seesAll(officer)) return refuse(c, "forbidden");
  await refreshSharing(desk);
  const heads = [
    text.owner,
    text.registers,
    sharingText.unconditional,
    sharingText.conditional,
    sharingText.none,
    text.withheld,
    text.inForce,
    text.answered,
    text.refused,
    text.reasons,
    text.requests,
    text.granted,
    text.notGranted,
    text.running,
    text.median,
  ];
  const lines = (await sharingFigures(desk)).map((one) => {
    const of = (outcome: string): string => String(one.requests.filter((request) => request.outcome === outcome).length);
    return [
      t(agencyTitle(directory, one.agency), lang),
      String(one.registers),
      String(one.fields.unconditional),
      String(one.fields.conditional),
      String(one.fields.none),
      one.withheld.map(({ register, law }) => `${register}: ${law}`).join("; "),
      String(one.agreements),
      String(one.answered),
      String(one.refused),
      one.reasons.map(({ reason, n }) => `${t(reasonText[reason], lang)}: ${n}`).join("; "),
      String(one.requests.length),
      of("granted"),
      of("not-granted"),
      of("running"),
      one.median === undefined ? "" : String(one.median),
    ];
  });
  return sendFile(c, `sharing-${desk.day(bench.now)}.csv`, [heads.map((head) => t(head, lang)), ...lines]);
}

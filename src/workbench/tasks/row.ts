// One row of the list in the words of its pack.
import type { WorkRow } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { type Lang, type Text, t } from "../../platform/i18n/index.ts";
import type { Bench } from "../context.ts";
import { answerText, plain, stageTitle, taskTitle } from "../pack-text.ts";
import { agencyTitle } from "../people.ts";
import { type Urgency, urgency } from "../urgency.ts";

export interface TaskLine {
  readonly row: WorkRow;
  /** `<case>.<no>`, as forms send it. */
  readonly id: string;
  readonly service: Text;
  readonly stage: Text;
  readonly task: Text;
  /** A few facts that tell one case from the next; nothing personal. */
  readonly facts: string;
  readonly urgency: Urgency;
}

const mostFacts = 3;

/** Rows in words; each pack is read once. */
export async function taskLines(bench: Bench, rows: readonly WorkRow[]): Promise<readonly TaskLine[]> {
  const { desk, directory, lang, now } = bench;
  const packs = new Map<string, Pack>();
  for (const { pack_hash } of rows) {
    const hash = pack_hash.toString("hex");
    if (!packs.has(hash)) packs.set(hash, await desk.catalogue.pack(hash));
  }
  return rows.flatMap((row) => {
    const pack = packs.get(row.pack_hash.toString("hex"));
    if (!pack) return [];
    const title = taskTitle(pack, row);
    const agency = row.item === null ? undefined : agencyTitle(directory, row.item);
    return [
      {
        row,
        id: `${row.case_id}.${row.no}`,
        service: pack.header.title,
        stage: stageTitle(pack, row.stage),
        task: agency ? { zh: `${title.zh}（${agency.zh}）`, en: `${title.en} (${agency.en})` } : title,
        facts: factsText(pack, row.facts, lang),
        urgency: urgency(row.due_at, now, desk),
      },
    ];
  });
}

function factsText(pack: Pack, facts: WorkRow["facts"], lang: Lang): string {
  const told = Object.entries(pack.header.facts).flatMap(([name, fact]) => {
    if (!fact.title || fact.type === "list") return [];
    const field = fact.answer?.slice(1);
    const value = field === undefined ? plain(facts[name], lang) : answerText(pack, field, facts[name], lang);
    return value === undefined ? [] : [`${t(fact.title, lang)} ${value}`];
  });
  return told.slice(0, mostFacts).join(" · ");
}

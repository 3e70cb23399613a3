// The certificate of a destruction: what was destroyed, on what ground, who approved it; a PDF/A signed by the agency.
import { readFileSync } from "node:fs";
import type { Desk } from "../../casework/index.ts";
import { signLetter } from "../../licence/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { type DisposalLine, listById, listLines } from "./list.ts";
import { currentPlan } from "./plan.ts";

let template: string | undefined;
const page = 1000;

const retentionText = {
  permanent: { zh: "永久", en: "permanent" },
  "30 years": { zh: "30年", en: "30 years" },
  "10 years": { zh: "10年", en: "10 years" },
} as const satisfies Record<string, Text>;

const results = {
  destroyed: { zh: "已销毁", en: "destroyed" },
  kept: { zh: "延长保管", en: "kept longer" },
  held: { zh: "停止销毁", en: "held back" },
} as const satisfies Record<string, Text>;

const both = ({ zh, en }: Text): { zh: string; en: string } => ({ zh, en });

/** The certificate of a list all of whose lines are settled. */
export async function certificate(desk: Desk, id: string): Promise<Buffer> {
  const list = await listById(desk, id);
  const directory = await desk.organisation.current();
  const agency = list && directory?.agency(list.agency);
  if (!list || !directory || !agency) throw new Error("a certificate is asked for of a list that is not there");
  const plan = await currentPlan(desk.pool);
  const lines: DisposalLine[] = [];
  for (let after = ""; ; ) {
    const more = await listLines(desk, id, { after, limit: page });
    lines.push(...more);
    const last = more.at(-1);
    if (!last || more.length < page) break;
    after = last.number;
  }
  const now = desk.now();
  template ??= readFileSync(new URL("./templates/certificate.typ", import.meta.url), "utf8");
  const signed = signLetter({
    renderer: await desk.renderer(),
    signingKey: await desk.signing.signingKey(agency.id, { zh: agency.title.zh, en: agency.title.en, code: agency.uscc }, now),
    template,
    lang: "zh",
    title: `档案销毁证明 ${list.number}`,
    at: now,
    uncovered: "code-point",
    data: {
      number: list.number,
      issuer: both(agency.title),
      date: desk.day(now),
      act: list.act ?? "",
      counts: { destroyed: list.destroyed, kept: list.kept, held: list.held },
      approvals: list.approvals.map(({ officer, post, at }) => ({
        name: directory.officer(officer)?.name ?? officer,
        post: both(directory.post(post)?.title ?? { zh: post, en: post }),
        at: desk.day(at),
      })),
      lines: lines.map((line) => ({
        number: line.number,
        case: line.caseNumber,
        service: both(line.service),
        class: both(plan.classes.find((one) => one.id === line.class)?.title ?? { zh: line.class, en: line.class }),
        retention: both(retentionText[line.retention]),
        result: both(results[line.result ?? "held"]),
      })),
    },
  });
  if (!signed.ok) throw new Error(`the certificate's own template failed: ${JSON.stringify(signed.problem)}`);
  return Buffer.from(signed.pdf);
}

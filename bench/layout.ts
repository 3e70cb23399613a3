// An official document of twenty pages, laid out as PDF/A with its seal; warm, by words that change every time.
import type { OfficialDocument } from "../src/engine/official/index.ts";
import { layOut } from "../src/office/layout/index.ts";
import { createRenderer, ownFonts } from "../src/platform/pdf/index.ts";
import { absolute, type Figure, median } from "./figure.ts";

const rounds = 20;
const organ = "云川市人民政府";
const words =
  "各区人民政府和市政府各部门应当按照职责分工，全面梳理服务事项，核对名称、依据、条件、流程、材料和时限，确保线上线下同源发布。";

function documentOf(round: number): OfficialDocument {
  const content = Array.from({ length: 12 }, (_, i) => [
    { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: `第${round}轮第${i}项工作` }] } as const,
    ...Array.from(
      { length: 7 },
      (_, k) =>
        ({
          type: "paragraph",
          content: [{ type: "text", text: `${round * 100 + i * 10 + k}${words.slice(round % 7).repeat(2)}` }],
        }) as const,
    ),
  ]).flat();
  const row = (type: "table_cell" | "table_header", ...texts: readonly string[]) => ({
    type: "table_row" as const,
    content: texts.map((text) => ({ type, content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text }] }] })),
  });
  const rows = Array.from({ length: 30 }, (_, i) => row("table_cell", `${i + 1}`, `示例单位${round}`, words.slice(0, 30 + (i % 20))));
  return {
    format: "general",
    kind: "notice",
    issuers: [organ],
    number: `云政发〔2026〕${round}号`,
    title: "云川市人民政府关于做好政务服务事项标准化工作的通知",
    recipients: ["各区人民政府", "市政府各部门"],
    text: { type: "doc", content: [...content, { type: "table", content: [row("table_header", "序号", "单位", "情况"), ...rows] }] },
    signature: { names: [organ], date: "2026-11-22" },
    copies: ["市委办公室"],
    printedBy: "云川市人民政府办公室",
    printedOn: "2026-11-22",
  };
}

export async function measureLayout(): Promise<readonly Figure[]> {
  const renderer = createRenderer({ fontDirs: [ownFonts] });
  const times: number[] = [];
  for (let round = 0; round < rounds + 5; round++) {
    const document = documentOf(round);
    const from = performance.now();
    const done = layOut(renderer, document, { at: Date.now(), seals: [organ] });
    const took = performance.now() - from;
    if (!done.ok) throw new Error(JSON.stringify(done.problem));
    if (done.pages < 20) throw new Error(`the document has ${done.pages} pages`);
    if (round >= 5) times.push((took * 20) / done.pages);
    // The compiler's memory is given back when the event loop turns.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return [absolute("an official document of 20 pages", "ms", median(times), { most: 150 })];
}

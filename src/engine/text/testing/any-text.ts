// Any text at all, for tests that hold for every one.
import fc from "fast-check";
import { type Annex, type Cell, type Inline, type Paragraph, type Part, parseText, type Row, readPlain, type TextDoc } from "../index.ts";

const words = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          "各单位",
          "要按时",
          "报送",
          "。",
          "，",
          "2026年",
          "一、",
          "（一）",
          "1.",
          "5",
          "（1）",
          "附件：",
          " ",
          "Annex 1:",
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom("#", "##", "|", "*", "**", "\\", "¶", "<", "^", "!", "---", "---|", "：", "　", "\\|", "𠮷"),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 6 }) },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));
const inline: fc.Arbitrary<Inline> = fc
  .tuple(words, fc.boolean())
  .map(([text, strong]): Inline => (strong ? { type: "text", text, marks: [{ type: "strong" }] } : { type: "text", text }));
const content = fc.array(inline, { maxLength: 4 });
const paragraph: fc.Arbitrary<Paragraph> = content.map((runs) => ({ type: "paragraph", content: runs }));
const heading = fc
  .tuple(fc.constantFrom(1, 2, 3, 4), content)
  .map(([level, runs]) => ({ type: "heading", attrs: { level }, content: runs }) as Part);

/** A table with merged cells: a grid over which rectangles are laid as they fit. */
const table: fc.Arbitrary<Part> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.array(
      fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.array(paragraph, { maxLength: 2 })),
      {
        minLength: 16,
        maxLength: 16,
      },
    ),
    fc.boolean(),
  )
  .map(([rows, columns, cells, heads]) => {
    const taken = Array.from({ length: rows }, () => Array.from({ length: columns }, () => false));
    let n = 0;
    const laid = taken.map((line, row): Row => {
      const made: Cell[] = [];
      for (let column = 0; column < columns; column++) {
        if (line[column]) continue;
        const [wide = 1, high = 1, head = false, inside = []] = cells[n++ % cells.length] ?? [];
        let colspan = 1;
        while (colspan < wide && column + colspan < columns && !line[column + colspan]) colspan += 1;
        const rowspan = Math.min(high, rows - row);
        for (let down = 0; down < rowspan; down++)
          for (let right = 0; right < colspan; right++) taken[row + down]?.fill(true, column + right, column + right + 1);
        const attrs = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
        made.push({ type: (heads ? row === 0 : head) ? "table_header" : "table_cell", attrs, content: inside });
      }
      return { type: "table_row", content: made };
    });
    return { type: "table", content: laid };
  });
const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 5, arbitrary: paragraph },
  { weight: 3, arbitrary: heading },
  { weight: 1, arbitrary: table },
);
const annex: fc.Arbitrary<Annex> = fc
  .tuple(words, fc.array(part, { maxLength: 4 }))
  .map(([title, inside]) => ({ type: "annex", attrs: { title: `名单${title}` }, content: inside }));

/** As it would be kept. */
export const anyText: fc.Arbitrary<TextDoc> = fc
  .tuple(fc.array(part, { maxLength: 8 }), fc.array(annex, { maxLength: 3 }))
  .map(([parts, annexes]) => {
    const parsed = parseText({ type: "doc", content: [...parts, ...annexes] });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.text;
  });

const stock = "各区县要切实提高认识加强组织领导落实工作责任按照统一部署扎实推进各项任务及时报告进展情况并做好宣传引导".split("");

/** A long text of so many paragraphs, the same for the same seed. */
export function longText(paragraphs: number, seed = 1): TextDoc {
  let state = seed;
  const next = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % most;
  };
  const lines = Array.from({ length: paragraphs }, (_, i) => {
    const said = Array.from({ length: 40 + next(40) }, () => stock[next(stock.length)]).join("");
    return `${i % 12 === 0 ? "一、" : i % 6 === 0 ? "（一）" : ""}${said}。`;
  });
  const read = readPlain(lines.join("\n"));
  if (!read.ok) throw new Error("the stock is no text");
  return read.text;
}

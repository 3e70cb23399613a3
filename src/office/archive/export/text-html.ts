// A text as a plain page: its levels numbered, tables as tables, annexes after it. No script, nothing fetched.
import { type Annex, type Level, labelOf, type Part, type TextDoc, wordsOf } from "../../../engine/text/index.ts";

/** Words as they stand in HTML. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A whole page with nothing that runs or is fetched. */
export const htmlPage = (lang: "zh" | "en", title: string, body: string): string =>
  `<!doctype html>\n<html lang="${lang}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n` +
  "<style>body{font-family:serif;max-width:50em;margin:2em auto;padding:0 1em;line-height:1.6}table{border-collapse:collapse}td,th{border:1px solid #888;padding:.2em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style>\n" +
  `</head>\n<body>\n${body}\n</body>\n</html>\n`;

export function textHtml(title: string, { content }: TextDoc): string {
  const parts = content.filter((block): block is Part => block.type !== "annex");
  const annexes = content.filter((block): block is Annex => block.type === "annex");
  const body = [
    `<h1>${escaped(title)}</h1>`,
    ...partsHtml(parts),
    ...annexes.flatMap((annex, n) => [`<h2>附件 Annex ${n + 1}　${escaped(annex.attrs.title)}</h2>`, ...partsHtml(annex.content)]),
  ];
  return htmlPage("zh", title, body.join("\n"));
}

function partsHtml(parts: readonly Part[]): string[] {
  const counted: Record<Level, number> = { 1: 0, 2: 0, 3: 0, 4: 0 };
  return parts.map((part) => {
    if (part.type === "paragraph") return `<p>${escaped(wordsOf(part.content))}</p>`;
    if (part.type === "heading") {
      const { level } = part.attrs;
      counted[level] += 1;
      for (const deeper of [2, 3, 4] as const) if (deeper > level) counted[deeper] = 0;
      return `<h${level + 1}>${escaped(labelOf(level, counted[level]))}${escaped(wordsOf(part.content))}</h${level + 1}>`;
    }
    const rows = part.content.map(
      (row) =>
        `<tr>${row.content
          .map((cell) => {
            const name = cell.type === "table_header" ? "th" : "td";
            const spans = Object.entries(cell.attrs ?? {}).flatMap(([key, n]) => (typeof n === "number" && n > 1 ? ` ${key}="${n}"` : ""));
            return `<${name}${spans.join("")}>${cell.content.map((one) => escaped(wordsOf(one.content))).join("<br>")}</${name}>`;
          })
          .join("")}</tr>`,
    );
    return `<table>${rows.join("")}</table>`;
  });
}

// How wide a text will be drawn, without fonts at hand: estimates good enough to break lines and size boxes.

const narrow = /[ilj.,:;'|!()[\]ftr ]/;
const wideLatin = /[mwMW@%A-Z]/;

/** The width of a text in em: a Han character is one, a Latin letter about half. */
export function measure(text: string): number {
  let width = 0;
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code >= 0x2e80) width += 1;
    else if (narrow.test(c)) width += 0.31;
    else if (wideLatin.test(c)) width += 0.72;
    else width += 0.56;
  }
  return width;
}

/** Breaks a text into at most `lines` lines of at most `em` width, of about equal length; what does not fit ends in an ellipsis. */
export function wrap(text: string, em: number, lines: number): string[] {
  const first = fill(text, em, lines);
  if (first.length < 2) return first;
  // No last line of a single character: as narrow as the same number of lines allows.
  let best = first;
  for (let narrower = em * 0.95; narrower > em * 0.5; narrower *= 0.95) {
    const next = fill(text, narrower, lines + 1);
    if (next.length > first.length || next.at(-1)?.endsWith("…")) break;
    best = next;
  }
  return best;
}

function fill(text: string, em: number, lines: number): string[] {
  const pieces = text.match(/[⺀-￿]|[\u{20000}-\u{3ffff}]|[^\s⺀-￿\u{20000}-\u{3ffff}]+\s*|\s+/gu) ?? [];
  const out: string[] = [];
  let line = "";
  for (const piece of pieces.flatMap((p) => (measure(p) > em ? [...p] : [p]))) {
    // Closing punctuation never begins a line (GB/T 15834).
    if (line !== "" && measure(line + piece.trimEnd()) > em && !/^[，。、；：？！”’）》」】]/.test(piece)) {
      out.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== "") out.push(line.trimEnd());
  if (out.length <= lines) return out;
  const kept = out.slice(0, lines);
  const last = kept.at(-1) ?? "";
  const chars = [...last];
  while (chars.length > 0 && measure(`${chars.join("")}…`) > em) chars.pop();
  return [...kept.slice(0, -1), `${chars.join("").trimEnd()}…`];
}

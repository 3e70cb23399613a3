// A text as it is sent to the API, structured or as plain lines; each wrong place is named.
import { parseText, readPlain, type TextDoc } from "../engine/text/index.ts";
import { Refuse } from "./refuse.ts";

/** What was sent as a text; each wrong place is named. */
export function readBody({ text: structured, plain }: { readonly text?: unknown; readonly plain?: string | undefined }): TextDoc {
  if ((structured === undefined) === (plain === undefined))
    throw invalid([
      { pointer: "/text", detail: { zh: "请在 text 和 plain 中给出且只给出一个。", en: "Give either text or plain, and not both." } },
    ]);
  if (plain !== undefined) {
    const read = readPlain(plain);
    if (read.ok) return read.text;
    throw invalid(
      read.problems.map(({ line: n, detail }) => ({
        pointer: "/plain",
        detail: { zh: `第 ${n} 行：${detail.zh}`, en: `Line ${n}: ${detail.en}` },
      })),
    );
  }
  const parsed = parseText(structured);
  if (parsed.ok) return parsed.text;
  throw invalid(parsed.problems.map(({ pointer, detail }) => ({ pointer: `/text${pointer}`, detail })));
}

const invalid = (errors: readonly { readonly pointer: string; readonly detail: { readonly zh: string; readonly en: string } }[]): Refuse =>
  new Refuse({
    ok: false,
    status: 422,
    code: "invalid",
    title: { zh: "文稿有几处需要改正", en: "Some places of the text need to be put right" },
    errors,
  });

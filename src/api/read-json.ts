// A body of JSON, as far as it can be kept: well-formed text without control characters, nested no deeper than anything we ask.
import { type Http, problem, refuse } from "../platform/http/index.ts";
import type { Text } from "../platform/i18n/index.ts";

/** Levels of lists and objects in each other. */
const deepest = 32;
/** Wrong places named at most. */
const mostNamed = 50;

/** The value, or the answer to give: 415 for another media type, 400 for what is no JSON, 422 for what cannot be kept. */
export async function readJson(c: Http): Promise<{ readonly value: unknown } | Response> {
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(c.req.header("content-type") ?? "")) return refuse(c, "unsupported");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await c.req.arrayBuffer()));
  } catch (error) {
    // A body that is too long comes as the stream's own error.
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError && "code" in error)) throw error;
    return problem(c, {
      status: 400,
      kind: "not-json",
      title: { zh: "请求内容不是有效的 JSON（UTF-8）。", en: "The body is not valid JSON in UTF-8." },
    });
  }
  const errors = unkeepable(value);
  if (errors.length === 0) return { value };
  return problem(c, {
    status: 422,
    kind: "invalid",
    title: { zh: "请求内容有误", en: "The request's body is not as it should be" },
    errors,
  });
}

const characters: Text = {
  zh: "含有无法保存的字符（控制字符或不完整的字符），请去掉。",
  en: "This holds characters that cannot be kept (control characters or halves of characters). Take them out.",
};
const depth: Text = { zh: `嵌套不能超过 ${deepest} 层。`, en: `Nothing may be nested deeper than ${deepest} levels.` };

/** Line breaks and tabs are text; other control characters are not, and half a surrogate pair is no character. */
const keepable = (text: string): boolean => text.isWellFormed() && !/(?![\n\r\t])\p{Cc}/u.test(text);

/** Every place that cannot be kept, by JSON pointer. Walks with a list of its own: what is nested too deep would break the stack. */
function unkeepable(root: unknown): { pointer: string; detail: Text }[] {
  const wrong: { pointer: string; detail: Text }[] = [];
  const left: { value: unknown; pointer: string; level: number }[] = [{ value: root, pointer: "", level: 0 }];
  for (let next = left.pop(); next !== undefined && wrong.length < mostNamed; next = left.pop()) {
    const { value, pointer, level } = next;
    if (typeof value === "string" && !keepable(value)) wrong.push({ pointer, detail: characters });
    if (value === null || typeof value !== "object") continue;
    if (level >= deepest) {
      wrong.push({ pointer, detail: depth });
      continue;
    }
    for (const [key, below] of Object.entries(value)) {
      const place = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (!Array.isArray(value) && !keepable(key)) wrong.push({ pointer: place.toWellFormed(), detail: characters });
      else left.push({ value: below, pointer: place, level: level + 1 });
    }
  }
  return wrong;
}

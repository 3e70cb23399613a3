// Commenting on a place of a text, and saying that a comment is dealt with.
import { commentText, readText, settleComment } from "../../casework/index.ts";
import { linesOf, lineWords } from "../../engine/text/index.ts";
import { flash, type Http, readForm, refuse } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { mostComment } from "./comments.tsx";
import { openText, versionIn } from "./open.ts";
import { sendText } from "./read.tsx";
import { text } from "./words.ts";

export async function comment(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const { fields } = form;
  const version = versionIn(fields.get("version"));
  const at = /^\d{1,5}$/.test(fields.get("line") ?? "") ? Number(fields.get("line")) : undefined;
  const kept = version === undefined ? undefined : await readText(bench.desk, opened.view.loaded, opened.name, version);
  const line = kept && at !== undefined ? linesOf(kept.text)[at] : undefined;
  if (!kept || at === undefined || !line) return refuse(c, "notFound");
  const [words, quote] = [fields.get("words"), fields.get("quote")];
  const from = quote === undefined ? 0 : lineWords(line).indexOf(quote);
  const errors: FieldError[] = [
    ...(from < 0 ? [{ name: "quote", text: text.quoteNotThere }] : []),
    ...(words === undefined ? [{ name: "words", text: text.commentMissing }] : []),
    ...(words !== undefined && words.length > mostComment ? [{ name: "words", text: text.commentLong }] : []),
  ];
  if (errors.length > 0 || words === undefined)
    return sendText(c, bench, opened, { version: kept.version, commenting: { line: at, quote, words, errors }, status: 422 });
  const done = await commentText(bench.desk, bench.officer, opened.view.heading.id, opened.name, {
    version: kept.version,
    place: { line: at, from, to: from + (quote ?? "").length },
    words,
    command: commandId(bench.desk, bench.officer, `${opened.view.heading.id}.${opened.name}.comment`, fields.once),
  });
  if (!done.ok) return sendText(c, bench, opened, { version: kept.version, notice: done.title, status: 403 });
  flash(c, "commented");
  return c.redirect(`${routes.text.to(opened.at, { version: kept.version })}#comment-${done.id}`, 303);
}

export async function settle(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const id = versionIn(c.req.param("comment"));
  if (id === undefined) return refuse(c, "notFound");
  const done = await settleComment(bench.desk, bench.officer, opened.view.heading.id, opened.name, {
    comment: id,
    command: commandId(bench.desk, bench.officer, `${opened.view.heading.id}.${opened.name}.settle.${id}`, form.fields.once),
  });
  if (!done.ok) return sendText(c, bench, opened, { notice: done.title, status: done.status === 404 ? 404 : 403 });
  flash(c, "settled");
  return c.redirect(`${routes.text.to(opened.at)}#comment-${id}`, 303);
}

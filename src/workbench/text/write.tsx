// Writing a text: a text field that everybody has, with an editor over it where scripts run. What is written is kept while it is written;
// whoever saves on an older version is shown both, what differs, and what goes together.
import { firstText, latestText, readText } from "../../casework/index.ts";
import { emptyText, merge, type TextDoc } from "../../engine/text/index.ts";
import { beginWriting, dropWorking, keepWorking, otherWriters, saysMore, workingOf, writeText } from "../../office/index.ts";
import { flash, type Http, readForm } from "../../platform/http/index.ts";
import { time as timeOf } from "../../platform/i18n/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import { commandId } from "../act/command-id.ts";
import type { Bench } from "../context.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { headSaysMore, saveHead, typedHead, workingHead } from "./head.tsx";
import { type OpenText, openText } from "./open.ts";
import { sendText } from "./read.tsx";
import { readSent } from "./sent.ts";
import { writingSince } from "./words.ts";
import { show, type Writing, written } from "./write-page.tsx";

/** Bytes of a form that holds a text: percent-encoded Chinese takes nine for a character, and the editor sends it twice. */
export const mostWritten = 4_000_000;

export async function writePage(c: Http, bench: Bench, flashed: string | undefined): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  if (!opened.mayWrite) return notNow(c, bench, opened);
  const { view, name } = opened;
  const latest = await latestText(bench.desk, view.loaded, name);
  const version = latest?.version ?? 0;
  const standing = latest?.text ?? firstText(view.loaded, name);
  const working = await workingOf(bench.desk, bench.officer, view.loaded, name);
  await beginWriting(bench.desk, bench.officer, view.loaded, name, version);
  const above = working?.head && headSaysMore(opened, working.head) ? { head: working.head.typed, before: working.head.seen } : undefined;
  if (!working || (!above && !saysMore(working, standing))) return show(c, bench, opened, written(version, standing), flashed);
  if (working.base === version)
    return show(c, bench, opened, { ...written(version, working.text), ...above, unsaved: { keptAt: working.keptAt } }, flashed);
  return together(c, bench, opened, { base: working.base, text: working.text, ...above }, flashed);
}

const notNow = (c: Http, bench: Bench, opened: OpenText): Promise<Response> =>
  sendText(c, bench, opened, {
    status: 403,
    notice: {
      zh: "现在没有由您办理、可以修改这份文稿的任务。您仍可以查看各版。",
      en: "You hold no task at the moment in which this text is edited. You can still read its versions.",
    },
  });

export async function write(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  if (!opened.mayWrite) return notNow(c, bench, opened);
  const { view, name } = opened;
  const { fields } = form;
  const base = /^\d{1,6}$/.test(fields.get("base") ?? "") ? Number(fields.get("base")) : 0;
  const read = readSent(fields);
  const head = typedHead(fields);
  if (!read.ok) return show(c, bench, opened, { base, plain: read.plain, head, errors: read.errors, status: 422 });
  const kept = { base, text: read.text, ...workingHead(opened, fields) };
  if (fields.get("do") === "check") {
    await keepWorking(bench.desk, bench.officer, view.loaded, name, kept);
    return show(c, bench, opened, { ...written(base, read.text), head, shown: read.text });
  }
  const above = await saveHead(bench, opened, fields);
  if (!above.ok) {
    await keepWorking(bench.desk, bench.officer, view.loaded, name, kept);
    return show(c, bench, opened, { ...written(base, read.text), head, errors: above.errors, status: 422 });
  }
  const saved = await writeText(bench.desk, bench.officer, view.heading.id, name, {
    base,
    text: read.text,
    command: commandId(bench.desk, bench.officer, `${view.heading.id}.${name}`, fields.once),
  });
  if (saved.ok) {
    flash(c, "text-saved");
    return c.redirect(routes.text.to(opened.at), 303);
  }
  if (saved.code === "text-changed") {
    // What stands above it was saved a moment ago.
    const now = await openText(c, bench);
    return now.ok ? together(c, bench, now, { base, text: read.text }) : now.response;
  }
  return show(c, bench, opened, { ...written(base, read.text), errors: [{ name: "plain", text: saved.title }], status: 409 });
}

/** Somebody saved first: both texts, what differs, and one in which both sets of changes are together. */
async function together(
  c: Http,
  bench: Bench,
  opened: OpenText,
  mine: { readonly base: number; readonly text: TextDoc } & Pick<Writing, "head" | "before">,
  flashed?: string,
): Promise<Response> {
  const { loaded } = opened.view;
  const latest = await latestText(bench.desk, loaded, opened.name);
  const before = mine.base === 0 ? undefined : await readText(bench.desk, loaded, opened.name, mine.base);
  if (!latest) return show(c, bench, opened, written(0, mine.text), flashed);
  const base = before?.text ?? (mine.base === 0 ? firstText(loaded, opened.name) : emptyText);
  const { text: merged, overlaps } = merge(base, mine.text, latest.text);
  return show(
    c,
    bench,
    opened,
    {
      ...written(latest.version, merged),
      ...(mine.head && mine.before ? { head: mine.head, before: mine.before } : {}),
      conflict: { latest: latest.version, overlaps, mine: mine.text, before: base, theirs: latest.text },
      status: flashed === undefined && c.req.method === "POST" ? 409 : 200,
    },
    flashed,
  );
}

/** Keeps what the editor holds; tells it who else writes and whether there is a newer version. */
export async function keep(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const { view, name } = opened;
  const base = /^\d{1,6}$/.test(form.fields.get("base") ?? "") ? Number(form.fields.get("base")) : 0;
  const structured = form.fields.get("structured");
  const read = structured === undefined ? undefined : readSent(form.fields);
  let kept = false;
  if (read?.ok)
    kept = await keepWorking(bench.desk, bench.officer, view.loaded, name, { base, text: read.text, ...workingHead(opened, form.fields) });
  else if (opened.mayWrite && structured === undefined) await beginWriting(bench.desk, bench.officer, view.loaded, name, base);
  const [latest, others] = await Promise.all([
    latestText(bench.desk, view.loaded, name),
    otherWriters(bench.desk, bench.officer, view.loaded, name),
  ]);
  return c.json({
    kept,
    mayWrite: opened.mayWrite,
    latest: latest?.version ?? 0,
    by: latest ? officerName(bench.directory, latest.officer) : "",
    others: others.map(({ officer, since }) => {
      const said = writingSince(officerName(bench.directory, officer), timeOf(since, bench.lang, bench.desk.zone));
      return said[bench.lang];
    }),
  });
}

export async function giveUp(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  await dropWorking(bench.desk, bench.officer, opened.view.loaded, opened.name);
  flash(c, "text-given-up");
  return c.redirect((opened.mayWrite ? routes.writeText : routes.text).to(opened.at), 303);
}

/** The page, with a text that was brought in from a file. */
export async function showImported(
  c: Http,
  bench: Bench,
  opened: OpenText,
  imported: { readonly text: TextDoc; readonly dropped: readonly { readonly zh: string; readonly en: string }[] },
): Promise<Response> {
  const base = (await latestText(bench.desk, opened.view.loaded, opened.name))?.version ?? 0;
  await keepWorking(bench.desk, bench.officer, opened.view.loaded, opened.name, { base, text: imported.text });
  return show(c, bench, opened, { ...written(base, imported.text), imported, shown: imported.text });
}

/** The page, with why a file could not be brought in; what was being written stays. */
export async function showNotImported(c: Http, bench: Bench, opened: OpenText, error: FieldError): Promise<Response> {
  const { view, name } = opened;
  const latest = await latestText(bench.desk, view.loaded, name);
  const working = await workingOf(bench.desk, bench.officer, view.loaded, name);
  const base = working?.base ?? latest?.version ?? 0;
  return show(c, bench, opened, {
    ...written(base, working?.text ?? latest?.text ?? firstText(view.loaded, name)),
    errors: [error],
    status: 422,
  });
}

// A list of groups as pages: one entry a page, then what was added so far with a way to change and remove each, and whether to
// add another. Every step is saved in the draft and works without a script.
import type { Answers, Json } from "../../casework/index.ts";
import { type AnswerProblem, groupsOf, readPage, rowForm, rowPage, validatePage } from "../../engine/form/index.ts";
import { flash, readForm, refuse } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { routes } from "../routes.ts";
import { stepAddress } from "./drafts.tsx";
import { entryAddress, type Listed, listed, wanted } from "./entry-list.ts";
import { AddAnother, Entry, RemoveEntry } from "./entry-parts.tsx";
import { rawOf, type Typed, typedIn, typedOf } from "./field.tsx";
import { journeyOf, withAnswers } from "./journey.ts";
import { words } from "./messages.ts";
import { onward } from "./onward.ts";
import { change } from "./open-draft.tsx";
import { seenField, seenMark } from "./seen.ts";
import { type At, showStep } from "./step-frame.tsx";

export function entriesPage(visit: PartyVisit, at: At, name: string): Response | Promise<Response> {
  const list = listed(at, name);
  const { c } = visit;
  const [entry, remove] = [c.req.query("entry"), c.req.query("remove")];
  const removing = remove === undefined ? undefined : wanted(list, remove);
  if (removing !== undefined) return showStep(visit, at, {}, <RemoveEntry visit={visit} list={list} n={removing} />);
  const n = entry === undefined ? undefined : wanted(list, entry);
  if (n !== undefined) return entryShown(visit, list, n, typedOfGroup(list.entries[n]), []);
  if (entry !== undefined || remove !== undefined) return c.redirect(entryAddress(visit, at), 303);
  // Where one is needed and none is there, the first is asked at once.
  if (list.entries.length === 0 && list.least > 0) return c.redirect(entryAddress(visit, at, { entry: "new" }), 303);
  return showStep(visit, at, {}, <AddAnother visit={visit} list={list} errors={[]} />);
}

const typedOfGroup = (group: Answers | undefined): Typed =>
  Object.fromEntries(Object.entries(group ?? {}).map(([name, value]) => [name, typedOf(value)]));

const entryShown = (visit: PartyVisit, list: Listed, n: number, typed: Typed, errors: readonly FieldError[], status?: 409) =>
  showStep(
    visit,
    list.at,
    { errors, ...(status ? { status } : {}) },
    <Entry visit={visit} list={list} n={n} typed={typed} errors={errors} conflict={status !== undefined} />,
  );

export function entriesDone(visit: PartyVisit, at: At, name: string): Response | Promise<Response> {
  const list = listed(at, name);
  const { c } = visit;
  const [entry, remove] = [c.req.query("entry"), c.req.query("remove")];
  if (remove !== undefined) {
    const n = wanted(list, remove);
    return n === undefined ? c.redirect(entryAddress(visit, at), 303) : removed(visit, list, n);
  }
  if (entry === undefined) return listDone(visit, list);
  const n = wanted(list, entry);
  return n === undefined ? c.redirect(entryAddress(visit, at), 303) : entryDone(visit, list, n);
}

/** One entry was sent. */
async function entryDone(visit: PartyVisit, list: Listed, n: number): Promise<Response> {
  const { at, name } = list;
  const { c, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const inner = rowForm(at.draft.pack.form, name);
  if (!inner) return refuse(c, "notFound");
  const typed = typedIn(form.fields);
  const read = readPage(inner, rowPage, rawOf(typed));
  const later = form.fields.get("leave") === "yes";
  const problems = later
    ? []
    : [...read.problems, ...validatePage(inner, rowPage, read.answers, at.journey.context)].filter(
        ({ field }, i, all) => all.findIndex((one) => one.field === field) === i,
      );
  if (problems.length > 0) return entryShown(visit, list, n, typed, problems.map(errorAt));
  if (Object.keys(read.answers).length === 0 && !later) return entryShown(visit, list, n, typed, [{ text: words.entryEmpty }]);
  const seen = form.fields.get(seenField);
  const done =
    Object.keys(read.answers).length === 0
      ? at.draft
      : await saved(visit, list, seen, (entries) => [...entries.slice(0, n), read.answers, ...entries.slice(n + 1)]);
  if (done instanceof Response) return done;
  if (done === "changed") return entryShown(visit, list, n, typed, [], 409);
  if (later) {
    flash(c, "draft-saved");
    return c.redirect(routes.drafts.to({ lang }), 303);
  }
  return c.redirect(entryAddress(visit, at), 303);
}

const errorAt = ({ field, message }: AnswerProblem): FieldError => ({ ...(field === "" ? {} : { name: field }), text: message });

async function removed(visit: PartyVisit, list: Listed, n: number): Promise<Response> {
  const form = await readForm(visit.c);
  if (!form.ok) return form.response;
  const done = await saved(visit, list, form.fields.get(seenField), (entries) => entries.filter((_, i) => i !== n));
  if (done instanceof Response) return done;
  return visit.c.redirect(entryAddress(visit, list.at), 303);
}

/** The list was gone through: another one, or on to the next page. */
async function listDone(visit: PartyVisit, list: Listed): Promise<Response> {
  const { at, name, entries, most } = list;
  const { c, lang, desk, actor } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const later = form.fields.get("leave") === "yes";
  const more = form.fields.get("more");
  const again = (errors: readonly FieldError[]) =>
    showStep(visit, at, { errors }, <AddAnother visit={visit} list={list} errors={errors} />);
  if (!later && more === "yes" && entries.length < most) return c.redirect(entryAddress(visit, at, { entry: "new" }), 303);
  if (!later && more !== "no" && entries.length < most) return again([{ name: "more", text: words.addMissing }]);
  // That there are none is an answer, too.
  const done = entries.length > 0 ? at.draft : await saved(visit, list, undefined, (now) => now);
  if (done instanceof Response) return done;
  const draft = done === "changed" ? at.draft : done;
  const journey = journeyOf(desk, draft, actor);
  const problems = later ? [] : validatePage(draft.pack.form, at.step.page.id, journey.answers, journey.context);
  if (problems.length > 0) return again(problems.map((one) => placed(one, name)));
  if (later) {
    flash(c, "draft-saved");
    return c.redirect(routes.drafts.to({ lang }), 303);
  }
  return c.redirect(stepAddress(lang, draft.id, onward(journey, at)), 303);
}

/** An error leads to the entry that it speaks of. */
function placed({ pointer, message }: AnswerProblem, name: string): FieldError {
  const n = pointer.split("/")[2];
  return { name: n === undefined ? "more" : `${name}-${Number(n) + 1}`, text: message };
}

/** Saves the list; "changed" where it is no longer what was shown. */
function saved(
  visit: PartyVisit,
  { at, name }: Listed,
  seen: string | undefined,
  make: (entries: readonly Answers[]) => readonly Answers[],
) {
  return change(visit, at.draft, (content) => {
    const entries = groupsOf(content.answers[name]) as readonly Answers[];
    if (seen !== undefined && seen !== seenMark(entries)) return null;
    return withAnswers(at.draft.pack, content, { ...content.answers, [name]: make(entries) as unknown as Json });
  });
}

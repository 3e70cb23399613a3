// One page of the form: questions, or a requirement's evidence. Every valid answer is saved and leads to the next page.
import { type Draft, readDraft } from "../../casework/index.ts";
import { type AnswerProblem, readPage, validatePage, withPage } from "../../engine/form/index.ts";
import { flash, readForm, refuse } from "../../platform/http/index.ts";
import type { PartyVisit } from "../context.ts";
import { param } from "../handle.ts";
import { routes } from "../routes.ts";
import { stepAddress } from "./drafts.tsx";
import { entriesDone, entriesPage } from "./entries.tsx";
import { listOf } from "./entry-list.ts";
import { evidenceDone, evidencePage } from "./evidence.tsx";
import { rawOf, type Typed, typedIn, typedOf } from "./field.tsx";
import { journeyOf, withAnswers } from "./journey.ts";
import { onward } from "./onward.ts";
import { change } from "./open-draft.tsx";
import { ownFields, questions, referenced } from "./questions.tsx";
import { seenField, seenMark } from "./seen.ts";
import type { At } from "./step-frame.tsx";

/** The page of the address, if the answers lead to it. A page that exists and is not reached sends to where to go on. */
function atOf(visit: PartyVisit, draft: Draft): At | Response | Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const id = param(visit, "page");
  const journey = journeyOf(desk, draft, actor);
  const step = journey.steps.find(({ page }) => page.id === id);
  if (step) return { draft, journey, step, fromCheck: c.req.query("from") === "check" };
  return draft.pack.form.pages.some((page) => page.id === id)
    ? c.redirect(routes.draft.to({ lang, id: draft.id }), 303)
    : refuse(c, "notFound");
}

export async function stepPage(visit: PartyVisit, draft: Draft): Promise<Response> {
  const at = await atOf(visit, draft);
  if (at instanceof Response) return at;
  const list = listOf(at);
  if (list) return entriesPage(visit, at, list);
  return at.step.requirement ? evidencePage(visit, at, at.step.requirement) : questions(visit, at, typedNow(at), [], false);
}

export async function stepDone(visit: PartyVisit, draft: Draft): Promise<Response> {
  const at = await atOf(visit, draft);
  if (at instanceof Response) return at;
  if (at.step.requirement) return evidenceDone(visit, at, at.step.requirement);
  const list = listOf(at);
  if (list) return entriesDone(visit, at, list);
  const { c, lang, desk, actor } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const typed = typedIn(form.fields);
  const { step, journey } = at;
  const read = readPage(draft.pack.form, step.page.id, rawOf(typed));
  const later = form.fields.get("leave") === "yes";
  const own = ownFields(at);
  const given = Object.fromEntries(Object.entries(read.answers).filter(([name]) => own.includes(name)));
  const answers = withPage(draft.pack.form, journey.answers, step.page.id, { ...referenced(at), ...given });
  const problems: readonly AnswerProblem[] = later
    ? []
    : [...read.problems, ...validatePage(draft.pack.form, step.page.id, answers, journey.context)].filter(firstOfField);
  if (problems.length > 0) return questions(visit, at, typed, problems, false);

  const seen = form.fields.get(seenField);
  const done = await change(visit, draft, (content) => {
    const before = Object.fromEntries(own.map((name) => [name, content.answers[name] ?? null]));
    const after = Object.fromEntries(own.map((name) => [name, given[name] ?? null]));
    // The same page was saved elsewhere with something else than what is sent here: told before it is overwritten.
    if (seen !== undefined && seen !== seenMark(before) && seenMark(after) !== seenMark(before)) return null;
    const kept = Object.entries(content.answers).filter(([name]) => !own.includes(name));
    return withAnswers(draft.pack, content, Object.fromEntries([...kept, ...Object.entries(given)]) as typeof content.answers);
  });
  if (done instanceof Response) return done;
  if (done === "changed") {
    const latest = await atLatest(visit, at);
    return latest ? questions(visit, latest, typed, [], true) : refuse(c, "notFound");
  }
  if (later) {
    flash(c, "draft-saved");
    return c.redirect(routes.drafts.to({ lang }), 303);
  }
  return c.redirect(stepAddress(lang, draft.id, onward(journeyOf(desk, done, actor), at)), 303);
}

const firstOfField = (problem: AnswerProblem, i: number, all: readonly AnswerProblem[]): boolean =>
  all.findIndex(({ field }) => field === problem.field) === i;

async function atLatest(visit: PartyVisit, at: At): Promise<At | undefined> {
  const draft = await readDraft(visit.desk, visit.actor, at.draft.id);
  if (!draft) return undefined;
  const journey = journeyOf(visit.desk, draft, visit.actor);
  const step = journey.steps.find(({ page }) => page.id === at.step.page.id) ?? at.step;
  return { ...at, draft, journey, step };
}

const typedNow = ({ draft, step }: At): Typed =>
  Object.fromEntries(step.page.fields.map((name) => [name, typedOf(draft.content.answers[name])]));

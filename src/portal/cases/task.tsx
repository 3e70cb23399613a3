// A task of the applicant: exactly the fields that are open in it, what the office says about them, and one answer.
import {
  type Answers,
  type CaseView,
  findUpload,
  type GivenEvidence,
  type Json,
  type OutcomeOffer,
  takeUpload,
  timeline,
  type UploadedFile,
} from "../../casework/index.ts";
import { readPage, validatePage } from "../../engine/form/index.ts";
import { type FormFields, refuse } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import { supplies } from "../apply/evidence-state.ts";
import { rawOf, type Typed, typedOf } from "../apply/field.tsx";
import { supplied } from "../apply/given.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { refusedPage } from "../refused.tsx";
import { routes } from "../routes.ts";
import { readSent } from "../sent.ts";
import { deed } from "./deed.ts";
import { nameOfPlace, openList, readGroups, typedGroups } from "./group-fields.tsx";
import { words } from "./messages.ts";
import { type Doing, longest, prefixOf, Task } from "./task-form.tsx";

/** The applicant's open task of the address. One that is done, or somebody else's, leads back to the case. */
function doing(visit: PartyVisit, view: CaseView): Doing | undefined {
  const no = Number(param(visit, "no"));
  const offer = view.offers.find((one) => one.no === no && one.commands.includes("finish"));
  const task = view.tasks.find((one) => one.no === no);
  if (!offer || !task) return undefined;
  const order = Object.keys(view.loaded.pack.form.fields);
  const fields = offer.fields.filter((name) => order.includes(name)).toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const evidence = view.loaded.pack.header.requirements.filter(({ id }) => offer.evidence.includes(id));
  return { visit, view, task, offer, fields, evidence };
}

const nothing = (visit: PartyVisit, view: CaseView): Response | Promise<Response> =>
  /^[1-9]\d{0,5}$/.test(param(visit, "no"))
    ? visit.c.redirect(routes.case.to({ lang: visit.lang, id: view.heading.id }), 303)
    : refuse(visit.c, "notFound");

export async function taskPage(visit: PartyVisit, view: CaseView): Promise<Response> {
  const what = doing(visit, view);
  if (!what) return nothing(visit, view);
  const { answers } = view.loaded.secret();
  const typed = what.fields.map((name): Typed => {
    const list = openList(view, what.offer, name);
    return list ? typedGroups(list) : { [name]: typedOf(answers[name]) };
  });
  return shown(what, Object.assign({}, ...typed), [], new Map());
}

export async function taskDone(visit: PartyVisit, view: CaseView): Promise<Response> {
  const { desk, actor, c } = visit;
  const form = await readSent(c, ({ body, filename }) => takeUpload(desk, actor, body, filename));
  if (!form.ok) return form.response;
  const what = doing(visit, view);
  if (!what) return nothing(visit, view);
  const files = await filesOf(what, form.fields, form.files);
  const typed = Object.fromEntries(form.fields.names().map((name) => [name, form.fields.all(name)]));
  const { data, problems } = read(what, typed);
  const chosen = chosenOf(what, form.fields);
  const said = form.fields.get("words");
  const supply = what.evidence.filter(supplies).map((one) => supplied(one, form.fields, files.get(one.id), prefixOf(one)));
  const refused = form.files.flatMap(({ name, file }) => (file.ok ? [] : [{ name, text: file.title }]));
  const errors: FieldError[] = [
    ...problems,
    ...refused,
    ...supply.flatMap((one) => (one.ok ? [] : one.errors)).filter(({ name }) => !refused.some((one) => one.name === name)),
    ...(chosen ? [] : [{ name: "outcome", text: words.outcomeMissing }]),
    ...(chosen?.reason && said === undefined ? [{ name: "words", text: words.wordsMissing }] : []),
    ...(said !== undefined && said.length > longest ? [{ name: "words", text: words.tooLong(longest) }] : []),
  ];
  if (errors.length > 0 || !chosen) return shown(what, typed, errors, files);
  const evidence = supply.flatMap((one) => (one.ok ? [sentOf(one.given)] : []));
  const command = {
    type: "finish" as const,
    task: what.task.no,
    outcome: chosen.key,
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
    ...(said === undefined ? {} : { words: said }),
  };
  const done = await deed(visit, view, command, form.fields.once, "task-done");
  if (done instanceof Response) return done;
  if (!done.errors) return refusedPage(visit, done);
  return shown(
    what,
    typed,
    done.errors.map(({ pointer, detail }) => {
      const name = fieldAt(pointer, evidence);
      return { ...(name !== undefined && (what.fields.includes(name) || name.includes(".")) ? { name } : {}), text: detail };
    }),
    files,
  );
}

/** The field that a refusal points to, as it is called on this page. */
function fieldAt(pointer: string, evidence: readonly { readonly requirement: string }[]): string | undefined {
  const [, kind, which = ""] = pointer.split("/");
  if (kind === "data") return nameOfPlace(pointer.slice("/data".length));
  const requirement = kind === "evidence" ? evidence[Number(which)]?.requirement : undefined;
  return requirement === undefined ? undefined : `${requirement}.file`;
}

const sentOf = ({ requirement, file, declared }: GivenEvidence) => ({
  requirement,
  ...(file ? { file: file.id } : {}),
  ...(declared ? { declared } : {}),
});

/** The file of each requirement: the one that came now, else the one that was kept from before. */
async function filesOf(
  { visit: { desk, actor }, evidence }: Doing,
  fields: FormFields,
  sent: readonly { readonly name: string; readonly file: Awaited<ReturnType<typeof takeUpload>> }[],
): Promise<ReadonlyMap<string, UploadedFile>> {
  const found = await Promise.all(
    evidence.map(async (one): Promise<[string, UploadedFile][]> => {
      const now = sent.find(({ name }) => name === `${prefixOf(one)}file`)?.file;
      const file = await findUpload(desk, actor, now?.ok ? now.file.id : (fields.get(`${prefixOf(one)}kept`) ?? ""));
      return file ? [[one.id, file]] : [];
    }),
  );
  return new Map(found.flat());
}

const chosenOf = ({ offer: { outcomes } }: Doing, fields: FormFields): OutcomeOffer | undefined =>
  outcomes.length === 1 ? outcomes[0] : outcomes.find(({ key }) => key === fields.get("outcome"));

/** The open fields as typed; fields stand on several pages of the form and are read page by page. */
function read({ visit: { desk }, view, offer, fields }: Doing, typed: Typed) {
  const { form } = view.loaded.pack;
  const { facts } = view.loaded.snapshot;
  const raw = rawOf(typed);
  const partly = fields.flatMap((name) => {
    const list = openList(view, offer, name);
    return list?.places ? [{ name, ...readGroups(list, raw) }] : [];
  });
  const pages = form.pages.filter((page) => page.fields.some((name) => fields.includes(name))).map(({ id }) => readPage(form, id, raw));
  const given: Answers = {
    ...Object.fromEntries(pages.flatMap(({ answers }) => Object.entries(answers)).filter(([name]) => fields.includes(name))),
    ...Object.fromEntries(partly.map(({ name, groups }) => [name, groups as unknown as Json])),
  };
  const listed = (name: string): boolean => partly.some((one) => one.name === name);
  const kept = Object.entries(view.loaded.secret().answers).filter(([name]) => !fields.includes(name));
  const answers = { ...Object.fromEntries(kept), ...given };
  const problems = [
    ...pages.flatMap(({ problems }) => problems).filter(({ field }) => !listed(field.split(".")[0] ?? "")),
    ...partly.flatMap(({ problems }) => problems),
    ...view.pages.flatMap(({ id }) => validatePage(form, id, answers, { ...desk.formPlace(desk.now()), facts })),
  ];
  return {
    // What was emptied is said to be empty; left out it would stay as it was.
    data: Object.fromEntries(fields.map((name) => [name, given[name] ?? null])),
    problems: problems
      .map(({ field, pointer, message }) => ({ name: field.includes(".") ? field : nameOfPlace(pointer), text: message }))
      .filter(({ name }, i, all) => fields.includes(name.split(".")[0] ?? "") && all.findIndex((one) => one.name === name) === i)
      .map((one): FieldError => one),
  };
}

async function shown(
  what: Doing,
  typed: Typed,
  errors: readonly FieldError[],
  files: ReadonlyMap<string, UploadedFile>,
): Promise<Response> {
  const { visit, view, task } = what;
  const { lang, desk, actor } = visit;
  const lines = await timeline(desk, actor, view);
  const said = lines.findLast(({ marks }) => marks.length > 0)?.words;
  return show(
    visit,
    {
      title: task.title,
      back: routes.case.to({ lang, id: view.heading.id }),
      failed: errors.length > 0,
      status: errors.length > 0 ? 422 : 200,
    },
    <Task {...what} typed={typed} errors={errors} files={files} said={what.fields.length + what.evidence.length > 0 ? said : undefined} />,
  );
}

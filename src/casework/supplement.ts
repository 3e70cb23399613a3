// Evidence that comes with a task: what the applicant was asked to supply again, and what a register says of an answer that
// was just corrected. The later piece of a requirement stands in the place of the earlier one.
import type { Actor } from "../identity/index.ts";
import { openFields } from "./answers.ts";
import type { CaseCommand } from "./command.ts";
import type { Desk } from "./desk.ts";
import { type Evidence, registrySources } from "./evidence.ts";
import { type Answers, at } from "./facts.ts";
import { askRegisters, fileProblem } from "./gather.ts";
import { opens } from "./group-places.ts";
import type { Loaded } from "./load.ts";
import type { FieldProblem } from "./refusal.ts";
import { findUpload } from "./upload.ts";

export type Supplement =
  | { readonly ok: true; readonly evidence: readonly Evidence[] }
  | { readonly ok: false; readonly errors: readonly FieldProblem[] };

const marked = "/evidence/";

/** The requirements that this task asks for again. */
const askedFor = ({ pack, snapshot, row }: Loaded, no: number): readonly string[] =>
  openFields({ pack, state: snapshot.state, marks: row.run.marks }, no).flatMap((field) =>
    field.startsWith(marked) ? [field.slice(marked.length)] : [],
  );

/** Whether a command may add evidence: answers that a register is searched by, files, or a register that is to be asked again. */
export const bringsEvidence = (loaded: Loaded, command: CaseCommand): boolean =>
  command.type === "finish" && (command.data !== undefined || command.evidence !== undefined || askedFor(loaded, command.task).length > 0);

/** Works out the new evidence of a finish; nothing for other commands. The actor has been found to be allowed to give it. */
export async function supplementOf(desk: Desk, actor: Actor, loaded: Loaded, command: CaseCommand, now: number): Promise<Supplement> {
  if (command.type !== "finish" || !bringsEvidence(loaded, command)) return { ok: true, evidence: [] };
  const given = await givenAgain(desk, actor, loaded, command, now);
  return given.ok ? { ok: true, evidence: [...(await askedAgain(desk, loaded, command, now)), ...given.evidence] } : given;
}

async function givenAgain(
  desk: Desk,
  actor: Actor,
  loaded: Loaded,
  command: Extract<CaseCommand, { type: "finish" }>,
  now: number,
): Promise<Supplement> {
  const { pack, snapshot, row } = loaded;
  const open = openFields({ pack, state: snapshot.state, marks: row.run.marks }, command.task);
  const evidence: Evidence[] = [];
  const errors: FieldProblem[] = [];
  for (const [i, { requirement: id, file: fileId, declared }] of (command.evidence ?? []).entries()) {
    const requirement = pack.header.requirements.find((one) => one.id === id);
    if (!requirement || !open.includes(`/evidence/${id}`)) {
      errors.push({
        pointer: `/evidence/${i}/requirement`,
        detail: { zh: "本任务没有要求这项材料。", en: "This evidence was not asked for in this task." },
      });
      continue;
    }
    const file = fileId === undefined ? undefined : await findUpload(desk, actor, fileId);
    if (fileId !== undefined && !file) {
      errors.push({
        pointer: `/evidence/${i}/file`,
        detail: { zh: "没有这个文件，请先上传。", en: "There is no such file of yours. Upload it first." },
      });
      continue;
    }
    const problem = file && fileProblem(requirement, file, i);
    if (problem) errors.push(problem);
    else if (file) evidence.push({ requirement: id, source: "upload", fetchedAt: now, content: { file } });
    else if (declared && requirement.sources.some((source) => "declaration" in source)) {
      evidence.push({ requirement: id, source: "declaration", fetchedAt: now, content: {} });
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, evidence };
}

/** Whether a changed answer is one that a register is searched by; in a list of groups the very group has to have changed. */
function touches(by: string, before: Answers, data: Answers): boolean {
  const [, field = "", ...deeper] = by.split("/");
  if (by === "applicant" || !Object.hasOwn(data, field)) return false;
  const is = at(data, by);
  return deeper.length === 0 || (is !== undefined && is !== at(before, by));
}

/**
 * Asks registers anew that were searched by an answer which now changes, and those whose evidence was marked and for which nothing
 * else is given: the record has been put right there meanwhile, or it says the same as before.
 */
async function askedAgain(desk: Desk, loaded: Loaded, command: Extract<CaseCommand, { type: "finish" }>, now: number): Promise<Evidence[]> {
  const { data = {} } = command;
  const { pack, row, snapshot } = loaded;
  const { applicant, answers } = loaded.secret();
  // What is not open here will be refused: nobody's record is looked up for it.
  const open = openFields({ pack, state: snapshot.state, marks: row.run.marks }, command.task);
  if (!applicant || !Object.keys(data).every((field) => opens(pack, open, field))) return [];
  const again = askedFor(loaded, command.task).filter((id) => !command.evidence?.some(({ requirement }) => requirement === id));
  const evidence: Evidence[] = [];
  for (const requirement of pack.header.requirements) {
    const anew = again.includes(requirement.id);
    const touched = registrySources(requirement).some(({ by }) => touches(by, answers, data as Answers));
    if (!touched && !anew) continue;
    const answer = await askRegisters(
      desk,
      requirement,
      { pack, applicant, answers: { ...answers, ...data } as Answers, about: { case: row.id }, ...(anew ? { anew } : {}) },
      {},
    );
    // Where a register is out of order what it said before stands.
    if (!answer || (anew && answer.state !== "found" && answer.state !== "none")) continue;
    evidence.push({
      requirement: requirement.id,
      source: "registry",
      register: answer.register,
      ...(answer.request === undefined ? {} : { request: answer.request }),
      fetchedAt: now,
      content: { fields: answer.state === "found" ? answer.fields : {} },
    });
  }
  return evidence;
}

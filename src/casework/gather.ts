// Fetches what departments hold for an application, through the exchange's front door, each question with its purpose and
// ground; what cannot be fetched falls back to the next source.

import type { Pack, Requirement } from "../catalogue/index.ts";
import { type Answer, type AskingTogether, type Question, toldLater, type Unrecorded } from "../exchange/index.ts";
import { type Consents, consentKey, freshFor } from "./consents.ts";
import type { Desk } from "./desk.ts";
import { type Answered, applicable, type Evidence, type GivenEvidence, registrySources, searchKey } from "./evidence.ts";
import type { Answers, Facts } from "./facts.ts";
import type { FieldProblem } from "./refusal.ts";
import type { PartyCopy } from "./secret.ts";

export interface Occasion {
  readonly pack: Pack;
  readonly applicant: PartyCopy;
  readonly answers: Answers;
  /** The draft or the case that asks. */
  readonly about: { readonly draft: string } | { readonly case: string };
  /** What was said to be wrong: an earlier answer is not used again. */
  readonly anew?: boolean;
}

/** Asks the registers of one requirement in order until one knows; undefined where none may be asked (yet). */
export async function askRegisters(
  desk: Desk,
  requirement: Requirement,
  occasion: Occasion,
  consents: Consents,
): Promise<Answered | undefined> {
  return askInOrder(desk, questionsFor(desk, requirement, occasion, consents), undefined);
}

/** What registers said of several requirements, and what has to be recorded of it together with whatever keeps it. */
export interface Gathered {
  readonly answered: Readonly<Record<string, Answered | undefined>>;
  readonly records: Unrecorded["records"];
  /** True where nobody was asked, because `before` said so. */
  readonly stopped?: true;
}

/**
 * Asks for several requirements of a case that is about to be written: the first register of each together with the others;
 * only those that did not know are followed by the next.
 */
export async function askAll(
  desk: Desk,
  requirements: readonly Requirement[],
  occasion: Occasion,
  consents: Consents,
  asking: AskingTogether = {},
): Promise<Gathered> {
  const asked = requirements.flatMap((requirement) => {
    const [first, ...rest] = questionsFor(desk, requirement, occasion, consents);
    return first ? [{ id: requirement.id, first, rest }] : [];
  });
  if (asked.length === 0) return { answered: {}, records: [] };
  const { answers, records, stopped } = await desk.exchange.askUnrecorded(
    asked.map(({ first }) => first),
    asking,
  );
  if (stopped) return { answered: {}, records: [], stopped };
  const answered: Record<string, Answered | undefined> = {};
  for (const [i, { id, first, rest }] of asked.entries()) {
    const answer = answers[i];
    if (answer) answered[id] = await askInOrder(desk, rest, answeredBy(first, answer));
  }
  return { answered, records };
}

async function askInOrder(desk: Desk, questions: readonly Question[], before: Answered | undefined): Promise<Answered | undefined> {
  let last = before;
  for (const question of questions) {
    if (last?.state === "found") return last;
    last = answeredBy(question, await desk.exchange.ask(question));
  }
  return last;
}

/** What may be asked for a requirement now, in order. */
const questionsFor = (desk: Pick<Desk, "now">, requirement: Requirement, occasion: Occasion, consents: Consents): Question[] =>
  registrySources(requirement).flatMap((source): Question[] => {
    const key = searchKey(source, occasion.applicant, occasion.answers);
    const consent = consents[consentKey(requirement.id, source.registry)];
    const ground = source.law !== undefined ? { law: source.law } : consent !== undefined ? { consent } : undefined;
    if (key === undefined || !ground) return [];
    const fresh = occasion.anew ? undefined : freshFor(source.fresh);
    return [
      {
        register: source.registry,
        key,
        fields: source.fields,
        purpose: source.purpose,
        service: occasion.pack.header.id,
        ...(source.key === undefined ? {} : { by: source.key }),
        ground,
        asker: { agency: occasion.pack.header.agency, ...occasion.about },
        ...(source.shown === undefined ? {} : { heldBack: toldLater(source.shown, desk.now()) }),
        subject: occasion.applicant.id,
        ...(fresh ? { fresh } : {}),
      },
    ];
  });

const answeredBy = ({ register }: Question, answer: Answer): Answered =>
  answer.state === "found"
    ? { state: "found", register, request: answer.request, fields: answer.fields, at: answer.at }
    : {
        state: answer.state,
        register,
        ...(answer.request === undefined ? {} : { request: answer.request }),
        at: answer.at,
        ...(answer.state === "unavailable" && answer.why !== "refused" ? { silent: true as const } : {}),
      };

/** Turns answers of registers and what the applicant gave into evidence, and names what is still missing. */
export function assemble(
  pack: Pack,
  facts: Facts,
  given: readonly GivenEvidence[],
  answered: Readonly<Record<string, Answered | undefined>>,
  now: number,
): { readonly evidence: readonly Evidence[]; readonly problems: readonly FieldProblem[] } {
  const evidence: Evidence[] = [];
  const problems: FieldProblem[] = [];
  for (const requirement of applicable(pack, facts)) {
    const { id } = requirement;
    const index = given.findIndex((item) => item.requirement === id);
    const own = given[index];
    const answer = answered[id];
    const found = answer?.state === "found" ? answer : undefined;
    if (found) {
      const objection = own?.objection;
      evidence.push({
        requirement: id,
        source: "registry",
        register: found.register,
        request: found.request,
        fetchedAt: found.at,
        content: { fields: found.fields, ...(objection === undefined ? {} : { objection }) },
      });
    }
    if (own?.file) {
      const problem = fileProblem(requirement, own.file, index);
      if (problem) problems.push(problem);
      else evidence.push({ requirement: id, source: "upload", fetchedAt: now, content: { file: own.file } });
    }
    const declares = requirement.sources.some((source) => "declaration" in source);
    if (own?.declared && declares) evidence.push({ requirement: id, source: "declaration", fetchedAt: now, content: {} });
    const usable = evidence.some(
      (item) =>
        item.requirement === id &&
        (item.source !== "registry" || item.content.objection === undefined || declares || !uploads(requirement)),
    );
    if (!usable && !requirement.optional) {
      problems.push({
        pointer: index < 0 ? "/evidence" : `/evidence/${index}`,
        detail: {
          zh: `还缺“${requirement.title.zh}”：${way(requirement).zh}`,
          en: `“${requirement.title.en}” is still missing: ${way(requirement).en}`,
        },
      });
    }
  }
  const known = new Set(pack.header.requirements.map(({ id }) => id));
  for (const [i, item] of given.entries()) {
    if (!known.has(item.requirement)) {
      problems.push({
        pointer: `/evidence/${i}/requirement`,
        detail: { zh: `本事项没有“${item.requirement}”这项材料。`, en: `This service has no requirement “${item.requirement}”.` },
      });
    }
  }
  return { evidence, problems };
}

const uploads = (requirement: Requirement): boolean => requirement.sources.some((source) => "upload" in source);

/** How a missing requirement can be met. */
function way(requirement: Requirement): { zh: string; en: string } {
  if (uploads(requirement)) return { zh: "部门没有查到，请上传。", en: "no department holds it, so please upload it." };
  if (requirement.sources.some((source) => "declaration" in source)) return { zh: "请确认声明。", en: "please confirm the declaration." };
  return { zh: "部门没有查到登记信息，请先到登记机关办理或更正。", en: "no register holds it; have it registered or corrected first." };
}

/** Why an uploaded file does not do for a requirement; undefined where it does. */
export function fileProblem(
  requirement: Requirement,
  file: { kind: "pdf" | "jpeg" | "png"; size: number },
  index: number,
): FieldProblem | undefined {
  const accepts = requirement.sources.flatMap((source) => ("upload" in source ? [source.upload] : []));
  const pointer = `/evidence/${index}/file`;
  if (accepts.length === 0) {
    return { pointer, detail: { zh: `“${requirement.title.zh}”不需要上传。`, en: `“${requirement.title.en}” needs no upload.` } };
  }
  if (accepts.some(({ kinds, most }) => kinds.includes(file.kind) && file.size <= most * 1_000_000)) return undefined;
  const kinds = [...new Set(accepts.flatMap((a) => a.kinds))].join(", ").toUpperCase();
  const most = Math.max(...accepts.map((a) => a.most));
  return { pointer, detail: { zh: `请上传 ${kinds} 文件，不超过 ${most} MB。`, en: `Upload a ${kinds} file of at most ${most} MB.` } };
}

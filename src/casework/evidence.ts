// Evidence for an application: each requirement's sources in order. What a department holds is asked for, with its
// purpose, and used as a reference; what nobody holds is declared or uploaded.

import type { Pack, Requirement, Source } from "../catalogue/index.ts";
import { type Answers, at, type EvidenceFields, type Json } from "./facts.ts";
import { ask } from "./step.ts";

/** What the applicant says about one requirement. */
export interface GivenEvidence {
  readonly requirement: string;
  /** A file that was uploaded before. */
  readonly file?: UploadedFile;
  /** The applicant states that it is so. */
  readonly declared?: boolean;
  /** What was found in the register is wrong, in the applicant's words. */
  readonly objection?: string;
  /** Consent to be asked about where no law allows it without. */
  readonly consent?: boolean;
}

/** An uploaded file: its bytes lie sealed in the file store under `key`. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly kind: "pdf" | "jpeg" | "png";
  readonly size: number;
  /** SHA-256 of the content, in hex. */
  readonly sha256: string;
  /** The file's own key, in base64; sealed with the evidence. */
  readonly key: string;
}

/** One piece of evidence as a case keeps it. */
export interface Evidence {
  readonly requirement: string;
  readonly source: "registry" | "declaration" | "upload";
  readonly register?: string;
  /** The id of the exchange's request, where a register was asked. */
  readonly request?: string;
  readonly fetchedAt: number;
  /** Sealed. */
  readonly content: {
    readonly fields?: Record<string, Json>;
    readonly file?: UploadedFile;
    readonly objection?: string;
  };
}

/** Whether any requirement of the pack may be met by a register. */
export const asksRegisters = (pack: Pack): boolean => pack.header.requirements.some((one) => registrySources(one).length > 0);

/** What came of asking a register. */
export type Answered =
  | {
      readonly state: "found";
      readonly register: string;
      readonly request: string;
      readonly fields: Record<string, Json>;
      readonly at: number;
    }
  | {
      readonly state: "none" | "unavailable";
      readonly register: string;
      readonly request?: string;
      readonly at: number;
      /** It is out of order for the time being and may answer later; a question that was refused is not asked again by itself. */
      readonly silent?: true;
    };

export type RegistrySource = Extract<Source, { registry: string }>;

export const registrySources = (requirement: Requirement): readonly RegistrySource[] =>
  requirement.sources.filter((source) => "registry" in source);

/** The requirements that apply to these facts. */
export const applicable = (pack: Pack, facts: Record<string, Json>): readonly Requirement[] =>
  pack.header.requirements.filter(({ when }) => when === undefined || ask(facts, when) === true);

/** What a register is searched by for this source; undefined while the answer is not given yet. */
export function searchKey(source: RegistrySource, applicant: { identifier: string }, answers: Answers): string | undefined {
  if (source.by === "applicant") return applicant.identifier;
  const value = at(answers, source.by);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The fields of evidence that facts and prefilled answers may use; what the applicant says is wrong is not used. */
export function fieldsOf(evidence: readonly Evidence[]): EvidenceFields {
  const fields: EvidenceFields = {};
  for (const { requirement, content } of evidence) {
    if (content.fields && content.objection === undefined) fields[requirement] = { ...content.fields };
  }
  return fields;
}

/** Puts evidence in the place of answers that a register holds: a prefilled value is a reference, never an edit. */
export function prefill(pack: Pack, answers: Answers, evidence: EvidenceFields): Answers {
  let filled: Answers = answers;
  for (const [field, { from }] of Object.entries(pack.form.fields)) {
    if (from === undefined) continue;
    const [requirement = "", name = ""] = from.split("/");
    const value = evidence[requirement]?.[name];
    if (value === undefined || value === null) continue;
    if (filled === answers) filled = { ...answers };
    filled[field] = value;
  }
  return filled;
}

// What the applicant says about one requirement, read off the form and held against what the requirement takes.

import type { DraftContent, Facts, GivenEvidence, UploadedFile } from "../../casework/index.ts";
import type { Pack, Requirement } from "../../catalogue/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { FieldError } from "../../platform/page/index.ts";
import { declarationOf, uploadOf } from "./evidence-state.ts";
import { problemsOf } from "./journey.ts";
import { words } from "./messages.ts";

export type Given = { readonly ok: true; readonly given: GivenEvidence } | { readonly ok: false; readonly errors: readonly FieldError[] };

export interface Saying {
  readonly requirement: Requirement;
  readonly content: DraftContent;
  readonly facts: Facts;
  readonly pack: Pack;
  readonly now: number;
  readonly fields: Pick<FormFields, "get">;
  /** The file that came along. */
  readonly file: UploadedFile | undefined;
}

const longest = 2000;
const wrong = (name: string, text: FieldError["text"]): Given => ({ ok: false, errors: [{ name, text }] });

export function givenBy(saying: Saying): Given {
  const { requirement, content, fields } = saying;
  const { id } = requirement;
  const before = content.given[id];
  const file = saying.file ?? before?.file;
  switch (fields.get("choice")) {
    case "use":
      return checked(saying, { requirement: id }, "choice");
    case "skip":
      return requirement.optional ? { ok: true, given: { requirement: id } } : wrong("choice", words.wayMissing);
    case "wrong": {
      const objection = fields.get("objection");
      if (objection === undefined) return wrong("objection", words.wrongMissing);
      if (objection.length > longest) return wrong("objection", words.wrongLong);
      const proof = uploadOf(requirement) && declarationOf(requirement) === undefined ? file : undefined;
      return checked(saying, { requirement: id, objection, ...(proof ? { file: proof } : {}) }, "proof");
    }
    case "own":
      return own(saying, file);
    default:
      return wrong("choice", words.rightMissing);
  }
}

function own(saying: Saying, file: UploadedFile | undefined): Given {
  const said = supplied(saying.requirement, saying.fields, file);
  return said.ok ? checked(saying, said.given, "file") : said;
}

/** What was supplied of a requirement, by its fields' names after `prefix`. Whether a file will do is not looked at. */
export function supplied(requirement: Requirement, fields: Pick<FormFields, "get">, file: UploadedFile | undefined, prefix = ""): Given {
  const { id } = requirement;
  const [upload, declaration] = [uploadOf(requirement), declarationOf(requirement)];
  const way = upload && declaration ? fields.get(`${prefix}way`) : upload ? "upload" : "declare";
  if (way === "upload" && upload) return file ? { ok: true, given: { requirement: id, file } } : wrong(`${prefix}file`, words.fileMissing);
  if (way !== "declare" || !declaration) return wrong(`${prefix}way`, words.wayMissing);
  // Beside another way it is a choice of its own; alone it is a box to tick.
  if (!upload && fields.get(`${prefix}declared`) !== "yes") return wrong(`${prefix}declared`, words.declareMissing);
  return { ok: true, given: { requirement: id, declared: true } };
}

/** Held against the requirement's own rules, which name kinds and sizes of files; a problem stands at `at`. */
function checked({ pack, requirement, content, facts, now }: Saying, given: GivenEvidence, at: string): Given {
  const problems = problemsOf(pack, requirement, { ...content, given: { ...content.given, [requirement.id]: given } }, facts, now);
  const [first] = problems;
  return first ? wrong(at, first.detail) : { ok: true, given };
}

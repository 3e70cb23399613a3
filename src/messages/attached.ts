// What goes with a message: documents and files of the same case, named by their place in it. No file is kept a second time; whoever may
// not read the case reads none of them, and with the case they are filed and destroyed.
import {
  type CaseView,
  type Desk,
  documentsOf,
  evidenceOf,
  type Refused,
  readDocument,
  readEvidenceFile,
  refused,
} from "../casework/index.ts";
import type { Text } from "../platform/i18n/index.ts";

/** A document that the case brought forth, or a file that was handed in as evidence, by its number in the case. */
export interface Attached {
  readonly kind: "document" | "evidence";
  readonly no: number;
}

/** With one message at most. */
export const mostAttached = 10;

export interface AttachedTitle extends Attached {
  readonly title: Text;
}

type Case = Pick<CaseView, "loaded">;

/** Everything of a case that can go with a message. */
export async function attachable(desk: Desk, view: Case): Promise<readonly AttachedTitle[]> {
  const [documents, evidence] = await Promise.all([documentsOf(desk, view), evidenceOf(desk, view.loaded)]);
  const asked = new Map(view.loaded.pack.header.requirements.map(({ id, title }) => [id, title]));
  return [
    ...documents.map(({ no, title, number }) => ({ kind: "document" as const, no, title: beside(title, number) })),
    ...evidence.flatMap(({ no, requirement, content: { file } }) => {
      const title = asked.get(requirement) ?? { zh: requirement, en: requirement };
      return file ? [{ kind: "evidence" as const, no, title: beside(title, file.name) }] : [];
    }),
  ];
}

const beside = ({ zh, en }: Text, more: string | undefined): Text =>
  more === undefined ? { zh, en } : { zh: `${zh}（${more}）`, en: `${en} (${more})` };

/** What is wrong with what is to go along; undefined where all of it is in the case. */
export async function wrongAttached(desk: Desk, view: Case, attached: readonly Attached[]): Promise<Refused | undefined> {
  if (attached.length === 0) return undefined;
  const there = await attachable(desk, view);
  const errors = attached.flatMap(({ kind, no }, i) =>
    there.some((one) => one.kind === kind && one.no === no) ? [] : [{ pointer: `/attached/${i}`, detail: noSuch }],
  );
  return errors.length === 0
    ? undefined
    : { ...refused(422, "message-attached", { zh: "有附件不在本办件中。", en: "Something attached is not in this case." }), errors };
}

const noSuch: Text = {
  zh: "本办件没有这份文书或材料。只能附本办件已有的文书和材料。",
  en: "The case has no such document or file. Only what is in the case already can be attached.",
};

/** The bytes of one, for who may read the case. */
export async function readAttached(
  desk: Desk,
  view: CaseView,
  { kind, no }: Attached,
): Promise<{ readonly bytes: Buffer; readonly name: string; readonly type: string; readonly output?: string } | undefined> {
  if (kind === "document") {
    const found = await readDocument(desk, view, no);
    return found && { bytes: found.bytes, name: found.name, type: "application/pdf", output: found.output };
  }
  const found = await readEvidenceFile(desk, view, no);
  return found && { bytes: found.bytes, name: found.file.name, type: attachedTypes[found.file.kind] };
}

/** Media types of what can go along. */
export const attachedTypes = { pdf: "application/pdf", jpeg: "image/jpeg", png: "image/png" } as const;

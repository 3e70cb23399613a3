// What a file is called, and what an officer fixed for it: read off the answers of the case.
import { officialOutputs, type Pack } from "../../catalogue/index.ts";

type Answers = Readonly<Record<string, unknown>>;

export interface CaseTitle {
  /** Undefined where the service's own title says all. */
  readonly title: string | undefined;
  readonly given: { readonly class?: unknown; readonly retention?: unknown };
}

/** Fields of the task in which a case is filed. */
export const filingFields = { class: "archiveClass", title: "archiveTitle", retention: "archiveRetention" } as const;

const most = 500;

/** `answers` are opened only where the pack has anything there that counts. */
export function titleOf(pack: Pack, answers: () => Answers): CaseTitle {
  const { fields } = pack.form;
  const pointers = officialOutputs(pack.header).flatMap((output) => {
    const from = output.fields.title;
    return typeof from === "string" && from.startsWith("/") ? [from.slice(1)] : [];
  });
  const fixed = Object.values(filingFields).some((name) => Object.hasOwn(fields, name));
  if (!fixed && pointers.length === 0) return { title: undefined, given: {} };
  const given = answers();
  const text = [filingFields.title, ...pointers]
    .map((name) => given[name])
    .find((value) => typeof value === "string" && value.trim() !== "");
  return {
    title: typeof text === "string" ? text.trim().slice(0, most) : undefined,
    given: { class: given[filingFields.class], retention: given[filingFields.retention] },
  };
}

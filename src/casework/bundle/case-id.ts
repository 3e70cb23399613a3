// The id of a part's case follows from the bundle and its task: opened twice, it is one case.
import type { Desk } from "../desk.ts";
import { caseIdFor } from "../submission.ts";

/** The case that a part's task stands for. */
export const partCaseId = (desk: Pick<Desk, "keys">, bundle: string, task: number): string =>
  caseIdFor(desk, { kind: "system" }, `${bundle}.${task}`);

// Why something was not done, in the reader's language, with the field and the remedy. Nothing was written.
import type { Text } from "../platform/i18n/index.ts";

export interface FieldProblem {
  /** JSON pointer into what was sent. */
  readonly pointer: string;
  readonly detail: Text;
}

export interface Refused {
  readonly ok: false;
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 412 | 422 | 503;
  /** A stable word for programs. */
  readonly code: string;
  readonly title: Text;
  readonly errors?: readonly FieldProblem[];
}

export const refused = (status: Refused["status"], code: string, title: Text, errors?: readonly FieldProblem[]): Refused => ({
  ok: false,
  status,
  code,
  title,
  ...(errors && errors.length > 0 ? { errors } : {}),
});

/** What was sent does not hold; each problem names its field. */
export const invalid = (errors: readonly FieldProblem[]): Refused =>
  refused(422, "invalid", { zh: "有几处需要改正", en: "Some answers need to be put right" }, errors);

export const noCase: Refused = refused(404, "not-found", {
  zh: "没有找到这件办件。请核对编号，或从“我的办件”进入。",
  en: "There is no such case. Check the number, or open it from your list of cases.",
});

export const reused: Refused = refused(422, "key-reused", {
  zh: "同一个幂等键已用于另一次不同的提交。请换一个键再提交。",
  en: "This idempotency key was used for a different request. Send this one under a new key.",
});

export const changedMeanwhile: Refused = refused(412, "changed", {
  zh: "您打开之后，这件办件已有变化。请查看最新情况再操作。",
  en: "This case has changed since you opened it. Look at it as it is now, then act.",
});

export const busy: Refused = refused(503, "busy", {
  zh: "这件办件正被多人同时操作，您的操作没有写入。请稍后再试。",
  en: "Several people are acting on this case at this moment; nothing was written. Please try again shortly.",
});

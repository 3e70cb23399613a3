// The answer of every policy. Policies are pure and stand beside the noun that they guard; what none allows is denied.
import type { Text } from "../platform/i18n/index.ts";

/**
 * 401: who is it? Sign in. 403: known, but without the right. 404: also for what one may not know of.
 */
export type Status = 401 | 403 | 404;
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly status: Status; readonly reason: Text };

const reasons = {
  401: { zh: "请先登录。", en: "Sign in first." },
  403: {
    zh: "您没有办理此事的权限。如认为应当有，请联系本单位的系统管理员。",
    en: "You have no right to do this. If you should have it, ask your administrator.",
  },
  404: { zh: "没有找到，或您无权查看。请核对编号或网址。", en: "There is nothing here that you may see. Check the number or the address." },
} as const satisfies Record<Status, Text>;

export const allow: Decision = { allowed: true };

/** A refusal, in the usual words unless better ones are given. */
export const deny = (status: Status, reason: Text = reasons[status]): Decision => ({ allowed: false, status, reason });

/** To the asker it does not exist. */
export const hidden: Decision = deny(404);

/** Allowed only if every one allows, and at least one was asked; otherwise the first refusal. */
export function every(...decisions: readonly Decision[]): Decision {
  return decisions.find((one) => !one.allowed) ?? (decisions.length > 0 ? allow : deny(403));
}

/** Allowed if any allows; otherwise the refusal that says most: 403 before 404 before 401. */
export function some(...decisions: readonly Decision[]): Decision {
  const granted = decisions.find((one) => one.allowed);
  if (granted) return granted;
  for (const status of [403, 404, 401] as const) {
    const refusal = decisions.find((one) => !one.allowed && one.status === status);
    if (refusal) return refusal;
  }
  return deny(403);
}

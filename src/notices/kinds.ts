// What there is to be told. The table notices.kind says the same, with the mail that goes out unless somebody chose otherwise.
import type { Text } from "../platform/i18n/index.ts";

/** Told to officers. */
export const officerKinds = {
  given: { zh: "转给我的任务", en: "A task given to me" },
  task: { zh: "岗位有新任务", en: "A new task for my post" },
  back: { zh: "退回重办", en: "Sent back" },
  urged: { zh: "催办", en: "Urged" },
  supervised: { zh: "督办", en: "Supervised" },
  soon: { zh: "即将到期", en: "Due soon" },
  overdue: { zh: "已超期", en: "Overdue" },
  "agency-soon": { zh: "本单位即将到期", en: "Due soon in my agency" },
  "agency-overdue": { zh: "本单位已超期", en: "Overdue in my agency" },
  message: { zh: "消息", en: "A message" },
  child: { zh: "子办件或收文单位有变化", en: "A part of a case changed" },
  delegated: { zh: "委托与代岗", en: "Acting for somebody" },
  "archived-for-disposal": { zh: "档案处置", en: "Archives for disposal" },
  password: { zh: "密码已更改", en: "Your password was changed" },
} as const satisfies Record<string, Text>;

/** Told to applicants and to those who act for them. */
export const partyKinds = {
  asked: { zh: "需要您办理", en: "Something is asked of you" },
  letter: { zh: "有新文书", en: "A new document" },
  decided: { zh: "办件已办结", en: "The case has ended" },
  "own-password": { zh: "密码已更改", en: "Your password was changed" },
} as const satisfies Record<string, Text>;

export type OfficerKind = keyof typeof officerKinds;
export type PartyKind = keyof typeof partyKinds;
export type NoticeKind = OfficerKind | PartyKind;

/** What a kind is called. */
export const kindTitle = (kind: NoticeKind): Text => ({ ...officerKinds, ...partyKinds })[kind];

export const isOfficerKind = (name: string): name is OfficerKind => Object.hasOwn(officerKinds, name);

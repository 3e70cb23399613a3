// Notices: what somebody is told, in an inbox and by mail.
export { tellAlerts } from "./alerts.ts";
export { noticesFeed } from "./follow.ts";
export { isOfficerKind, kindTitle, type NoticeKind, type OfficerKind, officerKinds, type PartyKind, partyKinds } from "./kinds.ts";
export { type NewNotice, notify } from "./notify.ts";
export { noticeTicks } from "./ticks.ts";

// Notices: what somebody is told, in an inbox and by mail.
export { tellAlerts } from "./alerts.ts";
export { noticesFeed } from "./follow.ts";
export { type InboxQuery, inboxLines, type Line, markRead, mostUnread, officerReceiver, unread, unreadOf } from "./inbox.ts";
export { isOfficerKind, kindTitle, type NoticeKind, type OfficerKind, officerKinds, type PartyKind, partyKinds } from "./kinds.ts";
export { type Listener, type Live, type LiveOptions, type News, openLive } from "./live.ts";
export { dueMail, makeDigests } from "./mail/due.ts";
export { mailJobs, sendMail } from "./mail/send.ts";
export { countMail, type MailTrouble, mailTroubles, sendAgain } from "./mail/trouble.ts";
export { type NewNotice, notify } from "./notify.ts";
export { partyLines, partyRead, partyReceivers, partyUnread } from "./party-inbox.ts";
export {
  askForAddress,
  chooseMail,
  confirmAddress,
  forgetAddress,
  type MailChoice,
  mailChoices,
  type Reader,
  readerOf,
  stopReceiver,
} from "./reader.ts";
export { changeAddress, MailSettingsForm, saveChoices, settingsFlashes } from "./settings.tsx";
export { noticeTicks } from "./ticks.ts";

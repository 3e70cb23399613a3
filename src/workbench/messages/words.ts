import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  messages: { zh: "消息", en: "Messages" },
  none: { zh: "没有您参加的对话。", en: "You take part in no conversation about this case." },
  begin: { zh: "发消息", en: "Write a message" },
  beginTitle: { zh: "就本办件发消息", en: "Write about this case" },
  kept: {
    zh: "消息和谁何时读过都记入办件，随办件归档。申请人看不到。",
    en: "Messages, and who read them when, are entered in the case and filed with it. Applicants do not see them.",
  },
  grave: {
    zh: "本办件含重要数据：只能发给承办本办件的岗位和人员。",
    en: "This case holds important data: only posts and officers who work on it can be written to.",
  },
  to: { zh: "发给", en: "To" },
  toHint: {
    zh: "部门由其文书岗收。只列出能看本办件的部门、岗位和人员。",
    en: "An agency reads at its documents desk. Only those who may read the case are listed.",
  },
  words: { zh: "内容", en: "Message" },
  send: { zh: "发送", en: "Send" },
  answer: { zh: "回复", en: "Answer" },
  answerAll: { zh: "回复发给对话的其他参加者。", en: "The answer goes to everybody else in the conversation." },
  toMissing: { zh: "请至少选一个收件人。", en: "Choose at least one receiver." },
  wordsMissing: { zh: "请填写内容。", en: "Write something." },
  wordsLong: (n: number) => ({
    zh: `内容最多 ${n} 个字符，请精简或分成几条。`,
    en: `A message has at most ${n} characters. Make it shorter, or send several.`,
  }),
  attach: { zh: "附上本办件的文书或材料", en: "Attach documents or files of this case" },
  attachHint: {
    zh: "附的是办件里的原件，不另存一份；只有能查看本办件的人打得开。",
    en: "What is in the case goes along, no copy is made; only those who may read the case can open it.",
  },
  attached: { zh: "附：", en: "Attached:" },
  attachedMany: (n: number) => ({ zh: `一条消息最多附 ${n} 份。`, en: `At most ${n} can go with one message.` }),
  conversation: { zh: "对话", en: "Conversation" },
  readBy: { zh: "已读：", en: "Read by: " },
  unreadBy: { zh: "尚无人读过", en: "Not read yet" },
  arrow: { zh: "发给", en: "to" },
  threads: { zh: "我的对话", en: "My conversations" },
  threadsLead: {
    zh: "您本人或您的岗位参加的对话，最近的在前。",
    en: "Conversations that you or your posts take part in, the latest first.",
  },
  noThreads: { zh: "还没有对话", en: "No conversation yet" },
  noThreadsText: {
    zh: "在办件页的“消息”里可以给一起办理的部门、岗位和人员发消息。",
    en: "Begin one under “Messages” on a case's page, with those who work on it.",
  },
  count: (n: number) => ({ zh: `${n} 条消息`, en: n === 1 ? "1 message" : `${n} messages` }),
  unread: (n: number) => ({ zh: `${n} 条未读`, en: `${n} unread` }),
  last: { zh: "最近", en: "Latest" },
  with: { zh: "参加者", en: "Those who take part" },
  noneToWrite: { zh: "没有可以就本办件发消息的其他人。", en: "There is nobody else who can be written to about this case." },
} as const satisfies Messages;

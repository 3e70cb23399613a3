// Words of the first page.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  title: { zh: "今天想办什么事？", en: "What do you need to get done?" },
  lead: {
    zh: "说出您要办的事。部门已经有的材料，不用您再交。",
    en: "Say what you want to do. What a department already holds, you need not send.",
  },
  search: { zh: "用自己的话说", en: "In your own words" },
  waiting: { zh: "等您处理", en: "Waiting for you" },
  events: { zh: "按人生和经营的大事找", en: "By what is happening in your life" },
  draft: { zh: "没填完的申请", en: "Unfinished application" },
  draftSaved: (day: string) => ({ zh: `${day}保存`, en: `saved on ${day}` }),
  goOn: { zh: "待继续", en: "To be finished" },
  act: { zh: "待您办理", en: "Your turn" },
  allCases: { zh: "查看全部办件", en: "See all cases" },
} as const satisfies Messages;

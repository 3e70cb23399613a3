import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  drawing: { zh: "流程图（BPMN）", en: "As a BPMN drawing" },
  lead: {
    zh: "泳道是岗位，菱形是去向。文件可以用任何 BPMN 2.0 建模工具打开、讨论，再用 errand procedure import 读回。",
    en: "Lanes are posts, diamonds say where it goes on. Any BPMN 2.0 modeller opens the file; errand procedure import reads it back.",
  },
  shown: { zh: "流程图；同样的内容见上面的流程和步骤文字。", en: "The procedure as a drawing; the steps above say the same in words." },
  nearer: { zh: "放大", en: "Nearer" },
  farther: { zh: "缩小", en: "Farther" },
  whole: { zh: "看全图", en: "Whole drawing" },
  file: { zh: "下载 BPMN 文件", en: "Download the BPMN file" },
  noPack: { zh: "没有这个版本", en: "There is no such version" },
  noPackText: { zh: "请从列表进入。", en: "Open it from the list." },
} satisfies Messages;

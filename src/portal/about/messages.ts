// The standing pages: help and accessibility. Each section is a heading and paragraphs.
import type { Text } from "../../platform/i18n/index.ts";

export interface Section {
  readonly title: Text;
  readonly paragraphs: readonly Text[];
}
export interface Standing {
  readonly title: Text;
  readonly lead: Text;
  readonly sections: readonly Section[];
}

export const help: Standing = {
  title: { zh: "使用帮助", en: "Help" },
  lead: { zh: "怎么办事，怎么看进展，您的信息去了哪里。", en: "How to get things done, how to follow them, and where your data goes." },
  sections: [
    {
      title: { zh: "怎么申请", en: "How to apply" },
      paragraphs: [
        {
          zh: "先找到要办的事项。事项页上写明谁可以申请、要多久、花多少钱、要您跑几趟。点“开始申请”，登录后选为谁申请。",
          en: "Find the service first. Its page says who may apply, how long it takes, what it costs and how many trips it asks of you. Press “Start now”, sign in, and choose for whom you apply.",
        },
        {
          zh: "申请一页只问一件事，每一步自动保存，30 天内随时可以回来接着填。提交之前，可以把全部内容再核对一遍。",
          en: "Each page asks one thing and saves it. You may leave and come back within 30 days. Before you submit, everything is shown once more.",
        },
      ],
    },
    {
      title: { zh: "部门已经有的材料", en: "What departments already hold" },
      paragraphs: [
        {
          zh: "部门已经掌握的信息，我们去查，不要您交。查之前会告诉您向谁查、查什么、为什么、凭什么法律；法律没有规定的，要您同意。",
          en: "What a department holds, we look up; you need not send it. Before anybody is asked you are told who is asked for what, why, and under which law. Where no law provides for it, your consent is asked.",
        },
        {
          zh: "查到的内容您可以看到。不对的话，写明哪里不对，或者自己提供。登记不会被悄悄改动，但办理人员会看到您说的话。",
          en: "You see what was found. If it is wrong, say so, or supply it yourself. The register is not changed behind anybody's back; those who handle your case see what you said.",
        },
      ],
    },
    {
      title: { zh: "期限怎么算", en: "How time is counted" },
      paragraphs: [
        {
          zh: "期限按工作日计算，起算当天不算，节假日不算，调休上班的日子算。办件页面上可以逐日查看：哪天算，哪天不算，为什么。",
          en: "Time counts in working days. The day it begins does not count, nor do holidays; make-up workdays do. The page of your case explains it day by day: which days count, which do not, and why.",
        },
        {
          zh: "只有法律规定的情形，例如现场检查、听证，期限才会暂停，并且会注明理由。",
          en: "It stands still only where the law says so, for example during an inspection or a hearing, and the ground is named.",
        },
      ],
    },
    {
      title: { zh: "回执是什么", en: "What the receipt is" },
      paragraphs: [
        {
          zh: "提交后您马上得到一份带签名的回执，写明您什么时候提交了什么。所有办件记录都收进一本只能添加、不能改动的账本，回执证明您的提交在里面。",
          en: "When you submit, you get a signed receipt at once that says what you submitted and when. All records go into a log that can be added to but never altered, and the receipt proves that yours is in it.",
        },
        {
          zh: "谁都可以在“核验文件”页核验回执，也可以在自己的电脑上离线核验。",
          en: "Anybody can check it under “Check a document”, or offline on their own computer.",
        },
      ],
    },
    {
      title: { zh: "您的信息", en: "Your data" },
      paragraphs: [
        {
          zh: "您填写和上传的内容加密保存，每件办件一把钥匙，只有参与办理的部门能打开，每次打开都有记录。",
          en: "What you enter and upload is kept encrypted under a key of its own for each case. Only the offices that take part can open it, and every opening is recorded.",
        },
        {
          zh: "谁在什么时候、为了什么事看过您的信息，您随时可以在“谁看过我的信息”里看到。",
          en: "Who looked at it, when and what for, you can see at any time under “Who looked at my data”.",
        },
        {
          zh: "本网站只用必要的 Cookie：登录状态、防止伪造提交、字号选择。没有统计，没有广告。",
          en: "This site sets only the cookies that it needs: for signing in, against forged requests, and for the size of the text. No analytics, no advertising.",
        },
      ],
    },
  ],
};

export const accessibility: Standing = {
  title: { zh: "无障碍说明", en: "Accessibility" },
  lead: {
    zh: "我们希望每个人都能用：看不清、看不见、听不见、手不方便、手机旧、网络慢，都能办成事。",
    en: "Everybody should be able to use this: with low or no vision, without hearing, with limited movement, on an old phone or a slow network.",
  },
  sections: [
    {
      title: { zh: "您可以", en: "What you can do" },
      paragraphs: [
        {
          zh: "点页面底部的“大字版”，全站字号变大。也可以用浏览器放大到 400%，内容不会丢失。",
          en: "Choose “Larger text” at the foot of any page, or zoom to 400% in your browser: nothing is lost.",
        },
        { zh: "只用键盘完成所有操作。焦点在哪里始终看得清。", en: "Do everything by keyboard; it is always clear where you are." },
        {
          zh: "用读屏软件听完整内容。流程图、期限条都有同样内容的文字。",
          en: "Have everything read aloud. The pictures of steps and time stand in words as well.",
        },
        { zh: "关掉脚本、在旧手机上、在很慢的网络里照样办事。", en: "Work without scripts, on an old phone, over a very slow network." },
      ],
    },
    {
      title: { zh: "依据的标准", en: "The standard we keep" },
      paragraphs: [
        {
          zh: "页面按照《Web 内容无障碍指南》（WCAG）2.2 版 AA 级制作，每次改动都经过自动检查。PDF 文书带有结构标签。",
          en: "The pages are built to the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, and checked automatically at every change. PDF letters carry structure tags.",
        },
      ],
    },
    {
      title: { zh: "遇到困难", en: "If something does not work for you" },
      paragraphs: [
        {
          zh: "请打事项页上的咨询电话。窗口和邮寄办理一直保留，不会因为您不用网络而受影响。",
          en: "Ring the number for questions on the page of the service. The counter and the post remain open; nobody is worse off for not using the network.",
        },
      ],
    },
  ],
};

// What the pages of texts say.
import type { Messages, Text } from "../../platform/i18n/index.ts";

export const text = {
  texts: { zh: "文稿", en: "Texts" },
  read: { zh: "查看", en: "Read" },
  write: { zh: "写文稿", en: "Write" },
  versions: { zh: "各版", en: "Versions" },
  compare: { zh: "对照", en: "Compare" },
  compareTwo: { zh: "对照所选两版", en: "Compare the two" },
  latest: { zh: "最新版", en: "Latest version" },
  version: { zh: "版", en: "Version" },
  writtenOn: { zh: "依据", en: "Written on" },
  by: { zh: "作者", en: "By" },
  at: { zh: "保存时间", en: "Saved" },
  earlier: { zh: "较早的版", en: "Earlier" },
  later: { zh: "较晚的版", en: "Later" },
  none: { zh: "还没有写。", en: "Nothing has been written yet." },
  noneYet: { zh: "保存第一版之后，各版列在这里。", en: "Versions stand here once the first is saved." },
  export: { zh: "下载 Word 文件", en: "Download as a Word file" },
  back: { zh: "返回办件", en: "Back to the case" },
  backToText: { zh: "返回文稿", en: "Back to the text" },
  fromVersion: { zh: "从哪一版", en: "From version" },
  toVersion: { zh: "到哪一版", en: "To version" },

  body: { zh: "正文", en: "The text" },
  bodyHint: {
    zh: "每行一段。层次写成“一、”“（一）”“1.”“（1）”开头的行，序号自动连排；表格每行以 | 开头；附件写成“附件：名称”。",
    en: "A line is a paragraph. Levels begin with 一、 （一） 1. （1） or # ## ### ####; their numbers are made anew. Table rows begin with |, annexes with “附件：title”.",
  },
  how: { zh: "怎样写层次、表格和附件", en: "How to write levels, tables and annexes" },
  save: { zh: "保存", en: "Save" },
  check: { zh: "看看效果", en: "See how it reads" },
  shown: { zh: "效果（还没有保存）", en: "How it reads (not saved yet)" },
  wrong: { zh: "文稿没有保存，请改正：", en: "The text was not saved. Put right:" },
  saved: { zh: "已保存。", en: "Saved." },
  tooLong: { zh: "文稿太长，最多 20 万字。", en: "The text is too long: 200,000 characters at most." },
  import: { zh: "从 Word 文件取入", en: "Bring in a Word file" },
  importHint: {
    zh: ".docx，最大 10 MB。取入后先看一看，保存后才成为新的一版；图片等内容不取入，会一一说明。",
    en: ".docx, 10 MB at most. Look at it before you save; pictures and the like are left out, and named.",
  },
  importButton: { zh: "取入", en: "Bring in" },
  imported: { zh: "已取入，尚未保存。请核对后保存。", en: "Brought in, not saved yet. Look through it, then save." },
  dropped: { zh: "没有取入的内容：", en: "Left out:" },
  noFile: { zh: "请选择一个 .docx 文件。", en: "Choose a .docx file." },

  warned: { zh: "请再看一看这些话", en: "Look at these words again" },
  warnedShort: { zh: "有需要再看一看的话", en: "Words to look at again" },
  head: { zh: "改标题、主送等", en: "Change the title and those it goes to" },
  headHint: {
    zh: "和正文一起保存；改动进入办件，按各条行文规则检查。",
    en: "Saved with the text. The change is entered in the case and held against the rules of the kind.",
  },
  headChanged: (zh: string, en: string) => ({
    zh: `您打开之后，别人改过这一项，现在是：${zh || "（空）"}。请核对后再保存。`,
    en: `Somebody changed this since you opened the page; it says now: ${en || "nothing"}. Look at it, then save again.`,
  }),
  othersWrite: { zh: "也有人在写", en: "Somebody else is writing too" },
  othersHint: {
    zh: "您可以继续写，谁的内容都不会丢。后保存的人会看到两份文稿的差别，再决定怎样合在一起。",
    en: "You can go on: nothing gets lost. Whoever saves later is shown what differs, and decides how it goes together.",
  },
  unsaved: { zh: "您上次写的内容还没有保存", en: "You have words that were not saved" },
  unsavedHint: {
    zh: "下面就是您当时写的内容，请接着写并保存；不要了就放弃。",
    en: "They stand below: go on and save them, or give them up.",
  },
  giveUp: { zh: "放弃，从最新版开始", en: "Give them up and begin with the latest version" },
  keptAt: { zh: "最后写于", en: "Last written" },
  changed: { zh: "别人先保存了", en: "Somebody saved before you" },
  changedHint: {
    zh: "您写的时候，这份文稿有了新的一版。您写的内容一字不少地留在下面，还没有保存。",
    en: "While you wrote, the text got a new version. Every word of yours stands below, not saved yet.",
  },
  merged: {
    zh: "两人改的是不同的地方，已合在一起。请通读后保存。",
    en: "You changed different places; both sets of changes are together below. Read it through and save.",
  },
  overlaps: {
    zh: "有的地方两人都改了：下面保留您的写法，对方的写法列在这里，请逐处决定后保存。",
    en: "Some places were changed by both. Yours is kept below, theirs is listed here: decide on each, then save.",
  },
  yours: { zh: "您的写法", en: "Yours" },
  theirs: { zh: "对方的写法", en: "Theirs" },
  yoursAlone: { zh: "只用我写的", en: "Keep only what I wrote" },
  theirChanges: { zh: "对方改了什么", en: "What they changed" },
  nothingThere: { zh: "（删去）", en: "(deleted)" },

  nothingChanged: { zh: "两版一样。", en: "The two versions are the same." },
  came: { zh: "新增", en: "Inserted" },
  went: { zh: "删去", en: "Deleted" },
  movedHere: { zh: "移到这里", en: "Moved here" },
  movedAway: { zh: "移走", en: "Moved away" },
  rewritten: { zh: "改写", en: "Rewritten" },
  levelChanged: { zh: "层次改变", en: "Level changed" },
  boldNow: { zh: "改为加粗", en: "Now bold" },
  plainNow: { zh: "取消加粗", en: "No longer bold" },
  endOf: { zh: "完", en: "end" },
  left: { zh: "没有变化的部分略去", en: "Unchanged parts are left out" },
  showAll: { zh: "显示全文", en: "Show everything" },
  showChanges: { zh: "只看变化", en: "Show only what changed" },

  comments: { zh: "批注", en: "Comments" },
  commentShort: { zh: "批注", en: "Comment" },
  commentOn: { zh: "对这一处写批注", en: "Comment on this place" },
  commentWords: { zh: "批注内容", en: "Your comment" },
  commentQuote: { zh: "针对的字句（可不填）", en: "The words it is about (may be left empty)" },
  commentQuoteHint: { zh: "照原文写，不填就是针对整段。", en: "As they stand in the paragraph; empty means all of it." },
  commentSend: { zh: "保存批注", en: "Save the comment" },
  commentMissing: { zh: "请写批注内容。", en: "Write your comment." },
  commentLong: { zh: "批注最多 4000 字。", en: "A comment has at most 4,000 characters." },
  quoteNotThere: { zh: "这一段里没有这些字句，请照原文写。", en: "These words are not in the paragraph. Write them as they stand." },
  settle: { zh: "标为已处理", en: "Mark as dealt with" },
  settled: { zh: "已处理", en: "Dealt with" },
  open: { zh: "未处理", en: "Open" },
  gone: { zh: "所在的段落已经删去", en: "Its paragraph is gone" },
  changedThere: { zh: "所在的字句后来改过", en: "Its words were changed since" },
  place: { zh: "位置", en: "Place" },
  editor: { zh: "编辑器", en: "Editor" },
} as const satisfies Messages;

export const versionOf = (n: number): Text => ({ zh: `第 ${n} 版`, en: `Version ${n}` });
export const onVersion = (n: number): Text => ({ zh: `对第 ${n} 版`, en: `On version ${n}` });
export const lineProblem = (line: number, detail: Text): Text => ({ zh: `第 ${line} 行：${detail.zh}`, en: `Line ${line}: ${detail.en}` });
export const writingSince = (name: string, time: string): Text => ({
  zh: `${name}从 ${time} 起在写`,
  en: `${name} has been writing since ${time}`,
});
export const movedTo = (n: number): Text => ({ zh: `移到第 ${n} 段`, en: `Moved to paragraph ${n}` });
export const movedFrom = (n: number): Text => ({ zh: `从第 ${n} 段移来`, en: `Moved from paragraph ${n}` });
export const counted = (n: { came: number; went: number; moved: number; rewritten: number }): Text => ({
  zh: `改写 ${n.rewritten} 处，新增 ${n.came} 段，删去 ${n.went} 段，移动 ${n.moved} 段。`,
  en: `${n.rewritten} rewritten, ${n.came} inserted, ${n.went} deleted, ${n.moved} moved.`,
});

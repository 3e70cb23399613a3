// How to write a text with nothing but a text field.
import { usePage } from "../../platform/page/index.ts";

const rows = [
  ["一、总体要求", { zh: "第一层，也可写 # 总体要求", en: "First level; # also" }],
  ["（一）目标", { zh: "第二层，也可写 ## 目标", en: "Second level; ## also" }],
  ["1. 责任", { zh: "第三层，也可写 ### 责任", en: "Third level; ### also" }],
  ["（1）分工", { zh: "第四层，也可写 #### 分工", en: "Fourth level; #### also" }],
  ["**重点**", { zh: "加粗", en: "Bold" }],
  ["| 单位 | 份数 |", { zh: "表格的一行；空一行另起一张表", en: "A row of a table; an empty line begins another table" }],
  ["| --- | --- |", { zh: "上面各行是表头", en: "The rows above are heads" }],
  [
    "| 合计 | < |",
    { zh: "< 与左格合并，^ 与上格合并，¶ 在格内分段", en: "< joins to the left, ^ to the cell above, ¶ parts paragraphs in a cell" },
  ],
  ["附件：名单", { zh: "附件，以下都是它的内容；只放在文末", en: "An annex: what follows belongs to it; at the end only" }],
  ["\\1. 不是层次", { zh: "行首加 \\，这一行就是普通段落", en: "With \\ in front it is a plain paragraph" }],
] as const;

export function Manual() {
  const { lang } = usePage();
  return (
    <dl class="e-manual">
      {rows.map(([sign, what]) => (
        <div key={sign}>
          <dt>
            <code lang="zh-Hans">{sign}</code>
          </dt>
          <dd>{what[lang]}</dd>
        </div>
      ))}
    </dl>
  );
}

import assert from "node:assert/strict";
import { test } from "node:test";
import type { TextDoc } from "../../../engine/text/index.ts";
import { textHtml } from "./text-html.ts";

test("a text keeps its numbers, tables and annexes, and nothing in it runs", () => {
  const say = (text: string) => [{ type: "text" as const, text }];
  const doc: TextDoc = {
    type: "doc",
    content: [
      { type: "heading", attrs: { level: 1 }, content: say("总体要求") },
      { type: "heading", attrs: { level: 2 }, content: say("目标") },
      { type: "paragraph", content: say("<script>alert(1)</script> & 其他") },
      { type: "heading", attrs: { level: 1 }, content: say("任务") },
      { type: "heading", attrs: { level: 2 }, content: say("分工") },
      {
        type: "table",
        content: [
          {
            type: "table_row",
            content: [{ type: "table_header", attrs: { colspan: 2 }, content: [{ type: "paragraph", content: say("单位") }] }],
          },
          {
            type: "table_row",
            content: [1, 2].map((n) => ({
              type: "table_cell" as const,
              content: [{ type: "paragraph" as const, content: say(`格${n}`) }],
            })),
          },
        ],
      },
      { type: "annex", attrs: { title: "分工表" }, content: [{ type: "heading", attrs: { level: 1 }, content: say("附则") }] },
    ],
  };
  const html = textHtml("关于防汛的通知", doc);
  const lines = [...html.matchAll(/<h([1-5])>(.*?)<\/h\1>/g)].map(([, , words]) => words);
  assert.deepEqual(lines, ["关于防汛的通知", "一、总体要求", "（一）目标", "二、任务", "（一）分工", "附件 Annex 1　分工表", "一、附则"]);
  assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt; &amp; 其他") && !html.includes("<script"));
  assert.match(html, /<th colspan="2">单位<\/th><\/tr><tr><td>格1<\/td><td>格2<\/td>/);
});

// Texts in a real browser: written without scripts and with the editor, kept while they are written, compared, commented on; two who write
// at once. Nothing for axe to find at either width in either language.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { readPlain } from "../src/engine/text/index.ts";
import { writeWord } from "../src/office/index.ts";
import { startTestApp } from "./support/app.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";

const app = await startTestApp({ packs: fileURLToPath(new URL("fixtures/writing", import.meta.url)) });
const { browser, origin } = await servedToBrowser((url, init) => app.request(url, init));
const [writer, second, verifier] = ["cheng-siyuan", "gu-shuyao", "shen-qihang"] as const;
let shown = "";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;
const get = async (as: string, path: string): Promise<Json> => (await app.request(path, { as })).json();
async function sent(as: string, path: string, body: unknown): Promise<Json> {
  const headers = { "content-type": "application/json" };
  const answer = await app.request(path, { as, method: "POST", body: JSON.stringify(body), headers });
  assert.ok(answer.status < 300, await answer.clone().text());
  return answer.json();
}
const begin = async (kind = "short"): Promise<string> =>
  (await sent(writer, "/api/v1/cases", { service: "draft-note", data: { subject: "汛期值班", kind } })).id;

const first = `一、基本情况
（一）现状
今年汛期以来，各值班单位能够按时到岗，情况总体平稳。
（二）问题
个别单位存在替班手续不全的现象。
二、下一步打算
| 单位 | 人数 |
| --- | --- |
| 市水务局 | 6 |
| 市应急局 | 4 |

附件：联系方式
各单位值班电话另发。`;
const later = `一、基本情况
（一）现状
今年汛期以来，各值班单位能够按时到岗、在岗，情况**总体平稳**。
新增的一段：领导带班制度已经全面落实到位。
二、下一步打算
（一）问题
个别单位存在替班手续不全的现象。
| 单位 | 人数 |
| --- | --- |
| 市水务局 | 8 |
| 市应急局 | 4 |
| 市城管局 | 3 |

附件：联系方式
各单位值班电话另发。`;

before(async () => {
  shown = await begin();
  const at = `/api/v1/cases/${shown}/texts/note`;
  await sent(writer, at, { base: 0, plain: first });
  await sent(writer, `${at}/comments`, { version: 1, line: 2, from: 14, to: 18, words: "再核实一下到岗情况" });
  await sent(writer, `${at}/comments`, { version: 1, line: 4, words: "点名吗？" });
  await sent(writer, at, { base: 1, plain: later });
});

async function visit(as: string, path: string, more: { width?: number; lang?: "zh" | "en"; scripts?: boolean } = {}): Promise<Page> {
  const headers = { authorization: `Bearer ${await app.token(as)}` };
  const context = await visitor(browser, {
    width: more.width ?? 1280,
    lang: more.lang ?? "zh",
    headers,
    ...(more.scripts === false ? { scripts: false } : {}),
  });
  const page = await context.newPage();
  const answer = await page.goto(`${origin}${path}`);
  assert.ok((answer?.status() ?? 500) < 400, `${path}: ${answer?.status()}`);
  return page;
}

const pages: readonly (readonly [string, () => string])[] = [
  ["text", () => `/workbench/cases/${shown}/texts/note`],
  ["text-comment", () => `/workbench/cases/${shown}/texts/note?comment=2`],
  ["text-versions", () => `/workbench/cases/${shown}/texts/note/versions`],
  ["text-compare", () => `/workbench/cases/${shown}/texts/note/compare?from=1&to=2`],
  ["text-write", () => `/workbench/cases/${shown}/texts/note/write`],
  ["text-case", () => `/workbench/cases/${shown}`],
];
for (const lang of ["zh", "en"] as const)
  for (const width of widthsIn(lang))
    test(`texts in ${lang} at ${width} px`, async () => {
      for (const [name, path] of pages) {
        const page = await visit(writer, `/${lang}${path()}`, { width, lang });
        if (name === "text-write") await page.waitForSelector(".ProseMirror");
        assert.deepEqual(await axe(page), [], `${name} in ${lang} at ${width}`);
        assert.deepEqual(await tooWide(page), [], `${name} in ${lang} at ${width}`);
        await screenshot(page, `${name}-${lang}-${width}`);
        await page.context().close();
      }
    });

test("without scripts: a text is written, checked, saved, compared; mistakes are told by their line", async () => {
  const id = await begin("long");
  const page = await visit(writer, `/zh/workbench/cases/${id}`, { scripts: false });
  await page.getByRole("link", { name: "写文稿" }).click();
  const field = page.getByLabel("正文", { exact: true });
  assert.match(await field.inputValue(), /^现就汛期值班说明如下。\n一、基本情况/, "begins with the pack's words, filled in");
  await field.fill("一、由来\n| 甲 | ^ |");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  assert.match((await page.locator(".govuk-error-summary").textContent()) ?? "", /第 2 行/);
  assert.match(await field.inputValue(), /\^/);
  await field.fill("一、由来\n值班安排如下。");
  await page.getByRole("button", { name: "看看效果" }).click();
  assert.equal(await page.locator(".e-shown .e-doc__level").textContent(), "一、由来");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("link", { name: "写文稿" }).click();
  await field.fill("一、由来\n值班安排调整如下。");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("link", { name: "与第 1 版对照" }).click();
  assert.equal(await page.locator(".e-doc ins").count(), 1);
  assert.match((await page.locator(".e-doc ins").textContent()) ?? "", /调整/);
  await page.context().close();
});

test("with the editor: levels number themselves, a table, an annex, undo; what is typed is kept and offered again", async () => {
  const id = await begin();
  const write = `/zh/workbench/cases/${id}/texts/note/write`;
  const page = await visit(writer, write);
  const editor = page.getByRole("textbox", { name: "正文" });
  await editor.click();
  await page.keyboard.type("一、总体要求");
  await page.keyboard.press("Enter");
  await page.keyboard.type("# ");
  await page.keyboard.type("保障措施");
  await page.keyboard.press("Enter");
  await page.keyboard.type("各单位要");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("按时");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("报送。");
  assert.equal(await page.getByRole("button", { name: "正文", exact: true }).getAttribute("aria-pressed"), "true");
  assert.equal(await editor.locator(".e-doc__level--1").count(), 2);
  await page.getByRole("button", { name: "插入表格" }).click();
  await page.keyboard.type("单位");
  await page.keyboard.press("Tab");
  await page.keyboard.type("份数");
  await page.getByRole("button", { name: "加一列" }).click();
  assert.equal(await editor.locator("th").count(), 3);
  await page.getByRole("button", { name: "撤销" }).click();
  assert.equal(await editor.locator("th").count(), 2);
  await page.getByRole("button", { name: "加附件" }).click();
  await page.keyboard.type("名单");
  await page.getByText("已自动保留").waitFor();
  await screenshot(page, "text-editor");
  assert.deepEqual(await axe(page), []);
  // The connection is lost, the page closed: the words are there again.
  await page.context().close();
  const again = await visit(writer, write);
  await again.getByText("您上次写的内容还没有保存").waitFor();
  assert.match((await again.getByRole("textbox", { name: "正文" }).textContent()) ?? "", /按时报送/);
  await again.getByRole("button", { name: "保存", exact: true }).click();
  await again.getByText("文稿已保存").waitFor();
  await again.context().close();
  assert.equal(
    (await get(writer, `/api/v1/cases/${id}/texts/note`)).plain,
    "一、总体要求\n二、保障措施\n各单位要**按时**报送。\n| 单位 | 份数 |\n| --- | --- |\n|  |  |\n\n附件：名单",
  );
});

test("two who write at once: each is told, and what both wrote goes together", async () => {
  const id = await begin();
  await sent(writer, `/api/v1/cases/${id}/texts/note`, { base: 0, plain: "第一段说明来由。\n第二段说明要求。\n第三段说明时间。" });
  const write = `/zh/workbench/cases/${id}/texts/note/write`;
  const one = await visit(writer, write);
  const two = await visit(second, write);
  await two.getByRole("button", { name: "用纯文本写" }).click();
  assert.match((await two.locator(".govuk-notification-banner").first().textContent()) ?? "", /程思远从 .* 起在写/);
  await one.getByRole("textbox", { name: "正文" }).getByText("第一段").click();
  await one.keyboard.press("End");
  await one.keyboard.type("依据另附。");
  await one.getByText("顾书瑶从").waitFor();
  await one.getByRole("button", { name: "保存", exact: true }).click();
  await one.getByText("文稿已保存").waitFor();
  await two.getByLabel("正文", { exact: true }).fill("第一段说明来由。\n第二段说明具体要求。\n第三段说明时间。");
  await two.getByRole("button", { name: "保存", exact: true }).click();
  await two.getByText("两人改的是不同的地方").waitFor();
  await two.getByRole("button", { name: "用纯文本写" }).click();
  await screenshot(two, "text-conflict");
  assert.deepEqual(await axe(two), []);
  assert.equal(
    await two.getByLabel("正文", { exact: true }).inputValue(),
    "第一段说明来由。依据另附。\n第二段说明具体要求。\n第三段说明时间。",
  );
  await two.getByRole("button", { name: "保存", exact: true }).click();
  await two.getByText("文稿已保存").waitFor();
  const { versions } = await get(writer, `/api/v1/cases/${id}/texts/note/versions`);
  assert.deepEqual(
    versions.map(({ officer }: Json) => officer),
    [writer, writer, second],
  );
  // Both change the same place: theirs is shown beside, nothing is lost.
  const three = await visit(second, write);
  await three.getByRole("button", { name: "用纯文本写" }).click();
  await sent(writer, `/api/v1/cases/${id}/texts/note`, { base: 3, plain: "第一段另有说明。\n第二段说明具体要求。\n第三段说明时间。" });
  await three.getByLabel("正文", { exact: true }).fill("第一段全部重写。\n第二段说明具体要求。\n第三段说明时间。");
  await three.getByRole("button", { name: "保存", exact: true }).click();
  await three.getByText("有的地方两人都改了").waitFor();
  await three.getByRole("button", { name: "用纯文本写" }).click();
  assert.match((await three.locator(".e-overlap").textContent()) ?? "", /全部重写.*另有说明/);
  assert.match(await three.getByLabel("正文", { exact: true }).inputValue(), /全部重写/);
  assert.deepEqual(await axe(three), []);
  await screenshot(three, "text-overlap");
  for (const page of [one, two, three]) await page.context().close();
});

test("a Word file is brought in and taken along; a comment is made and dealt with", async () => {
  const id = await begin();
  const read = readPlain(first);
  assert.ok(read.ok);
  const page = await visit(writer, `/zh/workbench/cases/${id}/texts/note/write`);
  await page.getByText("从 Word 文件取入").first().click();
  await page
    .getByLabel("从 Word 文件取入")
    .setInputFiles({ name: "a.docx", mimeType: "application/octet-stream", buffer: await writeWord(read.text) });
  await page.getByRole("button", { name: "取入", exact: true }).click();
  await page.getByText("已取入，尚未保存").waitFor();
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("文稿已保存").waitFor();
  assert.equal((await get(writer, `/api/v1/cases/${id}/texts/note`)).plain, first);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载 Word 文件" }).click()]);
  assert.match(download.suggestedFilename(), /-note-1\.docx$/);
  await page.locator("#line-3").getByRole("link", { name: /^批注/ }).click();
  await page.getByLabel("针对的字句").fill("没有这几个字");
  await page.getByLabel("批注内容").fill("请写明单位");
  await page.getByRole("button", { name: "保存批注" }).click();
  await page.locator(".govuk-error-summary").waitFor();
  await page.getByLabel("针对的字句").fill("按时到岗");
  await page.getByRole("button", { name: "保存批注" }).click();
  await page.getByText("批注已保存").waitFor();
  assert.equal((await page.locator("#line-3 .e-comment__quote").textContent())?.trim(), "按时到岗");
  await page.getByRole("button", { name: "标为已处理" }).click();
  await page.getByText("已标为处理完毕").waitFor();
  assert.equal(await page.locator(".e-comment--settled").count(), 1);
  await page.context().close();
  const other = await visit(verifier, `/zh/workbench/cases/${id}/texts/note`);
  assert.equal(await other.getByRole("link", { name: "写文稿" }).count(), 0, "not the verifier's turn");
  await other.context().close();
});

// Texts as Word files: what goes out comes back as it was; what others wrote is read as well as can be; hostile files are turned away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Document, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import fc from "fast-check";
import { ZipFile } from "yazl";
import { printPlain, type TextDoc } from "../../engine/text/index.ts";
import { anyText, longText } from "../../engine/text/testing/any-text.ts";
import { readWord, writeWord } from "../index.ts";
import { convertWord } from "./convert-word.ts";

const zipped = async (files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces);
};
const back = async (text: TextDoc): Promise<TextDoc> => {
  const read = await convertWord(await writeWord(text, "关于值班的说明"));
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(read.dropped, []);
  return read.text;
};

test("a text that goes out as a Word file comes back as it was", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => assert.deepEqual(await back(text), text)),
    { numRuns: 25, seed: 7 },
  );
});

test("a long one as well", async () => {
  const text = longText(300);
  assert.deepEqual(await back(text), text);
});

test("what others wrote: typed numbers, lists, merged cells, annexes; what a text cannot hold is named", async () => {
  const pixel = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ children: [new TextRun("一、总体"), new TextRun({ text: "要求", bold: true })] }),
          new Paragraph("（一）目标"),
          new Paragraph({ children: [new TextRun({ text: "按时报送", italics: true }), new TextRun({ text: "第二行", break: 1 })] }),
          new Paragraph({ text: "各单位", bullet: { level: 0 } }),
          new Paragraph({ children: [new ImageRun({ type: "png", data: pixel, transformation: { width: 9, height: 9 } })] }),
          new Table({
            rows: [
              new TableRow({
                tableHeader: true,
                children: [new TableCell({ children: [new Paragraph("甲")] }), new TableCell({ children: [new Paragraph("乙")] })],
              }),
              new TableRow({ children: [new TableCell({ columnSpan: 2, children: [new Paragraph("合并")] })] }),
            ],
          }),
          new Paragraph("附件1"),
          new Paragraph("名单"),
          new Paragraph("1.张三"),
        ],
      },
    ],
  });
  const read = await readWord(await Packer.toBuffer(document));
  assert.ok(read.ok, JSON.stringify(read));
  assert.equal(
    printPlain(read.text),
    "一、总体**要求**\n（一）目标\n按时报送\n第二行\n各单位\n| 甲 | 乙 |\n| --- | --- |\n| 合并 | < |\n\n附件：名单\n1. 张三",
  );
  assert.deepEqual(read.dropped.map(({ zh }) => zh).sort(), ["图片", "斜体、下划线和删除线", "项目符号（文字已保留）"].sort());
});

test("what is no Word file, lies about itself or unpacks without end is turned away with a clear word", async () => {
  const refused = async (bytes: Buffer) => {
    const read = await readWord(bytes);
    assert.equal(read.ok, false, JSON.stringify(read));
    return read.ok ? "" : read.text.en;
  };
  for (const bytes of [Buffer.alloc(0), Buffer.from("PK\x05\x06"), Buffer.from("no file at all"), Buffer.alloc(3000, 7)])
    assert.match(await refused(bytes), /no \.docx/);
  assert.match(await refused(await zipped({ "word/document.xml": "<w:document" })), /no \.docx/);
  assert.match(await refused(await zipped({ "a.txt": "x" })), /no \.docx/);
  assert.match(await refused(await zipped({ "word/document.xml": Buffer.alloc(40_000_000, 32) })), /too large/);
  assert.match(await refused(Buffer.alloc(10_000_001)), /10 MB/);
  const good = await writeWord(longText(20));
  for (let at = 30; at < good.length; at += Math.ceil(good.length / 40)) {
    const broken = Buffer.from(good);
    broken[at] = (broken[at] ?? 0) ^ 255;
    const read = await convertWord(broken);
    assert.ok(read.ok || read.text.zh !== "");
  }
});

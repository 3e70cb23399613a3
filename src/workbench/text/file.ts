// A text as a Word file, to take along and to bring in.
import { latestText, readText } from "../../casework/index.ts";
import { mostWord, readWord, writeWord } from "../../office/index.ts";
import { type Http, readUpload, refuse } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";
import { openText, versionIn } from "./open.ts";
import { text } from "./words.ts";
import { showImported, showNotImported } from "./write.tsx";

const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export async function textFile(c: Http, bench: Bench): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  const { view, name, title } = opened;
  const asked = c.req.query("version");
  const version = versionIn(asked);
  if (asked !== undefined && version === undefined) return refuse(c, "notFound");
  const kept = await (version === undefined ? latestText(bench.desk, view.loaded, name) : readText(bench.desk, view.loaded, name, version));
  if (!kept) return refuse(c, "notFound");
  const bytes = await writeWord(kept.text, title[bench.lang]);
  return c.body(new Uint8Array(bytes), 200, {
    "content-type": type,
    "content-disposition": `attachment; filename="${view.heading.number}-${name}-${kept.version}.docx"`,
    "cache-control": "no-store",
  });
}

class TooLarge extends Error {}

export async function importText(c: Http, bench: Bench): Promise<Response> {
  const opened = await openText(c, bench);
  if (!opened.ok) return opened.response;
  try {
    const form = await readUpload(c, async ({ body }) => {
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of body) {
        size += piece.length;
        if (size > mostWord) throw new TooLarge();
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    });
    if (!form.ok) return form.response;
    const file = form.files.find((one) => one.name === "file")?.file;
    if (!file || file.length === 0) return await showNotImported(c, bench, opened, { name: "file", text: text.noFile });
    const read = await readWord(file);
    return read.ok
      ? await showImported(c, bench, opened, read)
      : await showNotImported(c, bench, opened, { name: "file", text: read.text });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return showNotImported(c, bench, opened, { name: "file", text: { zh: "文件超过 10 MB。", en: "The file is larger than 10 MB." } });
  }
}

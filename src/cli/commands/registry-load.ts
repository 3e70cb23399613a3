import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Client } from "pg";
import { keyringIn } from "../../load/index.ts";
import { loadRows, readRows, registerOf, UnreadableFile } from "../../registry/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

/** Refused rows that are written out in words; `--json` tells them all. */
const mostLines = 100;

export const run: Run = async ({ args, switches, json, out, config }) => {
  const [id = "", file = ""] = args;
  const size = sizeOf(file);
  const keys = keyringIn(config);
  return withDatabase(config, "registry load", async ({ owner: url }) => {
    const owner = new Client({ connectionString: url, application_name: "errand registry load" });
    await owner.connect();
    const bar = out.progress(`Loading ${id}`);
    try {
      const register = await registerOf({ app: owner }, id);
      if (!register) throw new Unusable(out.say({ zh: `没有登记库“${id}”。`, en: `There is no register "${id}".` }));
      const hash = createHash("sha256");
      let read = 0;
      const bytes = async function* (): AsyncGenerator<Uint8Array> {
        for await (const piece of createReadStream(file, { highWaterMark: 1 << 18 })) {
          hash.update(piece);
          read += piece.length;
          bar.at(read, size);
          yield piece;
        }
      };
      const begun = performance.now();
      const report = await loadRows(owner, keys, register, readRows(register, basename(file), bytes()), {
        file: basename(file),
        actor: "operator",
        goodRows: switches.has("good-rows"),
        corrects: switches.has("correct"),
        as: "owner",
        sha256: () => hash.digest(),
      });
      bar.done();
      const seconds = (performance.now() - begun) / 1000;
      if (json) out.json({ ...report, refused: report.refused.map((one) => ({ ...one, message: out.say(one.message) })), seconds });
      else {
        for (const { row, column, message } of report.refused.slice(0, mostLines))
          out.line(out.say({ zh: `第 ${row} 行 ${column}：${message.zh}`, en: `row ${row}: ${column} ${message.en}` }));
        const more = report.refused.length - mostLines;
        if (more > 0) out.line(out.say({ zh: `……还有 ${more} 处（--json 全部列出）`, en: `… and ${more} more (--json lists them all)` }));
        const { added, changed, same, refusedRows } = report;
        out.line(
          report.done
            ? out.say({
                zh: `新增 ${added} 条，变更 ${changed} 条，未变 ${same} 条，未载入 ${refusedRows} 行，用时 ${seconds.toFixed(1)} 秒。`,
                en: `${added} added, ${changed} changed, ${same} the same, ${refusedRows} rows left out, in ${seconds.toFixed(1)} s.`,
              })
            : out.say({
                zh: `${refusedRows} 行不能载入，什么都没有写入。改正后重试，或用 --good-rows 只载入其余的行。`,
                en: `${refusedRows} rows do not fit: nothing was written. Correct them, or load the others with --good-rows.`,
              }),
        );
        if (report.done && added + changed > 0 && register.match.length > 0)
          out.line(
            out.say({
              zh: "疑似重复的记录在后台查找，结果见登记库的“疑似重复”页。",
              en: "Likely duplicates are looked for in the background; the register's page of them says how far that is.",
            }),
          );
      }
      return report.refusedRows > 0 ? 1 : 0;
    } catch (error) {
      if (error instanceof UnreadableFile) throw new Unusable(out.say(error.text));
      throw error;
    } finally {
      await owner.end();
    }
  });
};

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Unusable(`There is no file ${file}.`);
  return found.size;
}

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { describeError, openLog } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-log-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("lines are JSON, written at once, in a file for its owner alone", () => {
  const file = join(folder, "deep/errand.log");
  const shown: string[] = [];
  const log = openLog({ file, onWarning: (event, reference) => shown.push(`${event} ${reference ?? ""}`) });
  log.info("started", { port: 1 });
  const reference = log.with({ job: "x" }).fault("job failed", new Error("broken"));
  const [first, second] = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual([first.event, first.port], ["started", 1]);
  assert.deepEqual([second.event, second.job, second.reference, second.error.message], ["job failed", "x", reference, "broken"]);
  assert.deepEqual(shown, [`job failed ${reference}`]);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test("a database error is noted without the value that it quotes", () => {
  const error = Object.assign(new Error('invalid input syntax for type integer: "王小明"'), {
    code: "22P02",
    severity: "ERROR",
    detail: "Key (name)=(王小明) already exists.",
    table: "person",
  });
  const text = JSON.stringify(describeError(error));
  assert.ok(!text.includes("王小明"), text);
  assert.ok(text.includes("22P02") && text.includes("person"));
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { outline } from "./index.ts";
import { fixture } from "./testing/walk.ts";

it("outlines stages in order, tasks in columns, and routes by target", () => {
  const drawn = outline(fixture("cinema-opening"));
  assert.deepEqual(
    drawn.stages.map((s) => [s.key, s.level]),
    [
      ["accept", 0],
      ["examine", 1],
      ["correct", 1],
      ["decide", 2],
      ["issue", 3],
      ["refuse", 3],
    ],
  );
  const examine = drawn.stages.find((s) => s.key === "examine");
  assert.deepEqual(
    examine?.columns.map((column) => column.map((t) => t.key)),
    [["hall", "fire", "street"], ["fire-visit"]],
  );
  assert.deepEqual(
    examine?.columns[0]?.map((t) => [t.conditional, t.many, t.machine]),
    [
      [false, false, false],
      [true, false, false],
      [false, true, false],
    ],
  );
  assert.deepEqual(examine?.columns[1]?.[0], {
    key: "fire-visit",
    by: "fire/inspector",
    conditional: false,
    many: false,
    machine: false,
    after: { task: "fire", outcome: "visit" },
    stops: "inspection",
  });
  assert.deepEqual(examine?.routes, [
    { to: "decide", back: false, end: false, on: ["any refuse", "all pass"], outcomes: ["refuse", "pass"] },
  ]);
  assert.deepEqual([examine?.extras, examine?.clocks, examine?.once], [["hearing", "extend", "ask"], ["statutory", "promised"], false]);
  const decide = drawn.stages.find((s) => s.key === "decide");
  assert.deepEqual(decide?.routes.at(-1), { to: "examine", back: true, end: false, on: ["any again"], outcomes: ["again"] });
  assert.deepEqual(drawn.stages.find((s) => s.key === "issue")?.columns[0]?.[0]?.machine, true);
  assert.deepEqual(drawn.stages.find((s) => s.key === "issue")?.routes, [
    { to: "granted", back: false, end: true, on: ["any done"], outcomes: ["done"] },
  ]);
  assert.deepEqual(
    drawn.stages[0]?.routes.map((r) => [r.to, r.end]),
    [
      ["examine", false],
      ["correct", false],
      ["not-accepted", true],
    ],
  );
  assert.deepEqual(drawn.ends[0], { key: "granted", kind: "success" });
  assert.deepEqual(outline(fixture("outgoing-document")).stages.find((s) => s.key === "countersign")?.routes, [
    { to: "draft", back: true, end: false, on: ["any object"], outcomes: ["object"] },
    { to: "sign", back: false, end: false, on: ["all agree", "none"], outcomes: ["agree"] },
  ]);
});

it("does not depend on the order in which a model was stored", () => {
  const m = fixture("cinema-opening");
  const stored = { ...m, stages: Object.fromEntries(Object.entries(m.stages).sort(([a], [b]) => (a < b ? -1 : 1))) };
  assert.deepEqual(outline(stored).stages, outline(m).stages);
});

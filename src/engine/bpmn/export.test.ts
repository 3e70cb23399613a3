import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { BpmnModdle } from "bpmn-moddle";
import { validateXML } from "xmllint-wasm";
import { compile, type Model } from "../procedure/index.ts";
import { Dice, randomProcedure } from "../procedure/testing/random.ts";
import { draw } from "./draw.ts";
import { fromBpmn, toBpmn } from "./index.ts";
import { type Box, layOut } from "./layout.ts";

const schemas = new URL("../../../node_modules/bpmn-moddle/resources/bpmn/xsd/", import.meta.url);
const schemaFile = (fileName: string) => ({ fileName, contents: readFileSync(new URL(fileName, schemas), "utf8") });
const fixtures = new URL("../../../test/fixtures/procedures/", import.meta.url);

const fixed: readonly Model[] = readdirSync(fixtures).map((name) =>
  modelOf(readFileSync(new URL(name, fixtures), "utf8"), name.replace(".yaml", "")),
);

function modelOf(yaml: string, id: string): Model {
  const compiled = compile(yaml, id);
  assert.ok(compiled.ok, id);
  return compiled.model;
}

/** Random procedures that pass the static check, with the seed each came from. */
function* random(from: number, count: number): Generator<{ seed: number; model: Model }> {
  for (let seed = from, n = 0; n < count; seed++) {
    const compiled = compile(randomProcedure(new Dice(seed)), "random");
    if (!compiled.ok) continue;
    n += 1;
    yield { seed, model: compiled.model };
  }
}

/** All that counts, orders too. */
const content = (model: Model): string => JSON.stringify({ ...model, id: "", hash: "" });

function returned(xml: string, said: string): Model {
  const read = fromBpmn(xml);
  assert.ok(read.ok, read.ok ? "" : `${said}: ${read.refusals.map(({ line, message }) => `${line}: ${message.en}`).join("; ")}`);
  return read.model;
}

test("exported and imported again, a procedure is the same", () => {
  for (const model of fixed) assert.equal(returned(toBpmn(model), model.id).hash, model.hash, model.id);
  for (const { seed, model } of random(1, 250))
    assert.equal(content(returned(toBpmn(model), `seed ${seed}`)), content(model), `seed ${seed}`);
});

test("orders of tasks that are not series-parallel, conditions in every character, and follows survive", () => {
  const odd = modelOf(
    `stages:
  one:
    tasks:
      a: { by: p/q, outcomes: x y }
      b: { by: p/q, when: "name = \\"<&>'\\" and\\nsize\\t< 3" }
      c: { by: p/q, follows: a }
      d: { by: p/q, follows: [a, b] }
      e: { by: p/q, after: a x, when: "true" }
    next: { any y: back one, otherwise: end, none: end }
ends: { end: success }`,
    "odd",
  );
  assert.equal(returned(toBpmn(odd), "odd").hash, odd.hash);
});

test("what is exported is valid against the schema of BPMN 2.0 and read without a warning by another reader", async () => {
  const models = [...fixed, ...[...random(5000, 12)].map(({ model }) => model)];
  const files = models.map((model, n) => ({ fileName: `${n}.bpmn`, contents: toBpmn(model, { procedure: `<"${model.id}" & 流程>` }) }));
  const { valid, errors } = await validateXML({
    xml: files,
    schema: [schemaFile("BPMN20.xsd")],
    preload: ["BPMNDI.xsd", "DC.xsd", "DI.xsd", "Semantic.xsd"].map(schemaFile),
  });
  assert.ok(
    valid,
    errors
      .slice(0, 3)
      .map(({ message }) => message)
      .join("\n"),
  );
  for (const { contents } of files) {
    const { warnings } = await new BpmnModdle().fromXML(contents);
    assert.deepEqual(warnings, []);
  }
});

test("taken by a modeller that keeps no extensions of others, it still imports", () => {
  const bare = (xml: string) => xml.replace(/<extensionElements>[\s\S]*?<\/extensionElements>/g, "");
  for (const model of fixed) returned(bare(toBpmn(model)), model.id);
  let taken = 0;
  for (const { model } of random(9000, 60)) {
    const read = fromBpmn(bare(toBpmn(model)));
    if (read.ok) taken += 1;
    else for (const { element, id, line } of read.refusals) assert.ok(element !== "" && line > 0, id);
  }
  assert.ok(taken > 30, `${taken} of 60`);
});

test("what was drawn differently is read as it is drawn", () => {
  const [model] = fixed;
  assert.ok(model);
  const xml = toBpmn(model);
  const way = /<sequenceFlow id="(\w+)"[^>]*targetRef="end_refused"/.exec(xml)?.[0];
  assert.ok(way);
  const elsewhere = returned(xml.replace(way, way.replace("end_refused", "end_granted")), "led elsewhere");
  assert.deepEqual(
    elsewhere.stages.refuse?.routes.map(({ to }) => to),
    ["granted"],
  );
  assert.equal(elsewhere.ends.refused, undefined);
  const later = returned(
    xml.replace('<timeDuration xsi:type="tFormalExpression">P30D<', '<timeDuration xsi:type="tFormalExpression">P10D<'),
    "another time",
  );
  assert.deepEqual(later.stages.correct?.tasks.resend?.due, { n: 10, unit: "days" });
  const lane = /<lane id="(lane_\d+)" name="culture\/head">/.exec(xml)?.[1];
  assert.ok(lane);
  const moved = returned(
    xml.replace('post by="culture/head"', 'post by="culture/deputy"').replace('name="culture/head"', 'name="culture/deputy"'),
    "another post",
  );
  assert.equal(moved.stages.decide?.tasks.decide?.by, "culture/deputy");
});

const meets = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test("in the layout no shapes overlap, flows begin and end at their shapes, and none crosses another shape", () => {
  for (const model of [...fixed, ...[...random(7000, 40)].map((one) => one.model)]) {
    const drawing = draw(model, {});
    const { pool, shapes, flows, lanes } = layOut(drawing);
    const timers = new Set(drawing.nodes.filter(({ timer }) => timer).map(({ id }) => id));
    const solid = [...shapes].filter(([id]) => !timers.has(id));
    for (const [n, [id, box]] of solid.entries()) {
      assert.ok(
        box.x >= pool.x && box.y >= pool.y && box.x + box.width <= pool.x + pool.width && box.y + box.height <= pool.y + pool.height,
        id,
      );
      for (const [other, its] of solid.slice(n + 1)) assert.ok(!meets(box, its), `${id} lies on ${other}`);
      const lane = lanes[drawing.nodes.find((node) => node.id === id)?.lane ?? -1];
      assert.ok(lane && meets(lane, box), `${id} is outside of its lane`);
    }
    for (const flow of drawing.flows) {
      const points = flows.get(flow.id)?.points ?? [];
      const [from, to] = [shapes.get(flow.from), shapes.get(flow.to)];
      assert.ok(from && to && points.length >= 2);
      const first = points[0];
      const last = points.at(-1);
      assert.ok(
        first &&
          last &&
          meets({ ...first, width: 1, height: 1 }, { x: from.x - 1, y: from.y - 1, width: from.width + 2, height: from.height + 2 }),
        flow.id,
      );
      assert.ok(last.x === to.x && last.y > to.y && last.y < to.y + to.height, flow.id);
      for (const [n, point] of points.slice(0, -1).entries()) {
        const next = points[n + 1] ?? point;
        assert.ok(point.x === next.x || point.y === next.y, `${flow.id} is not upright`);
        const line = {
          x: Math.min(point.x, next.x),
          y: Math.min(point.y, next.y),
          width: Math.abs(point.x - next.x) || 0.1,
          height: Math.abs(point.y - next.y) || 0.1,
        };
        for (const [id, box] of solid)
          if (id !== flow.from && id !== flow.to)
            assert.ok(!meets(line, box), `${model.id}: ${flow.id} (${flow.from} to ${flow.to}) crosses ${id}`);
      }
    }
  }
});

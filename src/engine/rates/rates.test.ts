import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileFeel, parseNumber, toJson } from "../feel/index.ts";
import { bracketsOn, type Dated, faultsOf, isUnit, type Rate, type Scale, scaled, sourceOf, valueOn } from "./index.ts";

const title = { zh: "某", en: "Some" };
const dated = (values: Record<string, number | null>): Dated => Object.entries(values).map(([from, value]) => ({ from, value }));
const wage: Rate = {
  kind: "rate",
  title,
  unit: "CNY/month",
  values: dated({ "2021-04-01": 2320, "2024-01-01": 2420.5, "2026-06-01": null }),
};
const tax = (how: Scale["how"]): Scale => ({
  kind: "scale",
  title,
  unit: "/1",
  of: "CNY",
  how,
  brackets: [
    { above: dated({ "2019-01-01": 0 }), rate: dated({ "2019-01-01": 0.03 }) },
    { above: dated({ "2019-01-01": 36_000 }), rate: dated({ "2019-01-01": 0.1 }) },
    { above: dated({ "2019-01-01": 144_000, "2025-01-01": 150_000 }), rate: dated({ "2019-01-01": 0.2 }) },
    { above: dated({ "2025-01-01": 300_000 }), rate: dated({ "2025-01-01": 0.25, "2026-01-01": null }) },
  ],
});
const rates = { "minimum-wage": wage, tax: tax("marginal") };

test("a value holds from its day until the next", () => {
  assert.equal(valueOn(wage.values, "2021-03-31"), undefined);
  assert.equal(valueOn(wage.values, "2021-04-01"), 2320);
  assert.equal(valueOn(wage.values, "2023-12-31"), 2320);
  assert.equal(valueOn(wage.values, "2024-01-01"), 2420.5);
  assert.equal(valueOn(wage.values, "2026-06-01"), null);
});

test("brackets come and go with their days", () => {
  const on = (day: string) => bracketsOn(tax("marginal"), day).map(({ above }) => above);
  assert.deepEqual(on("2018-12-31"), []);
  assert.deepEqual(on("2024-12-31"), [0, 36_000, 144_000]);
  assert.deepEqual(on("2025-01-01"), [0, 36_000, 150_000, 300_000]);
  assert.deepEqual(on("2026-01-01"), [0, 36_000, 150_000]);
});

test("a scale is read as its law says", () => {
  assert.equal(scaled(tax("marginal"), 200_000, "2024-06-01"), 36_000 * 0.03 + 108_000 * 0.1 + 56_000 * 0.2);
  assert.equal(scaled(tax("marginal"), 36_000, "2024-06-01"), 1080);
  assert.equal(scaled(tax("whole"), 200_000, "2024-06-01"), 40_000);
  assert.equal(scaled(tax("value"), 200_000, "2024-06-01"), 0.2);
  assert.equal(scaled(tax("whole"), 36_000, "2024-06-01"), 1080);
  assert.equal(scaled(tax("value"), 36_000.01, "2024-06-01"), 0.1);
  assert.equal(scaled(tax("value"), 0, "2024-06-01"), 0.03);
  assert.equal(scaled(tax("marginal"), 0, "2024-06-01"), 0);
  assert.match(String(scaled(tax("marginal"), -1, "2024-06-01")), /below the lowest bracket/);
  const steep = { above: dated({ "2019-01-01": 0 }), rate: dated({ "2019-01-01": 1e300 }) };
  const steeper = { above: dated({ "2019-01-01": 10 }), rate: dated({ "2019-01-01": 1e300 }) };
  const huge = parseNumber("1e6000");
  assert.ok(huge !== null);
  assert.equal(scaled({ ...tax("marginal"), brackets: [steep, steeper] }, huge, "2024-06-01"), "the result is too large");
  assert.match(String(scaled(tax("marginal"), 1, "2018-01-01")), /no bracket holds on 2018-01-01/);
});

test("a marginal scale never falls, and grows no faster than its highest rate", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 1, max: 100_000 }), (cents, more) => {
      const [a, b] = [cents / 100, (cents + more) / 100];
      const [low, high] = [a, b].map((amount) => Number(scaled(tax("marginal"), amount, "2025-06-01")));
      assert.ok(low !== undefined && high !== undefined && high >= low && high - low <= (b - a) * 0.25 + 1e-9, `${a} ${b}`);
    }),
  );
});

test("decisions ask by name and day; what is not there is null with its reason", () => {
  const ask = (source: string) => {
    const compiled = compileFeel(source);
    assert.ok(compiled.ok);
    const { value, warnings } = compiled.evaluate({ on: "2025-03-01" }, { rates: sourceOf(rates) });
    return value === null ? warnings.map(({ message }) => message).join() : toJson(value);
  };
  assert.equal(ask('rate("minimum-wage", date("2024-05-01")) * 2'), 4841);
  assert.equal(ask('rate("minimum-wage", on)'), 2420.5);
  assert.equal(ask('rate(name: "minimum-wage", on: date and time("2024-05-01T10:00:00"))'), 2420.5);
  assert.equal(ask('scale("tax", 40000, date("2024-05-01"))'), 1480);
  assert.match(String(ask('rate("minimum-wage", date("2020-01-01"))')), /holds from 2021-04-01 only/);
  assert.match(String(ask('rate("minimum-wage", date("2026-06-01"))')), /does not hold on 2026-06-01/);
  assert.match(String(ask('rate("wage", date("2026-06-01"))')), /no rate “wage”; there are: minimum-wage, tax/);
  assert.match(String(ask('rate("toString", date("2026-06-01"))')), /no rate/);
  assert.match(String(ask('rate("tax", date("2024-01-01"))')), /is a scale/);
  assert.match(String(ask('scale("minimum-wage", 1, date("2024-01-01"))')), /is no scale/);
  assert.match(String(ask('scale("wage", 1, date("2026-06-01"))')), /no scale “wage”; there are/);
  assert.match(String(ask('rate("minimum-wage", "soon")')), /is no date/);
  const without = compileFeel('rate("minimum-wage", date("2024-05-01"))');
  assert.ok(without.ok);
  assert.match(without.evaluate({}).warnings[0]?.message ?? "", /no rates are given/);
});

test("faults are told at their place", () => {
  const said = (rate: Rate | Scale, written?: readonly string[]) =>
    faultsOf(rate, (path) => written ?? keys(rate, path)).map(({ level, path, message }) => `${level} ${path.join("/")}: ${message.en}`);
  const keys = (rate: Rate | Scale, path: readonly PropertyKey[]): string[] =>
    rate.kind === "rate"
      ? rate.values.map(({ from }) => from)
      : (rate.brackets[Number(path[1])]?.[path[2] === "above" ? "above" : "rate"] ?? []).map(({ from }) => from);
  assert.deepEqual(said(wage), []);
  assert.deepEqual(said({ ...tax("marginal"), brackets: tax("marginal").brackets.slice(0, 3) }), []);
  assert.match(said({ ...wage, unit: "yuan" }).join(), /error unit: The unit “yuan” is not known/);
  assert.match(said(wage, ["2024-01-01", "2021-04-01"]).join(), /error values\/2021-04-01: Dates go from early to late/);
  assert.match(said({ ...wage, values: [] }).join(), /at least one date/);
  assert.match(said({ ...wage, values: dated({ "2021-01-01": null }) }).join(), /first value cannot be null/);
  assert.match(said({ ...wage, values: dated({ "2021-01-01": 1, "2022-01-01": 1 }) }).join(), /warning values\/2022-01-01/);
  assert.match(said({ ...wage, unit: "/1", values: dated({ "2021-01-01": 13 }) }).join(), /share of 13 is more than one/);
  assert.deepEqual(said({ ...wage, unit: "/1", values: dated({ "2021-01-01": 1, "2022-01-01": -1 }) }), []);
  const half = "error brackets/3: From 2026-01-01 this bracket has a threshold or a rate, but not both.";
  assert.deepEqual(said(tax("marginal")), [half], "and nothing else is said of it");
  const level = { ...tax("value"), brackets: [{ above: dated({ "2020-01-01": 5 }), rate: dated({ "2020-01-01": 300 }) }] };
  assert.deepEqual(said(level), [], "what a bracket gives may be more than one");
  assert.match(said({ ...level, how: "whole" }).join(), /warning brackets\/0\/rate\/2020-01-01: A share of 300/);
  assert.match(said({ ...level, brackets: [...level.brackets, ...level.brackets] }).join(), /threshold 5 is not above 5/);
  const rateless = { above: dated({ "2020-01-01": 9 }), rate: dated({ "2021-01-01": 400 }) };
  const after = { above: dated({ "2020-01-01": 7 }), rate: dated({ "2020-01-01": 500 }) };
  assert.deepEqual(
    said({ ...level, brackets: [...level.brackets, rateless, after] }).map((one) => one.slice(0, 40)),
    ["error brackets/1: From 2020-01-01 this b", "error brackets/2: From 2021-01-01 its th"],
    "a bracket that is not there is not compared with",
  );
  const crossed = { ...tax("marginal"), brackets: [...tax("marginal").brackets.slice(0, 3)].toReversed() };
  assert.match(said(crossed).join(), /threshold 36000 is not above 144000/);
  for (const unit of ["/1", "%", "CNY", "CNY/month", "CNY/m2/month", "year", "count"]) assert.ok(isUnit(unit), unit);
  for (const unit of ["", "cny", "CNY//month", "CNY/moon", "/2"]) assert.ok(!isUnit(unit), unit);
});

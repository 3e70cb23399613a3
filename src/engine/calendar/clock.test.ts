import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Clock, calendarOf, dateOf, dayAt, due, dueAfter, dueOf, readClock, type Segment, warnBefore } from "./index.ts";

const cn = calendarOf("cn");
const zone = "Asia/Shanghai";
const at = (local: string): number => Date.parse(`${local}+08:00`);
const shown = (instant: number | null): string | null => (instant === null ? null : dateOf(dayAt(instant, zone)));
const clock = (n: number, unit: Clock["time"]["unit"], segments: Segment[], extra: Clock["extra"] = []): Clock => ({
  time: { n, unit },
  segments,
  extra,
});
const read = (c: Clock, now: string) => readClock(c, cn, zone, at(now)) ?? assert.fail("not started");

test("an uninterrupted clock runs out at the end of its last working day", () => {
  const answer = dueOf(clock(8, "workdays", [{ from: at("2026-09-24T09:30") }]), cn, zone);
  assert.equal(answer.due, at("2026-10-13T23:59:59.999"));
  assert.equal(answer.provisional, false);
  assert.deepEqual(answer.explain().at(-1), { date: "2026-10-13", counts: true, why: { zh: "第 8 个工作日", en: "Working day 8" } });
});

test("only days through which the clock stood still do not count, and they name their ground", () => {
  // Monday 2026-11-02; stopped Tuesday noon, resumed Friday 15:00: Wednesday and Thursday do not count.
  const answer = dueOf(
    clock(5, "workdays", [
      { from: at("2026-11-02T09:00"), to: at("2026-11-03T12:00"), ground: "inspection" },
      { from: at("2026-11-06T15:00") },
    ]),
    cn,
    zone,
  );
  assert.equal(shown(answer.due), "2026-11-11");
  const lines = answer.explain((ground) => (ground === "inspection" ? { zh: "检验", en: "inspection" } : undefined));
  assert.deepEqual(
    lines.map((line) => [line.date.slice(8), line.counts, line.why.en]),
    [
      ["02", false, "The day it begins does not count"],
      ["03", true, "Working day 1"],
      ["04", false, "The clock stood still: inspection"],
      ["05", false, "The clock stood still: inspection"],
      ["06", true, "Working day 2"],
      ["07", false, "Saturday"],
      ["08", false, "Sunday"],
      ["09", true, "Working day 3"],
      ["10", true, "Working day 4"],
      ["11", true, "Working day 5"],
    ],
  );
  assert.equal(lines[2]?.ground, "inspection");
});

test("a stop within one day changes nothing", () => {
  const from = at("2026-11-02T09:00");
  const stopped = clock(5, "workdays", [{ from, to: at("2026-11-04T09:00"), ground: "hearing" }, { from: at("2026-11-04T17:00") }]);
  assert.equal(dueOf(stopped, cn, zone).due, dueOf(clock(5, "workdays", [{ from }]), cn, zone).due);
});

test("a clock that stands still has no due date, and never runs out while it does", () => {
  const halted = clock(2, "workdays", [{ from: at("2026-11-02T09:00"), to: at("2026-11-04T12:00"), ground: "hearing" }]);
  assert.equal(dueOf(halted, cn, zone).due, null, "stopped at noon of its last day");
  const now = read(halted, "2026-11-10T10:00");
  assert.deepEqual([now.due, now.running, now.overdue, now.used, now.left, now.stopped], [null, false, false, 2, 0, 4 + 2]);
  assert.equal(now.explain().at(-1)?.date, "2026-11-10");
  const resumed = clock(2, "workdays", [...halted.segments, { from: at("2026-11-12T09:00") }]);
  assert.equal(shown(dueOf(resumed, cn, zone).due), "2026-11-12");
});

test("extensions add; an extension given late counts as if given early", () => {
  const segments = [{ from: at("2026-09-24T09:30") }];
  const extended = dueOf(clock(20, "workdays", segments, [{ n: 10, unit: "workdays" }]), cn, zone);
  assert.equal(shown(extended.due), due(cn, "2026-09-24", 30).due);
});

test("the reading tells what is used, left and overdue", () => {
  const running = clock(8, "workdays", [{ from: at("2026-11-02T09:00") }]);
  const first = read(running, "2026-11-02T18:00");
  assert.deepEqual([first.total, first.used, first.left, first.overdue], [8, 0, 8, false]);
  const later = read(running, "2026-11-06T08:00");
  assert.deepEqual([later.total, later.used, later.left], [8, 4, 4]);
  const lastDay = read(running, "2026-11-12T23:59:59.999");
  assert.deepEqual([lastDay.used, lastDay.left, lastDay.overdue], [8, 0, false]);
  const over = read(running, "2026-11-13T00:00");
  assert.deepEqual([over.used, over.left, over.overdue], [8, 0, true]);
  assert.equal(readClock(clock(8, "workdays", []), cn, zone, at("2026-11-13T00:00")), null);
});

test("hours run through nights and weekends, and stop to the millisecond", () => {
  const answer = dueOf(
    clock(24, "hours", [{ from: at("2026-11-06T18:00"), to: at("2026-11-06T20:00"), ground: "hearing" }, { from: at("2026-11-07T10:30") }]),
    cn,
    zone,
  );
  assert.equal(answer.due, at("2026-11-08T08:30"));
  const reading = read(clock(24, "hours", [{ from: at("2026-11-06T18:00") }]), "2026-11-07T00:00");
  assert.deepEqual([reading.unit, reading.used, reading.left, reading.stopped], ["hours", 6, 18, 0]);
});

test("a task's own time, and the warning before it", () => {
  const { due: end } = dueAfter({ n: 3, unit: "workdays" }, at("2026-09-29T10:00"), cn, zone);
  assert.equal(end, at("2026-10-09T23:59:59.999"));
  assert.equal(warnBefore(end, { n: 2, unit: "workdays" }, cn, zone), at("2026-10-07T00:00"));
  assert.equal(warnBefore(end, { n: 2, unit: "days" }, cn, zone), at("2026-10-07T00:00"));
  assert.equal(warnBefore(end, { n: 1, unit: "hours" }, cn, zone), end - 3_600_000);
});

/** Starts in 2025 and 2026, then stops and resumes at random, running at the end. */
const histories = fc
  .tuple(
    fc.integer({ min: at("2025-01-01T00:00"), max: at("2026-12-31T00:00") }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 5 * 86_400_000 }), fc.integer({ min: 1, max: 9 * 86_400_000 })), { maxLength: 4 }),
  )
  .map(([start, stops]) => {
    const segments: Segment[] = [];
    let from = start;
    for (const [run, stand] of stops) {
      segments.push({ from, to: from + run, ground: "hearing" });
      from += run + stand;
    }
    return [...segments, { from }];
  });

test("stops never bring the end nearer, every day is explained once, and exactly the time counts", () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 40 }), fc.constantFrom("workdays" as const, "days" as const), (segments, n, unit) => {
      const answer = dueOf(clock(n, unit, segments), cn, zone);
      const end = answer.due ?? assert.fail("a running clock has a due date");
      const plain = dueOf(clock(n, unit, [{ from: segments[0]?.from ?? 0 }]), cn, zone);
      assert.ok(end >= (plain.due ?? 0));
      const lines = answer.explain();
      assert.equal(lines.filter((line) => line.counts).length, n);
      const first = dayAt(segments[0]?.from ?? 0, zone);
      assert.deepEqual(
        lines.map((line) => line.date),
        Array.from({ length: dayAt(end, zone) - first + 1 }, (_, i) => dateOf(first + i)),
      );
      assert.ok(
        segments.some((s) => s.from <= end && (s.to ?? Number.POSITIVE_INFINITY) > end),
        "it runs when it runs out",
      );
    }),
  );
});

test("more time is due later, wherever the clock stood still", () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (segments, n, more) => {
      const short = dueOf(clock(n, "workdays", segments), cn, zone).due ?? 0;
      const long = dueOf(clock(n, "workdays", segments, [{ n: more, unit: "workdays" }]), cn, zone);
      assert.ok((long.due ?? 0) >= short);
      assert.equal(long.due, dueOf(clock(n + more, "workdays", segments), cn, zone).due);
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { calendarOf, type DayTime, dateOf, dayAt, dayOf, due, endOf, isJurisdiction, startOf, works, yearFile } from "./index.ts";

const cn = calendarOf("cn");
const zone = "Asia/Shanghai";
const day = (date: string): number => {
  const found = dayOf(date);
  assert.ok(found !== null, date);
  return found;
};

test("twenty working days across Mid-Autumn, National Day and the make-up Saturday", () => {
  const answer = due(cn, "2026-09-24", 20);
  assert.equal(answer.due, "2026-10-29");
  assert.equal(answer.provisional, false);
  const counted = answer.days.filter((line) => line.counts);
  assert.equal(counted.length, 20);
  assert.deepEqual(answer.days[0], {
    date: "2026-09-24",
    counts: false,
    why: { zh: "起算当日不计入", en: "The day it begins does not count" },
  });
  const why = (date: string) => answer.days.find((line) => line.date === date)?.why.en;
  assert.equal(why("2026-09-25"), "Mid-Autumn Festival holiday");
  assert.equal(why("2026-10-01"), "National Day holiday");
  assert.equal(why("2026-10-10"), "Working day 6 (make-up workday for National Day)");
  assert.equal(why("2026-10-17"), "Saturday");
  assert.equal(why("2026-10-29"), "Working day 20");
});

test("the published make-up workdays of 2026 work", () => {
  for (const date of ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]) assert.ok(works(cn, day(`2026-${date}`)), date);
  assert.ok(works(cn, day("2018-12-29")), "moved by the notice for 2019");
  assert.equal(works(cn, day("2022-12-31")), false);
});

test("a date that depends on an unpublished year is provisional, until its calendar arrives", () => {
  assert.deepEqual([due(cn, "2026-12-24", 5).due, due(cn, "2026-12-24", 5).provisional], ["2026-12-31", false]);
  const before = due(cn, "2026-12-24", 10);
  assert.deepEqual([before.due, before.provisional], ["2027-01-07", true]);
  const notice = yearFile.parse({
    year: 2027,
    papers: ["a notice"],
    days: [
      { name: "元旦", date: "2027-01-01", isOffDay: true },
      { name: "元旦", date: "2027-01-03", isOffDay: false },
    ],
  });
  const arrived = calendarOf("cn", [notice]);
  const after = due(arrived, "2026-12-24", 10);
  assert.deepEqual([after.due, after.provisional], ["2027-01-07", false]);
  assert.equal(due(arrived, "2026-12-24", 5).due, "2026-12-31");
  assert.equal(due(arrived, "2026-12-31", 1).due, "2027-01-03");
  assert.notEqual(arrived.version, cn.version);
  assert.equal(calendarOf("cn", [{ ...notice, papers: [] }]).version, cn.version, "an empty notice changes nothing");
});

test("calendar days end on the next working day if the last one is a day of rest", () => {
  assert.equal(due(cn, "2026-09-01", { n: 30, unit: "days" }).due, "2026-10-08");
  assert.equal(due(cn, "2026-09-01", { n: 29, unit: "days" }).due, "2026-09-30");
  assert.equal(due(cn, "2026-09-01", { n: 29, unit: "days" }).days.filter((line) => line.counts).length, 29);
});

test("what is no date or no number of days is refused", () => {
  for (const from of ["2026-02-30", "2026-2-3", "today", ""]) assert.throws(() => due(cn, from, 1), RangeError);
  for (const n of [-1, 1.5, Number.NaN, 1e9]) assert.throws(() => due(cn, "2026-09-24", n), RangeError);
  assert.equal(isJurisdiction("cn"), true);
  assert.equal(isJurisdiction("constructor"), false);
});

const dates = fc.integer({ min: day("2018-06-01"), max: day("2028-06-01") }).map(dateOf);
const length = fc.integer({ min: 0, max: 90 });

test("the due date is the n-th working day after the start, by a count of its own", () => {
  fc.assert(
    fc.property(dates, length, (from, n) => {
      const answer = due(cn, from, n);
      let counted = 0;
      for (let d = day(from) + 1; d <= day(answer.due); d += 1) counted += works(cn, d) ? 1 : 0;
      assert.equal(counted, n);
      if (n > 0) assert.ok(works(cn, day(answer.due)));
    }),
  );
});

test("later starts are due no earlier, longer times later, and times add up", () => {
  fc.assert(
    fc.property(dates, fc.nat(40), length, length, (from, shift, n, more) => {
      assert.ok(due(cn, dateOf(day(from) + shift), n).due >= due(cn, from, n).due);
      const first = due(cn, from, n);
      const whole = due(cn, from, n + more);
      assert.equal(due(cn, first.due, more).due, whole.due);
      if (more > 0) assert.ok(whole.due > first.due);
      assert.ok(whole.provisional || !first.provisional || from < "2019-01-01");
    }),
  );
});

test("each day between start and due stands in the explanation once, in order", () => {
  fc.assert(
    fc.property(dates, length, fc.constantFrom<DayTime["unit"]>("workdays", "days"), (from, n, unit) => {
      const { due: last, days } = due(cn, from, { n, unit });
      const expected = Array.from({ length: day(last) - day(from) + 1 }, (_, at) => dateOf(day(from) + at));
      assert.deepEqual(
        days.map((line) => line.date),
        expected,
      );
      assert.ok(days.every((line) => line.why.zh !== "" && line.why.en !== ""));
      assert.equal(days.filter((line) => line.counts).length, n);
    }),
  );
});

test("days begin and end where the zone's clocks say, also where clocks change", () => {
  assert.equal(new Date(startOf(day("2026-09-24"), zone)).toISOString(), "2026-09-23T16:00:00.000Z");
  assert.equal(new Date(endOf(day("2026-09-24"), zone)).toISOString(), "2026-09-24T15:59:59.999Z");
  const instants = fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2035, 0, 1) });
  for (const other of [zone, "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Urumqi"]) {
    const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: other, dateStyle: "short" });
    fc.assert(
      fc.property(instants, (at) => {
        const found = dayAt(at, other);
        assert.equal(dateOf(found), shown.format(at));
        const start = startOf(found, other);
        assert.ok(start <= at && at <= endOf(found, other));
        assert.equal(dayAt(start, other), found);
        assert.equal(dayAt(start - 1, other), found - 1);
      }),
      { numRuns: 60 },
    );
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  date,
  dateTime,
  isoDate,
  isZone,
  list,
  localised,
  type Messages,
  month,
  negotiate,
  number,
  percent,
  size,
  splitLang,
  t,
  weekday,
  workdays,
} from "./index.ts";

test("calendar dates are written out, without a zone moving them", () => {
  assert.equal(date("2026-09-24", "zh"), "2026年9月24日");
  assert.equal(date("2026-09-24", "en"), "24 September 2026");
  assert.equal(date("2026-01-01", "en"), "1 January 2026");
  assert.equal(month("2026-09-24", "zh"), "2026年9月");
  assert.equal(weekday("2026-09-24", "zh"), "星期四");
});

test("instants are shown in the city's zone", () => {
  const late = Date.UTC(2026, 8, 23, 17, 4);
  assert.equal(dateTime(late, "zh"), "2026年9月24日 01:04");
  assert.equal(dateTime(late, "en"), "24 September 2026, 01:04");
  assert.equal(dateTime(late, "en", "UTC"), "23 September 2026, 17:04");
  assert.equal(isoDate(late), "2026-09-24");
  assert.equal(isoDate(late, "UTC"), "2026-09-23");
  assert.equal(dateTime(Date.UTC(2026, 8, 23, 16, 0), "en"), "24 September 2026, 00:00");
  assert.ok(isZone("Asia/Shanghai") && !isZone("Mars/Base"));
});

test("numbers, shares, sizes, durations and lists", () => {
  assert.equal(number(1234567.5, "zh"), "1,234,567.5");
  assert.equal(percent(0.125, "en"), "12.5%");
  assert.equal(size(999, "en"), "999 B");
  assert.equal(size(3_400_000, "en"), "3.4 MB");
  assert.equal(size(999_600, "en"), "1 MB");
  assert.deepEqual(workdays(1), { zh: "1 个工作日", en: "1 working day" });
  assert.deepEqual(workdays(20), { zh: "20 个工作日", en: "20 working days" });
  assert.equal(list(["甲", "乙", "丙"], "zh"), "甲、乙和丙");
  assert.equal(list(["a", "b", "c"], "en"), "a, b and c");
  assert.equal(list(["甲", "乙"], "zh", "or"), "甲或乙");
  assert.equal(list(["a"], "en"), "a");
  assert.equal(list([], "zh"), "");
});

test("the browser's wish is read by weight, and nonsense falls back", () => {
  assert.equal(negotiate("en-US,en;q=0.9,zh;q=0.8"), "en");
  assert.equal(negotiate("fr, zh-Hans-CN;q=0.4, en;q=0.3"), "zh");
  assert.equal(negotiate("en;q=0, zh;q=0.1"), "zh");
  assert.equal(negotiate("fr,*;q=0.5", "en"), "en");
  for (const odd of [undefined, "", ";;;,,,", "q=1", "en;q=nan;", "\u0000", "x".repeat(100_000)])
    assert.ok(["zh", "en"].includes(negotiate(odd)));
  assert.equal(negotiate(undefined), "zh");
});

test("paths carry their language", () => {
  assert.equal(localised("zh", "/services?q=1"), "/zh/services?q=1");
  assert.equal(localised("en", "/"), "/en/");
  assert.deepEqual(splitLang("/zh/a/b"), { lang: "zh", rest: "/a/b" });
  assert.deepEqual(splitLang("/en"), { lang: "en", rest: "/" });
  assert.deepEqual(splitLang("/en?x=1"), { lang: "en", rest: "/?x=1" });
  assert.equal(splitLang("/english"), undefined);
  assert.equal(splitLang("/fr/a"), undefined);
});

test("message tables are typed", () => {
  const messages = {
    hello: { zh: "您好", en: "Hello" },
    left: (n: number) => ({ zh: `还剩 ${n} 天`, en: `${n} days left` }),
  } as const satisfies Messages;
  assert.equal(t(messages.hello, "zh"), "您好");
  assert.equal(t(messages.left(3), "en"), "3 days left");
});

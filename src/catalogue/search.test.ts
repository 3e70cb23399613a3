import assert from "node:assert/strict";
import { test } from "node:test";
import { type Findable, searchServices } from "./index.ts";

const service = (
  id: string,
  zh: string,
  en: string,
  keywords: { zh: string[]; en: string[] },
  event = { zh: "开店经营", en: "Opening premises" },
): Findable => ({
  id,
  title: { zh, en },
  summary: { zh: `${zh}的说明`, en: `About: ${en}` },
  keywords,
  lifeEvents: [event],
});
const services = [
  service("a", "开餐馆", "Open a restaurant", { zh: ["饭店", "食品经营许可"], en: ["café", "food licence"] }),
  service(
    "b",
    "申请公开政府信息",
    "Ask for government information",
    { zh: ["信息公开"], en: ["FOI"] },
    { zh: "知情与监督", en: "Knowing what government does" },
  ),
  service("c", "办居民停车证", "Get a parking permit", { zh: ["停车"], en: ["car"] }, { zh: "交通出行", en: "Driving and travel" }),
];
const found = (query: string, lang: "zh" | "en" = "zh") => searchServices(services, query, lang).map(({ id }) => id);

test("Chinese is found by parts of words, also when only most of it is there", () => {
  assert.deepEqual(found("餐馆"), ["a"]);
  assert.deepEqual(found("食品许可"), ["a"]);
  assert.deepEqual(found("怎么申请信息公开"), ["b"]);
  assert.deepEqual(found("停车证"), ["c"]);
  assert.deepEqual(found("结婚登记"), []);
});

test("English is found by beginnings of words, whatever the case and the accents", () => {
  assert.deepEqual(found("RESTAUR", "en"), ["a"]);
  assert.deepEqual(found("cafe", "en"), ["a"]);
  assert.deepEqual(found("estaurant", "en"), []);
  assert.deepEqual(found("parking permit", "en"), ["c"]);
});

test("each finds the other language, and a mixed query", () => {
  assert.deepEqual(found("restaurant", "zh"), ["a"]);
  assert.deepEqual(found("饭店", "en"), ["a"]);
  assert.deepEqual(found("FOI信息", "zh"), ["b"]);
});

test("the title counts before keywords, life events and the summary", () => {
  const titled = service("t", "停车", "Parking", { zh: [], en: [] });
  assert.deepEqual(
    searchServices([...services, titled], "停车", "zh").map(({ id }) => id),
    ["t", "c"],
  );
});

test("nothing asked finds everything in order; strange queries are harmless", () => {
  assert.deepEqual(found("  "), ["a", "b", "c"]);
  for (const query of ["(", "[a-z", "\\", "😀", "%", "a".repeat(10_000), "𠮷", "'; drop table"]) assert.doesNotThrow(() => found(query));
});

// A case for its applicant: what to do, how far, how long, and what nobody else may see.
import assert from "node:assert/strict";
import { test } from "node:test";
import { restaurantData } from "../../../test/hardening/cases.ts";
import { applicant, hidden } from "../../../test/support/applicant.ts";
import { startTestPortal } from "../../../test/support/portal.ts";
import { act, applying, evidenceOf, load, submit } from "../../casework/index.ts";
import { type Actor, bearerOf } from "../../identity/index.ts";
import { dayParts } from "./clocks.tsx";

const portal = await startTestPortal();
const { app } = portal;
const { desk } = app;
const me = applicant(portal, "shen-ruolan");

const actorOf = async (as: string): Promise<Actor> => {
  const actor = await bearerOf(desk.ground, await app.token(as), desk.now());
  assert.ok(actor);
  return actor;
};

/** Submits an application; its id. */
async function submitted(key?: string): Promise<string> {
  const actor = await actorOf("shen-ruolan");
  const pack = await desk.catalogue.current("restaurant-opening");
  assert.ok(pack && actor.kind === "party");
  const who = await applying(desk, actor, pack, actor.actsFor[0]);
  assert.ok(who.ok);
  const evidence = [{ requirement: "gas-alarm", declared: true }];
  const done = await submit(
    desk,
    actor,
    {
      pack,
      data: restaurantData(),
      evidence,
      applicant: who.applicant,
      ...(who.agent ? { agent: who.agent } : {}),
      language: "en",
      channel: "online",
    },
    key,
  );
  assert.ok(done.ok, JSON.stringify(done));
  return done.id;
}

/** An officer finishes the open task of this name. */
async function finish(
  as: string,
  id: string,
  key: string,
  outcome: string,
  more: { words?: string; marks?: string[] } = {},
): Promise<void> {
  const task = (await load(desk, id))?.row.tasks.find((one) => one.key === key && (one.status === "open" || one.status === "taken"));
  assert.ok(task, key);
  const done = await act(
    desk,
    await actorOf(as),
    id,
    { type: "finish", task: task.no, outcome, ...more },
    { command: crypto.randomUUID() },
  );
  assert.ok(done.ok, JSON.stringify(done));
}

test("a case says who has it now, how far it is and what was submitted, and is nobody else's", async () => {
  const id = await submitted();
  const html = await me.page(`/cases/${id}`);
  for (const said of [
    "Yunchuan Market Supervision Bureau is at work on “Check the application”",
    "nothing for you to do",
    "Joint examination",
    "320 square metres",
    "begins to count once",
  ])
    assert.ok(html.includes(said), said);
  for (const path of ["", "/submitted", "/tasks/1", "/urge", "/withdraw", "/receipt.pdf", "/receipt.json", "/documents/1"]) {
    assert.equal((await portal.request(`/en/cases/${id}${path}`, { as: "luo-zhiyuan" })).status, 404, path);
  }
  for (const path of ["/tasks/1", "/urge", "/withdraw"]) {
    assert.equal((await portal.send(`/en/cases/${id}${path}`, "luo-zhiyuan", { confirm: "yes", words: "x" })).status, 404, path);
  }
  for (const path of ["/tasks/x", "/documents/x", "/documents/99", "/tasks/1e3"])
    assert.equal((await portal.request(`/en/cases/${id}${path}`, { as: "shen-ruolan" })).status, 404, path);
  const theirs = await portal.request(`/en/cases/${id}/tasks/1`, { as: "shen-ruolan" });
  assert.equal(theirs.headers.get("location"), `/en/cases/${id}`, "somebody else's task leads back");
});

test("a correction opens exactly what was marked, evidence too, says why, and keeps everything where something is wrong", async () => {
  const id = await submitted();
  await finish("chen-yulan", id, "check", "incomplete", { words: "面积与平面图不符", marks: ["/area", "/seats", "/evidence/layout"] });
  assert.match(await me.page("/"), /Waiting for you.*Your turn/s);
  const html = await me.page(`/cases/${id}`);
  assert.match(html, /What you have to do now.*Correct the application.*finish by 21 October 2026/s);
  const task = /\/tasks\/(\d+)"/.exec(html)?.[1];
  const path = `/cases/${id}/tasks/${task}`;
  const form = await me.page(path);
  assert.match(form, /面积与平面图不符/);
  assert.deepEqual(
    [...form.matchAll(/name="([a-z][^"]*)"/gi)].map((match) => match[1]).filter((name) => name !== "viewport" && name !== "theme-color"),
    ["area", "seats", "layout.file", "words"],
  );
  assert.match(form, /value="320"/);

  const plan = new File(["%PDF-1.7\nplan"], "新平面图.pdf");
  const empty = await me.send(path, { area: "", seats: "many" }, { "layout.file": plan });
  assert.equal(empty.status, 422);
  const errors = await empty.text();
  for (const field of ["area", "seats"]) assert.match(errors, new RegExp(`id="f-${field}-error"`));
  assert.match(errors, /value="many"/);
  assert.match(errors, /Uploaded: 新平面图.pdf/);
  const none = await me.send(path, { area: "340", seats: "110" });
  assert.equal(none.status, 422);
  assert.match(await none.text(), /href="#f-layout-file"/);
  assert.equal((await load(desk, id))?.row.version, 2, "nothing was written");

  const done = await me.send(path, { area: "340", seats: "110", signboard: "偷改", "layout.kept": hidden(errors, "layout.kept") ?? "" });
  assert.equal(done.status, 303, await done.clone().text());
  const loaded = await load(desk, id);
  assert.ok(loaded);
  const { answers } = loaded.secret();
  assert.deepEqual([answers.area, answers.signboard], [340, restaurantData().signboard]);
  assert.equal(
    (await evidenceOf(desk, loaded)).findLast(({ requirement }) => requirement === "layout")?.content.file?.name,
    "新平面图.pdf",
  );
  const again = await portal.request(`/en${path}`, { as: "shen-ruolan" });
  assert.equal(again.headers.get("location"), `/en/cases/${id}`);
});

test("the clocks are explained day by day, also while they stand still", async () => {
  const id = await submitted();
  await finish("chen-yulan", id, "check", "complete");
  app.at(Date.parse("2026-09-23T10:00:00+08:00"));
  await finish("zhao-tiejun", id, "fire", "visit", { words: "首次开业" });
  app.at(Date.parse("2026-09-28T10:00:00+08:00"));
  const html = await me.page(`/cases/${id}`);
  assert.match(
    html,
    /standing still.*Used 2 working days.*Stopped 2 working days \(Time for an inspection does not count\).*Left 43 working days/s,
  );
  assert.match(html, /22 September 2026 Tuesday<\/td><td[^>]*>Yes<\/td><td[^>]*>Working day 1/);
  app.at(Date.parse("2026-09-21T09:30:00+08:00"));
});

test("days in a bar: used, stopped, left, overdue", () => {
  const line = (date: string, counts: boolean, ground?: string) => ({
    date,
    counts,
    why: { zh: "", en: "" },
    ...(ground ? { ground } : {}),
  });
  const reading = { unit: "workdays", running: true, overdue: false, due: Date.parse("2026-09-24T15:59:59.999Z"), left: 1 } as const;
  const at = (now: string) => ({ now: () => Date.parse(now), zone: desk.zone, calendar: desk.calendar });
  const lines = [line("2026-09-21", false), line("2026-09-22", true), line("2026-09-23", false, "visit"), line("2026-09-24", true)];
  const parts = (now: string, more: object = {}) =>
    dayParts({ reading: { ...reading, ...more } as never }, lines, at(now), () => undefined, true).map(
      ({ kind, days }) => `${kind} ${days}`,
    );
  assert.deepEqual(parts("2026-09-23T10:00:00+08:00"), ["used 1", "stopped 1", "left 1"]);
  // 25 September is a holiday, 26 and 27 a weekend.
  assert.deepEqual(parts("2026-09-28T10:00:00+08:00", { overdue: true, left: 0 }), ["used 1", "stopped 1", "used 1", "overdue 1"]);
});

test("a reminder and a withdrawal: asked for in words, done once, told", async () => {
  const id = await submitted();
  const silent = await me.send(`/cases/${id}/urge`, {});
  assert.equal(silent.status, 422);
  const long = await me.send(`/cases/${id}/urge`, { words: "急".repeat(1001) });
  assert.equal(long.status, 422);
  assert.ok((await long.text()).includes("急".repeat(1001)));
  const html = await me.page(`/cases/${id}/urge`);
  const once = hidden(html, "_once") ?? "";
  await Promise.all([1, 2, 3].map(() => portal.send(`/en/cases/${id}/urge`, "shen-ruolan", { words: "十月开业，请尽快", _once: once })));
  const after = await me.page(`/cases/${id}`);
  assert.equal(after.match(/十月开业，请尽快/g)?.length, 1);

  assert.match(await me.page(`/cases/${id}/withdraw`), /stops at once and cannot be taken up again/);
  await me.send(`/cases/${id}/withdraw`, {});
  assert.equal((await load(desk, id))?.row.status, "running", "not without the confirmation");
  assert.equal((await me.send(`/cases/${id}/withdraw`, { confirm: "yes", words: "不开了" })).status, 303);
  const ended = await me.page(`/cases/${id}`);
  assert.match(ended, /Result: Withdrawn.*You may apply again whenever you wish/s);
  for (const path of ["urge", "withdraw"])
    assert.equal((await portal.request(`/en/cases/${id}/${path}`, { as: "shen-ruolan" })).headers.get("location"), `/en/cases/${id}`);
});

test("the list pages by place and keeps its filter; another's or a made-up place is refused", async () => {
  for (let n = 0; n < 22; n++) await submitted(`list-${n}`);
  const seen = new Set<string>();
  let path: string | undefined = "/en/cases?show=running";
  let pages = 0;
  let last = "";
  while (path) {
    const html = await me.page(path);
    for (const [, id] of html.matchAll(/\/en\/cases\/([0-9a-f-]{36})"/g)) if (id) seen.add(id);
    assert.doesNotMatch(html, />Withdrawn</);
    path = /href="(\/en\/cases\?[^"]*after=[^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    pages += 1;
    last = html;
  }
  const list = (html: string) => [...html.matchAll(/\/en\/cases\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
  const newest = list(await me.page("/en/cases?show=running"));
  for (let page = pages; page > 1; page--) {
    const back = /href="(\/en\/cases\?[^"]*before=[^"]+)"/.exec(last)?.[1]?.replaceAll("&amp;", "&");
    assert.ok(back, `page ${page} leads back`);
    last = await me.page(back);
  }
  assert.deepEqual(list(last), newest, "back at the newest, in the same order");
  assert.ok(pages >= 2 && seen.size >= 22, `${pages} pages, ${seen.size} cases`);
  assert.match(await me.page("/cases?show=ended"), />Withdrawn</);
  assert.equal((await portal.request("/en/cases?after=AAAA", { as: "shen-ruolan" })).status, 400);
  assert.match(await applicant(portal, "luo-zhiyuan").page("/cases"), /No cases yet/);
});

test("from the licence's code anybody learns whether it holds, and no name", async () => {
  const id = await submitted();
  await finish("chen-yulan", id, "check", "complete");
  await finish("sun-jianing", id, "food", "pass");
  await finish("zhao-tiejun", id, "fire", "pass");
  for (let row = await load(desk, id); row?.row.stage === "examine"; row = await load(desk, id)) {
    const street = row.row.tasks.find(({ key, status }) => key === "street" && status === "open");
    assert.ok(street);
    const [officer] = (await desk.organisation.current())?.officersOf(street.post, "2026-09-21") ?? [];
    assert.ok(officer, street.post);
    const done = await act(
      desk,
      await actorOf(officer.id),
      id,
      { type: "finish", task: street.no, outcome: "pass" },
      { command: crypto.randomUUID() },
    );
    assert.ok(done.ok, JSON.stringify(done));
  }
  await finish("qian-bojun", id, "decide", "grant");
  const making = await portal.request(`/en/cases/${id}`, { as: "shen-ruolan" });
  assert.equal(making.headers.get("refresh"), "3");
  await app.work();
  const html = await me.page(`/cases/${id}`);
  assert.match(html, /Result: Granted.*You may open/s);
  const file = /href="([^"]*\/documents\/\d+)" class="govuk-button"/.exec(html)?.[1] ?? "";
  const licence = await portal.request(file, { as: "shen-ruolan" });
  assert.equal(licence.headers.get("content-type"), "application/pdf");
  const bytes = new Uint8Array(await licence.arrayBuffer());
  const verify = async (content: Uint8Array<ArrayBuffer>) =>
    (await portal.send("/en/verify", "shen-ruolan", { by: "file" }, { file: new File([content], "l.pdf") })).text();
  assert.match(await verify(bytes), /<h1>Genuine and unaltered/);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  assert.match(await verify(bytes), /<h1>Not confirmed/);

  const check = /href="(\/en\/check\/[^"]+)"/.exec(html)?.[1] ?? "";
  const page = await portal.request(check);
  assert.equal(page.status, 200);
  const shown = await page.text();
  assert.match(shown, /Valid<\/strong>.*Yunchuan Market Supervision Bureau.*云川＊+公司/s);
  assert.ok(!shown.includes("若兰"), "the holder's name is covered");
});

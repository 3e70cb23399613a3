// One thing at once on the portal, without scripts: what it covers and costs, one form, one page, one inbox.
import assert from "node:assert/strict";
import { test } from "node:test";
import { applicant } from "../../test/support/applicant.ts";
import { startTestPortal } from "../../test/support/portal.ts";
import { allowStalls, stallPacks, stallPages } from "../../test/support/stalls.ts";

const portal = await startTestPortal({ packs: stallPacks });
const { app } = portal;
await allowStalls(app);
const me = applicant(portal, "shen-ruolan");

interface Line {
  readonly key: string;
  readonly status: string;
  readonly case?: { readonly id: string; readonly number: string };
}
const officerOf = async (post: string): Promise<string> =>
  (await app.desk.organisation.current())?.officersOf(post, "2026-09-21")[0]?.id ?? assert.fail(`nobody holds ${post}`);
const partsOf = async (place: string): Promise<Map<string, Line>> => {
  const answer = await app.request(`/api/v1/cases/${place.split("/").at(-1)}`, { as: "shen-ruolan" });
  const { parts } = (await answer.json()) as { parts: Line[] };
  return new Map(parts.map((one) => [one.key, one]));
};
const decide = async (part: Line | undefined, post: string, body: object): Promise<void> => {
  const as = await officerOf(post);
  const { tasks } = (await (await app.request(`/api/v1/tasks?case=${part?.case?.number}`, { as })).json()) as { tasks: { id: string }[] };
  const done = await app.request(`/api/v1/tasks/${tasks[0]?.id}/commands`, {
    as,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: "finish", ...body }),
  });
  assert.equal(done.status, 200, await done.text());
  await app.work();
};

test("the service page says what it covers, what each part costs, and what one application spares", async () => {
  for (const [lang, said] of [
    ["en", ["What this covers", "4 counters → one form", "you may leave it out", "after Stall permit", "¥70", "16 → 5", "Fire and Rescue"]],
    ["zh", ["这件事包括什么", "4 个窗口 → 1 张表", "可以不办", "在摊位许可之后", "70 元"]],
  ] as const) {
    const html = await me.page(`/${lang}/services/stall-start`);
    for (const words of said) assert.ok(html.includes(words), `${lang}: ${words}`);
  }
});

test("one form asks every question once, leaves out what is not wanted, and shows the answers by part", async () => {
  const draft = await me.begin("stall-start");
  const check = await me.walk(draft, stallPages);
  assert.equal(check, `${draft}/check`);
  const html = await me.page(check);
  for (const title of ["Stall permit", "A bin for the stall", "A sign for the stall", "Lighting for a large stall"])
    assert.ok(html.includes(`<h2>${title}</h2>`), title);
  assert.equal(html.match(/<dt[^>]*>Telephone number</g)?.length, 1, "asked once");
  assert.ok(!html.includes("Number of the stall permit"), "what another part yields is not asked");

  const leaner = await me.begin("stall-start");
  const short = await me.walk(leaner, { ...stallPages, parts: {}, "permit-stall": { place: "明湖公园南门", area: "4", goods: "豆浆" } });
  const said = await me.page(short);
  assert.ok(!said.includes("A sign for the stall</h2>") && !said.includes("Lighting for a large stall</h2>"));
});

test("one page shows every part, its clock, its papers and its fees; one list says what is asked", async () => {
  const draft = await me.begin("stall-start");
  await me.walk(draft, stallPages);
  const place = await me.submit(draft);
  assert.match(await me.page(place), /Being opened/);
  await app.work();
  const page = await me.page(place);
  for (const said of [
    "Waiting for other parts",
    "How much time is left for the whole",
    "The plate of the stall ¥20",
    "Withdraw “Stall permit” only",
  ])
    assert.ok(page.includes(said), said);
  const parts = await partsOf(place);

  await decide(parts.get("sign"), "water/review", { outcome: "incomplete", words: "请说明灯光", marks: ["/words"] });
  const asked = await me.page(place);
  assert.ok(asked.includes("A sign for the stall: Correct"));
  const cases = await me.page("/cases");
  assert.ok(cases.includes("Start a stall") && !cases.includes("A sign for the stall"), "one line for one thing");
  assert.match(cases, /Your turn/);
  const task = new RegExp(`/en/cases/${parts.get("sign")?.case?.id}/tasks/\\d+`).exec(asked)?.[0] ?? "";
  const sent = await me.send(task, { words: "若兰" });
  assert.equal(sent.status, 303);
  await app.work();
  assert.ok(!(await me.page(place)).includes("A sign for the stall: Correct"));
  const part = await me.page(`/cases/${parts.get("sign")?.case?.id}`);
  assert.ok(part.includes("Part of: ") && part.includes(place));

  await decide(parts.get("permit"), "city/review", { outcome: "refuse", words: "地点不合适" });
  const told = await me.page(place);
  assert.match(told, /Why it was not opened.*“Stall permit” did not come out right/s);
  const withdrawn = await me.send(`/cases/${parts.get("sign")?.case?.id}/withdraw`, { confirm: "yes" });
  assert.equal(withdrawn.status, 303);
  await app.work();
  assert.match(await me.page(place), /None done/);
});

test("officers see what their case is part of; the agency of the whole sees the parts and no more", async () => {
  const draft = await me.begin("stall-start");
  await me.walk(draft, stallPages);
  const place = await me.submit(draft);
  await app.work();
  const parts = await partsOf(place);
  const permit = parts.get("permit")?.case?.id;
  const officer = await app.request(`/en/workbench/cases/${permit}`, {
    as: await officerOf("city/review"),
    headers: { accept: "text/html" },
  });
  const html = await officer.text();
  assert.match(html, /This case is part of.*Start a stall/s);
  assert.ok(!html.includes(`/workbench/cases/${place.split("/").at(-1)}`), "no link for those who may not open it");
  const head = await officerOf("government/head");
  const whole = await app.request(`/en/workbench/cases/${place.split("/").at(-1)}`, { as: head, headers: { accept: "text/html" } });
  assert.equal(whole.status, 200);
  assert.match(await whole.text(), /Lighting for a large stall.*Waiting for other parts/s);
});

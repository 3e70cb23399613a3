// Applying, page by page, without scripts: what is kept, what is told, what is refused, and what becomes of it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { restaurantData } from "../../../test/hardening/cases.ts";
import { naughty } from "../../../test/hardening/naughty.ts";
import { applicant, type Fields, hidden } from "../../../test/support/applicant.ts";
import { startTestPortal } from "../../../test/support/portal.ts";
import { fetchForDraft, fetchJob, listDrafts, readDraft } from "../../casework/index.ts";
import { patience } from "./evidence-state.ts";

const portal = await startTestPortal();
const { app } = portal;
const { desk } = app;
const me = applicant(portal, "shen-ruolan");
const service = "restaurant-opening";
const data = restaurantData();

const answers: Readonly<Record<string, Fields>> = {
  premises: { premises: data.premises },
  signboard: { signboard: data.signboard },
  size: { area: "320", seats: "110" },
  dishes: { dishes: ["hot", "cold"] },
  kitchen: { fuel: "gas", sewer: "yes" },
  gas: { choice: "own", declared: "yes" },
  outdoor: { outdoor: "no" },
  manager: { managerName: data.managerName, managerId: data.managerId },
  layout: { choice: "skip" },
  contact: { phone: "138 0013 8000" },
};

/** The signed-in citizen as casework knows her. */
const actor = await (async () => {
  const token = await app.token("shen-ruolan");
  const { bearerOf } = await import("../../identity/index.ts");
  const found = await bearerOf(desk.ground, token, desk.now());
  assert.ok(found);
  return found;
})();
const draftOf = async (path: string) => {
  const draft = await readDraft(desk, actor, path.split("/").at(-1) ?? "");
  assert.ok(draft);
  return draft;
};
const pdf = (text = "x") => new File([`%PDF-1.7\n${text}`], "plan.pdf", { type: "application/pdf" });
const { ask } = me;

describe("the whole way", () => {
  test("from the first page to a case with a receipt; the draft is closed, and submitting again is the same case", async () => {
    const draft = await me.begin(service);
    const check = await me.walk(draft, answers);
    assert.equal(check, `${draft}/check`);
    const html = await me.page(check);
    for (const said of [data.signboard, "320 square metres", "Hot food", "138-?0013-?8000|13800138000", "From the register"])
      assert.match(html, new RegExp(said));

    const refused = await me.send(check, {});
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /href="#f-agree"/);

    const seen = hidden(html, "_seen") ?? "";
    const sent = () => portal.send(check, "shen-ruolan", { agree: "yes", _seen: seen });
    const [first, second] = await Promise.all([sent(), sent()]);
    const places = new Set([first, second].map((one) => (one.headers.get("location") ?? "").replace("/submitted", "")));
    assert.equal(places.size, 1, "pressed twice, submitted once");
    const [place = ""] = places;
    const done = await me.page(`${place}/submitted`);
    assert.match(done, /Your application has been submitted.*\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4}/s);

    const closed = await portal.request(draft, { as: "shen-ruolan" });
    assert.equal(closed.headers.get("location"), place);
    assert.ok(!(await me.page("/drafts")).includes(draft));

    for (const [file, type] of [
      ["receipt.pdf", "application/pdf"],
      ["receipt.json", "application/json"],
    ] as const) {
      const receipt = await portal.request(`${place}/${file}`, { as: "shen-ruolan" });
      assert.equal(receipt.headers.get("content-type"), type);
      const checked = await portal.send(
        "/en/verify",
        "shen-ruolan",
        { by: "file" },
        { file: new File([await receipt.arrayBuffer()], file) },
      );
      assert.match(await checked.text(), /Genuine and unaltered/, file);
    }
    const stranger = await portal.request(place, { as: "luo-zhiyuan" });
    assert.equal(stranger.status, 404);
  });

  test("in the other language, by a person, with pages that depend on who applies", async () => {
    const journalist = applicant(portal, "luo-zhiyuan", "zh");
    const draft = await journalist.begin("information-request");
    const check = await journalist.walk(draft, {
      what: { what: "二〇二五年明湖路改造工程的批准文件" },
      hints: { document: "" },
      form: { form: "electronic", way: "online" },
      help: { help: "none" },
      contact: { phone: "13800138001" },
    });
    const html = await journalist.page(check);
    assert.ok(!html.includes("邮寄地址"), "an address is not asked for where nothing is posted");
    const place = await journalist.submit(draft);
    assert.match(await journalist.page(place), /办到哪一步了/);
  });

  test("an answer changed from the check leads back to it, by way of what it newly asks", async () => {
    const draft = await me.begin(service);
    await me.walk(draft, { ...answers, kitchen: { fuel: "electricity", sewer: "yes" } });
    const back = await me.send(`${draft}/pages/size?from=check`, { area: "100", seats: "20" });
    assert.equal(back.headers.get("location"), `${draft}/check`);
    const more = await me.send(`${draft}/pages/kitchen?from=check`, { fuel: "gas", sewer: "yes" });
    assert.equal(more.headers.get("location"), `${draft}/pages/gas`);
    const unfinished = await me.page(`${draft}/check`);
    assert.ok(!unfinished.includes('name="agree"'));
    assert.match(unfinished, /pages\/gas\?from=check/);
  });
});

describe("a draft", () => {
  test("is kept on each page, taken up where it was left, and deleted when asked twice", async () => {
    const draft = await me.begin(service);
    await ask(`${draft}/pages/business`);
    await me.send(`${draft}/pages/business`, { choice: "use" });
    const later = await me.send(`${draft}/pages/premises`, { premises: "98", leave: "yes" });
    assert.equal(later.headers.get("location"), "/en/drafts");
    assert.ok((await me.page("/drafts")).includes(draft));
    const resumed = await portal.request(draft, { as: "shen-ruolan" });
    assert.equal(resumed.headers.get("location"), `${draft}/pages/premises`, "what was saved unfinished is gone back to");
    assert.match(await me.page(draft), /value="98"/);

    await me.send(`${draft}/delete`, {});
    assert.equal((await portal.request(draft, { as: "shen-ruolan" })).status, 303, "not without the confirmation");
    assert.match(await me.page(`${draft}/delete`), /cannot be brought back/);
    await me.send(`${draft}/delete`, { confirm: "yes" });
    assert.equal((await portal.request(draft, { as: "shen-ruolan" })).status, 404);
  });

  test("is nobody else's", async () => {
    const draft = await me.begin(service);
    for (const path of ["", "/pages/premises", "/check", "/delete"]) {
      assert.equal((await portal.request(`${draft}${path}`, { as: "luo-zhiyuan" })).status, 404, path);
      if (path !== "")
        assert.equal(
          (await portal.send(`${draft}${path}`, "luo-zhiyuan", { premises: "980102001000001", confirm: "yes", agree: "yes" })).status,
          404,
          path,
        );
    }
    assert.deepEqual((await draftOf(draft)).content.answers, {});
  });

  test("begins once for one press of the button", async () => {
    const html = await me.page(`/services/${service}/apply`);
    const once = hidden(html, "_once") ?? "";
    const before = (await listDrafts(desk, actor)).length;
    const [a, b] = await Promise.all([1, 2].map(() => portal.send(`/en/services/${service}/apply`, "shen-ruolan", { _once: once })));
    assert.equal(a?.headers.get("location"), b?.headers.get("location"));
    assert.equal((await listDrafts(desk, actor)).length, before + 1);
  });

  test("two windows: other pages are merged, the same page is told and nothing is lost", async () => {
    const draft = await me.begin(service);
    const size = `${draft}/pages/size`;
    const left = hidden(await me.page(size), "_seen") ?? "";
    const right = left;
    assert.equal((await portal.send(size, "shen-ruolan", { _seen: left, area: "100", seats: "10" })).status, 303);
    await me.send(`${draft}/pages/signboard`, { signboard: "若兰" });
    const late = await portal.send(size, "shen-ruolan", { _seen: right, area: "200", seats: "10" });
    assert.equal(late.status, 409);
    const html = await late.text();
    assert.match(html, /changed in another window/);
    assert.match(html, /name="area"[^>]*value="200"|value="200"[^>]*name="area"/, "what was typed is still there");
    assert.match(html, /Floor area: 100/, "what was saved is shown");
    assert.deepEqual((await draftOf(draft)).content.answers, { area: 100, seats: 10, signboard: "若兰" });
    const again = await portal.send(size, "shen-ruolan", { _seen: hidden(html, "_seen") ?? "", area: "200", seats: "10" });
    assert.equal(again.status, 303);
    assert.equal((await draftOf(draft)).content.answers.area, 200);
  });

  test("changed elsewhere after it was checked is not submitted unseen", async () => {
    const draft = await me.begin(service);
    const check = await me.walk(draft, answers);
    const seen = hidden(await me.page(check), "_seen") ?? "";
    await me.send(`${draft}/pages/signboard`, { signboard: "另一个名字" });
    const answer = await portal.send(check, "shen-ruolan", { agree: "yes", _seen: seen });
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /Something has changed.*另一个名字/s);
    assert.equal((await draftOf(draft)).submitted, undefined);
  });
});

describe("for whom", () => {
  test("one chooses among those one may apply for, and no other", async () => {
    const both = await portal.request("/en/services/information-request/apply", { as: "shen-ruolan" });
    assert.equal((await both.text()).match(/name="for"/g)?.length, 2, "herself and her company");
    const missing = await me.send("/services/information-request/apply", {});
    assert.equal(missing.status, 422);
    assert.match(await missing.text(), /href="#f-for"/);
    assert.equal((await me.send("/services/information-request/apply", { for: "0190163d-8694-739b-aea5-966c26f8ad91" })).status, 422);
    const nobody = await portal.request(`/en/services/${service}/apply`, { as: "luo-zhiyuan" });
    assert.match(await nobody.text(), /there is none that you may act for/);
    assert.equal((await portal.send(`/en/services/${service}/apply`, "luo-zhiyuan", {})).status, 422);
  });
});

describe("evidence", () => {
  test("says who is asked, what, why and under which law, before anybody is asked", async () => {
    const draft = await me.begin(service);
    const html = await me.page(`${draft}/pages/business`);
    for (const said of ["Register of legal entities", "Legal representative", "To check the registration", "Article 7", "Look it up"])
      assert.match(html, new RegExp(said));
    assert.deepEqual((await draftOf(draft)).content.answered, {});
  });

  test("shows what was found; says who looked; takes an objection with its words", async () => {
    const draft = await me.begin(service);
    const path = `${draft}/pages/business`;
    await ask(path);
    const html = await me.page(path);
    for (const said of ["We found this", "若兰", "Active"]) assert.match(html, new RegExp(said));
    assert.match(
      await me.page("/who-looked"),
      /looked into its own register of legal entities.*To check the registration.*while you were filling in/s,
    );

    for (const [fields, field] of [
      [{}, "choice"],
      [{ choice: "wrong" }, "objection"],
      [{ choice: "wrong", objection: "字".repeat(2001) }, "objection"],
      [{ choice: "wrong", objection: "法定代表人已变更" }, "proof"],
      [{ choice: "own" }, "file"],
    ] as const) {
      const answer = await me.send(path, fields);
      assert.equal(answer.status, 422, JSON.stringify(fields));
      const page = await answer.text();
      assert.match(page, new RegExp(`href="#f-${field}"`), field);
      if ("objection" in fields) assert.ok(page.includes(fields.objection), "the words are still there");
    }
    const kept = await me.send(path, { choice: "wrong" }, { proof: pdf() });
    const again = await kept.text();
    assert.match(again, /Uploaded: plan.pdf/, "a file is not asked for twice");
    const done = await me.send(path, { choice: "wrong", objection: "法定代表人已变更", kept: hidden(again, "kept") ?? "" });
    assert.equal(done.status, 303);
    const { given } = (await draftOf(draft)).content;
    assert.equal(given["business-licence"]?.objection, "法定代表人已变更");
    assert.equal(given["business-licence"]?.file?.name, "plan.pdf");
  });

  test("a file is judged by its content and its size; declarations must be ticked", async () => {
    const draft = await me.begin(service);
    const path = `${draft}/pages/business?own=1`;
    for (const [file, why] of [
      [new File(["MZ, not a PDF"], "a.pdf"), "Only PDF, JPEG and PNG"],
      [new File([], "a.pdf"), "empty"],
      [pdf("x".repeat(10_500_000)), "at most 10 MB"],
    ] as const) {
      const answer = await me.send(path, { own: "1", choice: "own" }, { file });
      assert.equal(answer.status, 422, why);
      assert.match(await answer.text(), new RegExp(why));
    }
    assert.equal((await me.send(path, { own: "1", choice: "own" }, { file: pdf() })).status, 303);
    assert.equal((await me.send(`${draft}/pages/kitchen`, { fuel: "gas", sewer: "no" })).status, 303);
    const gas = await me.send(`${draft}/pages/gas`, { choice: "own" });
    assert.equal(gas.status, 422);
    assert.match(await gas.text(), /href="#f-declared"/);
  });

  test("waits for a slow register, then offers another way; an answer that comes late is still taken", async () => {
    const draft = await me.begin(service);
    const path = `${draft}/pages/business`;
    await me.send(path, { choice: "ask" });
    const looking = await portal.request(path, { as: "shen-ruolan" });
    assert.equal(looking.headers.get("refresh"), "2");
    assert.match(await looking.text(), /Asking Yunchuan Market Supervision Bureau/);
    const now = desk.now();
    app.at(now + patience + 1);
    const late = await portal.request(path, { as: "shen-ruolan" });
    assert.equal(late.headers.get("refresh"), null);
    assert.match(await late.text(), /No answer yet.*Choose a file/s);
    await app.work();
    assert.match(await me.page(path), /We found this/);
    app.at(now);
  });

  test("what was found about something else is forgotten when the answer changes", async () => {
    const draft = await me.begin(service);
    await me.send(`${draft}/pages/premises`, { premises: data.premises });
    await ask(`${draft}/pages/premises-found`);
    assert.equal((await draftOf(draft)).content.answered.premises?.state, "found");
    await me.send(`${draft}/pages/premises`, { premises: "000000000000000" });
    assert.equal((await draftOf(draft)).content.answered.premises, undefined);
    await ask(`${draft}/pages/premises-found`);
    const html = await me.page(`${draft}/pages/premises-found`);
    assert.match(html, /Nothing was found in the register.*Look again.*I make this declaration/s);
  });

  test("a question that was withdrawn or answered meanwhile is left alone; unknown drafts too", async () => {
    const draft = await me.begin(service);
    const id = draft.split("/").at(-1) ?? "";
    await fetchForDraft(desk, { draft: id, requirement: "business-licence" });
    assert.deepEqual((await draftOf(draft)).content.answered, {});
    await fetchForDraft(desk, { draft: "0190163d-8694-739b-aea5-966c26f8ad91", requirement: "business-licence" });
    const { rows } = await desk.pool.query("select count(*)::int n from exchange.request where draft = $1", [id]);
    assert.equal(rows[0].n, 0, "nobody was asked");
    assert.equal(fetchJob, "evidence-fetch");
  });
});

describe("bad input", () => {
  test("each field names what is wrong, in its place, and keeps what was typed", async () => {
    const draft = await me.begin(service);
    await me.send(`${draft}/pages/kitchen`, { fuel: "gas", sewer: "no" });
    const { form } = (await draftOf(draft)).pack;
    let fields = 0;
    for (const page of form.pages.filter((one) => one.fields.length > 0)) {
      const path = `${draft}/pages/${page.id}`;
      const empty = await me.send(path, {});
      assert.equal(empty.status, 422, page.id);
      const html = await empty.text();
      for (const name of page.fields) {
        fields += 1;
        assert.match(html, new RegExp(`href="#f-${name}"`), name);
        assert.match(html, new RegExp(`id="f-${name}-error"`), name);
        const widget = form.fields[name]?.widget ?? "text";
        if (["text", "textarea", "address"].includes(widget)) continue;
        const wrong = await me.send(path, { [name]: "☃ not this" });
        assert.equal(wrong.status, 422, name);
        const said = await wrong.text();
        assert.match(said, new RegExp(`id="f-${name}-error"`), name);
        if (["number", "identifier", "phone", "email"].includes(widget)) assert.ok(said.includes('value="☃ not this"'), `${name} is kept`);
      }
    }
    assert.ok(fields >= 11);
  });

  test("no string of the naughty ones breaks a page, and what is taken is given back as it was", async (t) => {
    const draft = await me.begin(service);
    const path = `${draft}/pages/signboard`;
    const statuses = new Map<number, number>();
    for (const text of naughty) {
      for (const [where, fields] of [
        [path, { signboard: text }],
        [`${draft}/pages/business`, { choice: text, objection: text, way: text }],
        [`${draft}/check`, { agree: text, _seen: text }],
      ] as const) {
        const answer = await portal.send(where, "shen-ruolan", fields);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        assert.ok(answer.status < 500, `${where}: ${JSON.stringify(text.slice(0, 60))}`);
      }
    }
    for (const text of naughty.filter((one) => one.length < 500).map((one) => one.toWellFormed())) {
      for (const path of [
        `/en/services?q=${encodeURIComponent(text)}`,
        `/zh/check/${encodeURIComponent(text)}`,
        `/en/cases?after=${encodeURIComponent(text)}&show=${encodeURIComponent(text)}`,
      ]) {
        const answer = await portal.request(path, { as: "shen-ruolan" });
        assert.ok(answer.status < 500, `${path}: ${answer.status}`);
        const html = await answer.text();
        if (/[<>]/.test(text) && text.length > 3) assert.ok(!html.includes(text), `unescaped: ${text}`);
      }
    }
    t.diagnostic(`${naughty.length} strings; ${[...statuses].map(([status, n]) => `${n} × ${status}`).join(", ")}`);
  });
});

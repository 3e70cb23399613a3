// Once only, seen from the person's side: consent asked, used, shown and revoked; who looked, and what nobody may learn from it;
// what one could have before applying.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { citizen, company, journalist, restaurant } from "../../test/hardening/cases.ts";
import { naughty } from "../../test/hardening/naughty.ts";
import { applicant } from "../../test/support/applicant.ts";
import { consentPacks } from "../../test/support/consent-packs.ts";
import { startTestPortal } from "../../test/support/portal.ts";
import { assertSane } from "../../test/support/sane.ts";

const start = Date.parse("2026-09-21T09:30:00+08:00");
const day = 86_400_000;
const portal = await startTestPortal({ packs: consentPacks() });
const { app } = portal;
const { desk } = app;
const me = applicant(portal, "luo-zhiyuan");
const html = async (path: string, as: string): Promise<string> => (await portal.request(path, { as })).text();
const kept = async (): Promise<number> => (await desk.pool.query("select count(*)::int n from exchange.kept")).rows[0].n;

describe("consent", () => {
  let draft = "";
  test("is asked with who, what, why and until when, before anybody is asked", async () => {
    draft = await me.begin("parking-consent");
    const page = await me.page(`${draft}/pages/home`);
    for (const said of [
      "Population register",
      "Home address",
      "To check where the applicant",
      "Your consent",
      "Your consent ends on",
      "21 October 2026",
      "I agree, look it up",
      "/en/consents",
    ])
      assert.ok(page.includes(said), said);
    assert.deepEqual(await desk.exchange.consents.of(journalist.id), []);
  });

  test("once given it is a signed record that the question names; it is listed with its use", async () => {
    await me.ask(`${draft}/pages/home`);
    assert.match(await me.page(`${draft}/pages/home`), /We found this/);
    const [consent] = await desk.exchange.consents.of(journalist.id);
    assert.ok(consent?.genuine);
    assert.deepEqual(
      [consent.asker, consent.service, consent.register, consent.fields, consent.until],
      ["city", "parking-consent", "population", ["address", "name"], start + 30 * day],
    );
    for (const lang of ["zh", "en"] as const) {
      const page = await html(`/${lang}/consents`, "luo-zhiyuan");
      assertSane(page, lang, "/consents");
      assert.match(page, lang === "zh" ? /有效.*查到了/s : /In force.*found/s);
    }
    assert.match(await me.page("/who-looked"), /asked Yunchuan Public Security Bureau.*your consent/s);
  });

  test("carries another application of the same service while it is fresh, without asking again", async () => {
    const questions = async () =>
      (await desk.pool.query("select count(*)::int n from exchange.answer where consent is not null")).rows[0].n;
    const before = await questions();
    const second = await me.begin("parking-consent");
    await me.ask(`${second}/pages/home`);
    assert.match(await me.page(`${second}/pages/home`), /We found this/);
    assert.equal(await questions(), before, "the register was not asked again");
    assert.match(await me.page("/who-looked"), /used again what it had found/);
  });

  test("somebody else neither sees nor revokes it", async () => {
    const [consent] = await desk.exchange.consents.of(journalist.id);
    assert.ok(consent);
    assert.ok(!(await html("/en/consents", "shen-ruolan")).includes(consent.id));
    assert.equal((await portal.request(`/en/consents/${consent.id}`, { as: "shen-ruolan" })).status, 404);
    assert.equal((await portal.send(`/en/consents/${consent.id}`, "shen-ruolan", { confirm: "yes" })).status, 404);
    assert.equal((await portal.request(`/en/consents?about=${journalist.id}`, { as: "shen-ruolan" })).status, 404);
    assert.equal((await desk.exchange.consents.of(journalist.id)).find(({ id }) => id === consent.id)?.revoked, undefined);
  });

  test("revoked, what was found under it is forgotten: in the draft and in what was kept; and it is asked anew", async () => {
    const consents = await desk.exchange.consents.of(journalist.id);
    for (const { id } of consents) {
      const page = await html(`/en/consents/${id}`, "luo-zhiyuan");
      assertSane(page, "en", "/consents/…");
      assert.match(page, /Revoke this consent\?.*nothing is asked under it/s);
      assert.equal((await me.send(`/consents/${id}`, {})).status, 200, "asked once more");
      assert.equal((await me.send(`/consents/${id}`, { confirm: "yes" })).status, 303);
    }
    assert.equal(await kept(), 0);
    assert.match(await me.page(`${draft}/pages/home`), /I agree, look it up/);
    assert.match(await me.page("/consents"), /Revoked/);
  });

  test("without it an application says what is missing and asks nobody; with it, through the API too, it is recorded", async () => {
    const send = (consent: boolean) =>
      app.request("/api/v1/cases", {
        as: "luo-zhiyuan",
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
        body: JSON.stringify({
          service: "parking-consent",
          data: { plate: "云A12345", phone: "13800138000" },
          evidence: [{ requirement: "residence", consent }],
        }),
      });
    const questions = async () =>
      (await desk.pool.query("select count(*)::int n from exchange.request where case_id is not null")).rows[0].n;
    const before = await questions();
    assert.equal((await send(false)).status, 422);
    assert.equal(await questions(), before);
    assert.equal((await send(true)).status, 201);
    assert.equal(await questions(), before + 1);
    const holding = (await desk.exchange.consents.of(journalist.id)).filter(({ revoked }) => revoked === undefined);
    assert.equal(holding.length, 1);
    const [{ id = "" } = {}] = holding;
    assert.equal((await desk.exchange.consents.uses([id])).get(id)?.[0]?.state, "found");
  });
});

describe("who looked", () => {
  test("what a law holds back appears when its time has come, at the top, with that law", async () => {
    const draft = await me.begin("parking-later");
    await me.ask(`${draft}/pages/home`);
    assert.match(await me.page(`${draft}/pages/home`), /We found this/);
    const told = async () => (await desk.exchange.accessesOf(journalist.identifier)).filter(({ heldBack }) => heldBack !== undefined);
    assert.deepEqual(await told(), []);
    assert.doesNotMatch(await me.page("/who-looked"), /The law let you be told/);
    app.at(start + 31 * day);
    const [first] = await desk.exchange.accessesOf(journalist.identifier);
    assert.deepEqual(first?.heldBack, { until: start + 30 * day, law: "online-services/7" });
    assert.match(await me.page("/who-looked"), /The law let you be told of this only from.*21 October 2026/s);
    app.at(start);
  });

  test("a firm's agent sees what concerns the firm and not the representative's own; the representative not the firm's open data", async () => {
    const asked = {
      fields: ["name", "address", "capital", "legal-representative"],
      purpose: { zh: "核对企业", en: "To check the firm" },
      ground: { law: "online-services/7" },
    };
    await desk.exchange.ask({
      ...asked,
      register: "legal-entities",
      key: company.identifier,
      asker: { agency: "market" },
      subject: company.id,
    });
    const own = { zh: "核对本人", en: "To check the person" };
    await desk.exchange.ask({
      ...asked,
      register: "population",
      key: citizen.identifier,
      fields: ["address"],
      purpose: own,
      asker: { agency: "public-security" },
      subject: company.id,
    });
    const firm = await html(`/en/who-looked?about=${company.id}`, "shen-ruolan");
    assert.match(firm, /To check the firm/);
    assert.match(firm, /Registered capital/);
    assert.doesNotMatch(firm, /To check the person/, "her own record is hers, though the firm's case needed it");
    const hers = await html("/en/who-looked?register=legal-entities", "shen-ruolan");
    assert.match(hers, /a record of somebody else that names you \(Legal representative\)/);
    assert.doesNotMatch(hers, /Registered capital/);
    assert.match(await html("/en/who-looked?register=population", "shen-ruolan"), /To check the person/);
    // Nobody who may not act for the firm asks about it, not in the file either.
    for (const path of ["/en/who-looked", "/en/who-looked.csv"])
      assert.equal((await portal.request(`${path}?about=${company.id}`, { as: "luo-zhiyuan" })).status, 404);
  });

  test("a case of somebody else that was about the reader is not named, linked or opened", async () => {
    const made = await app.request("/api/v1/cases", {
      as: "shen-ruolan",
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(restaurant()),
    });
    const { id, number } = (await made.json()) as { id: string; number: string };
    await desk.exchange.ask({
      register: "population",
      key: journalist.identifier,
      fields: ["name"],
      purpose: { zh: "核对经理", en: "To check a manager" },
      ground: { law: "online-services/7" },
      asker: { agency: "public-security", case: id },
      subject: citizen.id,
    });
    for (const path of ["/en/who-looked?register=population", "/en/who-looked.csv", "/en/who-looked?print=1"]) {
      const page = await html(path, "luo-zhiyuan");
      assert.match(page, /To check a manager/);
      assert.ok(!page.includes(id) && !page.includes(number) && !page.includes(citizen.name), path);
    }
    // An officer's opening is told to the one whose case it is, by the post and without the officer's name or account.
    await portal.request(`/en/workbench/cases/${id}`, { as: "chen-yulan" });
    const opened = await html("/en/who-looked?kind=opened", "shen-ruolan");
    assert.match(opened, /opened a case of yours/);
    assert.doesNotMatch(opened, /chen-yulan|陈玉兰/);
    assert.doesNotMatch(await html("/en/who-looked?kind=opened", "luo-zhiyuan"), new RegExp(number));
  });

  test("members of one household see their own look and nothing of each other's", async () => {
    const { rows } = await desk.pool.query<{ n: number }>("select count(*)::int n from exchange.answer");
    assert.ok(rows[0]);
    const relative = { zh: "核对亲属", en: "To check the relative" };
    await desk.exchange.ask({
      register: "population",
      key: citizen.identifier,
      fields: ["household"],
      purpose: relative,
      ground: { law: "online-services/7" },
      asker: { agency: "public-security" },
      subject: journalist.id,
    });
    assert.match(await html("/en/who-looked?register=population", "shen-ruolan"), /To check the relative/);
    assert.doesNotMatch(await html("/en/who-looked", "luo-zhiyuan"), /To check the relative/);
  });

  test("readings of a register and files taken out of it are listed, each once in a quarter of an hour", async () => {
    const reading = {
      kind: "read" as const,
      officer: "chen-yulan",
      agency: "market",
      post: "market/window",
      register: "population",
      fields: ["address"],
      purpose: { zh: "核实更正申请", en: "To decide on a correction" },
      subjects: [journalist.identifier],
    };
    await desk.exchange.recordReading(reading, reading);
    await desk.exchange.recordReading(reading, { ...reading, kind: "exported", subjects: [citizen.identifier, journalist.identifier] });
    await desk.exchange.recordReading({ ...reading, subjects: [] });
    const seen = await desk.exchange.accessesOf(journalist.identifier);
    assert.deepEqual(
      seen
        .filter(({ kind }) => kind === "read" || kind === "exported")
        .map(({ kind }) => kind)
        .sort(),
      ["exported", "read"],
    );
    const page = await html("/en/who-looked?kind=read", "luo-zhiyuan");
    assert.match(page, /read a record about you in the population register.*Home address/s);
    assert.doesNotMatch(page, /chen-yulan/);
  });

  test("filters narrow, pages go on from a cursor that is the reader's own, the file says what the page says", async () => {
    for (const [query, most] of [
      ["kind=asked", undefined],
      ["agency=city", undefined],
      ["register=licences", 0],
      ["from=2026-09-21&to=2026-09-21", undefined],
      ["from=2027-01-01", 0],
      ["from=2026-02-30&kind=%3Cscript%3E&agency=..&register=A", undefined],
    ] as const) {
      for (const lang of ["zh", "en"] as const) {
        const page = await html(`/${lang}/who-looked?${query}`, "luo-zhiyuan");
        assertSane(page, lang, query);
        const items = page.match(/moj-timeline__item/g)?.length ?? 0;
        if (most === 0) assert.equal(items, 0, query);
        else assert.ok(items > 0, query);
      }
    }
    const rows = (await html("/en/who-looked.csv", "luo-zhiyuan")).trim().split("\r\n");
    assert.equal(rows.length - 1, (await desk.exchange.accessesOf(journalist.identifier)).length);
    assert.match(rows[0] ?? "", /"When","Who did what","What for"/);
    for (let n = 0; n < 25; n++)
      await desk.exchange.ask({
        register: "population",
        key: journalist.identifier,
        fields: ["name"],
        purpose: { zh: `第${n}次`, en: `Time ${n}.` },
        ground: { law: "online-services/7" },
        asker: { agency: "public-security" },
      });
    const first = await html("/en/who-looked?kind=asked", "luo-zhiyuan");
    const next = /href="(\/en\/who-looked\?[^"]*after=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    assert.ok(next.includes("kind=asked"));
    const second = await html(next, "luo-zhiyuan");
    const times = (page: string) => [...page.matchAll(/Time (\d+)\./g)].map(([, n]) => n);
    assert.equal(new Set([...times(first), ...times(second)]).size, 25);
    assert.equal((await portal.request(next, { as: "shen-ruolan" })).status, 400, "a cursor is for its reader");
    assert.equal((await portal.request(next.replace("kind=asked", "kind=read"), { as: "luo-zhiyuan" })).status, 400, "and for its filter");
  });

  test("a look can be questioned: the case begins with the look filled in", async () => {
    const page = await html("/en/who-looked?kind=read", "luo-zhiyuan");
    const link = /href="(\/en\/services\/[^"]+\/apply\?[^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const { searchParams } = new URL(link, "http://x");
    const [access] = (await desk.exchange.accessesOf(journalist.identifier)).filter(({ kind }) => kind === "read");
    assert.deepEqual(
      [searchParams.get("access"), searchParams.get("agency"), searchParams.get("register")],
      [access?.id, "market", "population"],
    );
    const begun = await me.send(link, {});
    assert.equal(begun.status, 303);
    const { listDrafts, readDraft } = await import("../casework/index.ts");
    const { bearerOf } = await import("../identity/index.ts");
    const actor = await bearerOf(desk.ground, await app.token("luo-zhiyuan"), desk.now());
    assert.ok(actor);
    const [latest] = await listDrafts(desk, actor);
    const draft = await readDraft(desk, actor, begun.headers.get("location")?.split("/").at(-1) ?? "");
    assert.ok(latest && draft);
    assert.ok(Object.values(draft.content.answers).includes(access?.id ?? ""));
  });
});

test("what is found wrong leads to the service that puts the register right, with register and field filled in", async () => {
  const draft = await me.begin("parking-later");
  await me.ask(`${draft}/pages/home`);
  const page = await me.page(`${draft}/pages/home`);
  const link = /href="(\/en\/services\/[^"]+\/apply\?register=population&amp;field=address)"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  assert.ok(link, "no link to the correction");
  const begun = await me.send(link, {});
  assert.equal(begun.status, 303, await begun.clone().text());
});

describe("what could I have", () => {
  const path = "/en/what-could-i-have";
  const nameOf = (page: string, label: string): string => {
    const from = page.indexOf(label);
    assert.ok(from >= 0, label);
    return /name="(q-[0-9a-f]+)"/.exec(page.slice(from))?.[1] ?? "";
  };
  const send = async (fields: Record<string, string>, as?: string, query = "") => {
    if (as !== undefined) return portal.send(`${path}${query}`, as, fields);
    // As a browser: the page first, for its cookie and token.
    const page = await portal.request(`${path}${query}`);
    const cookie = page.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    return portal.request(`${path}${query}`, {
      method: "POST",
      headers: { cookie },
      body: new URLSearchParams({ _csrf: token, ...fields }),
    });
  };

  test("works for everybody, in both languages, by event and by service", async () => {
    for (const lang of ["zh", "en"] as const) {
      for (const query of ["", "?event=farewell", "?service=restaurant-opening"]) {
        for (const as of [undefined, "luo-zhiyuan"]) {
          const answer = await portal.request(`/${lang}/what-could-i-have${query}`, as === undefined ? {} : { as });
          assert.equal(answer.status, 200);
          assertSane(await answer.text(), lang, query);
        }
      }
    }
    const choice = await (await portal.request(path)).text();
    assert.match(choice, /what-could-i-have\?event=farewell/);
    assert.doesNotMatch(choice, /name="q-/, "nobody is asked about things that have nothing to do with it");
    assert.equal((await portal.request(`${path}?event=nothing`)).status, 404);
    assert.equal((await portal.request(`${path}?service=nothing`)).status, 404);
    assert.match(await (await portal.request("/en/services/funeral-subsidy")).text(), /what-could-i-have\?service=funeral-subsidy/);
    assert.match(await (await portal.request("/en/")).text(), /what-could-i-have\?event=/);
  });

  test("says yes, no or perhaps, and why; what is left out is not known; nothing is kept", async () => {
    const page = await (await portal.request(`${path}?service=funeral-subsidy`)).text();
    const [insured, family] = [nameOf(page, "basic pension insurance"), nameOf(page, "husband or wife")];
    const drafts = async () => (await desk.pool.query("select count(*)::int n from casework.draft")).rows[0].n;
    const before = await drafts();
    for (const [fields, said] of [
      [{ [insured]: "yes", [family]: "yes" }, /You could have it.*you may claim it/s],
      [{ [insured]: "yes", [family]: "no" }, /Not as things are.*paid to the family/s],
      [{ [insured]: "unknown" }, /Perhaps.*if the deceased was insured/is],
      [{ kind: "organisation" }, /Not as things are.*This is for/s],
    ] as const) {
      const answer = await send({ kind: "person", ...fields }, undefined, "?service=funeral-subsidy");
      assert.equal(answer.status, 200);
      const html_ = await answer.text();
      assertSane(html_, "en", "result");
      assert.match(html_, said);
      assert.doesNotMatch(html_, /Begin with these answers/, "nobody is signed in");
    }
    assert.equal(await drafts(), before);
    assert.equal(
      (await send({ [insured]: "yes".repeat(500) }, undefined, "?service=funeral-subsidy")).status,
      200,
      "no answer of ours is no answer",
    );
  });

  test("asks registers only where the reader agrees, under a consent for this alone, which ends at once", async () => {
    const query = "?service=restaurant-opening";
    const page = await html(`${path}${query}`, "shen-ruolan");
    assert.match(page, /asks.*Register of legal entities.*Status/s);
    const dwellings = nameOf(page, "What kind of building");
    const before = await kept();
    const without = await (await send({ for: company.id, [dwellings]: "none" }, "shen-ruolan", query)).text();
    assert.match(without, /Perhaps/);
    const given = async () => desk.exchange.consents.of(company.id);
    assert.deepEqual(await given(), []);
    const with_ = await (await send({ for: company.id, look: "yes", [dwellings]: "none" }, "shen-ruolan", query)).text();
    assert.match(with_, /You could have it/);
    const [consent] = await given();
    assert.ok(consent?.revoked !== undefined);
    assert.deepEqual([consent.fields, consent.register], [["status"], "legal-entities"]);
    assert.equal(await kept(), before);
    assert.match(await html(`/en/who-looked?about=${company.id}`, "shen-ruolan"), /To see what services/);
    // Nobody asks about a firm that is not theirs.
    await send({ for: company.id, look: "yes" }, "luo-zhiyuan", query);
    assert.equal((await given()).length, 1);
  });

  test("begins an application with the answers where the reader wants it", async () => {
    const query = "?service=restaurant-opening";
    const result = await (await send({ for: company.id }, "shen-ruolan", query)).text();
    assert.match(result, /Begin with these answers/);
    const begun = await portal.send("/en/services/restaurant-opening/apply", "shen-ruolan", {
      for: company.id,
      "keep.area": "320",
      "keep.seats": '"many"',
      "keep.nothing": "1",
      "keep.fuel": "{",
    });
    assert.equal(begun.status, 303);
    const { readDraft } = await import("../casework/index.ts");
    const { bearerOf } = await import("../identity/index.ts");
    const actor = await bearerOf(desk.ground, await app.token("shen-ruolan"), desk.now());
    assert.ok(actor);
    const draft = await readDraft(desk, actor, begun.headers.get("location")?.split("/").at(-1) ?? "");
    assert.deepEqual(draft?.content.answers, { area: 320 });
  });
});

test("whatever is typed into filters, questions, answers to begin with and consents' addresses is answered, never a fault", async () => {
  const hostile = naughty.filter((one) => !one.includes("\0")).slice(0, 120);
  const page = await html("/en/what-could-i-have?event=farewell", "luo-zhiyuan");
  const names = [...new Set([...page.matchAll(/name="(q-[0-9a-f]+)"/g)].map(([, name]) => name ?? ""))];
  for (const text of hostile) {
    const asked = encodeURIComponent(text.toWellFormed());
    for (const path of [
      `/en/who-looked?from=${asked}&to=${asked}&kind=${asked}&agency=${asked}&register=${asked}`,
      `/en/who-looked?about=${asked}`,
      `/en/who-looked?after=${asked}`,
      `/en/what-could-i-have?event=${asked}`,
      `/en/services/record-correction/apply?register=${asked}&field=${asked}`,
    ]) {
      const answer = await portal.request(path, { as: "luo-zhiyuan" });
      assert.ok([200, 400, 404, 414].includes(answer.status), `${path}: ${answer.status}`);
    }
    const fields = Object.fromEntries(names.map((name) => [name, text]));
    const answer = await portal.send("/en/what-could-i-have", "luo-zhiyuan", { ...fields, for: text, look: text });
    assert.ok([200, 422, 413].includes(answer.status), `${text}: ${answer.status}`);
  }
});

// On a phone: what is typed survives a lost connection and is sent once, in both faces; nothing of it can be read by whoever
// has the device next; the pages can be installed and keep nobody's pages; large type and long titles fit 360 px.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { samplePassword } from "../src/identity/index.ts";
import { axe, screenshot, visitor } from "./support/browser.ts";
import { servedToBrowser, standingOut, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
/** The forms that arrived. */
const posts: string[] = [];
const { browser, origin } = await servedToBrowser((url, init) => {
  if (init.method === "POST") posts.push(new URL(url).pathname);
  return bench.request(url, init);
});

async function signedIn(login: string, next: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await visitor(browser, { width: 360 });
  const page = await context.newPage();
  await signIn(page, login, next);
  return { context, page };
}

async function signIn(page: Page, login: string, next: string): Promise<void> {
  await page.goto(`${origin}/zh/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator("[name=login]").fill(login);
  await page.locator("[name=password]").fill(samplePassword);
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL(`${origin}${next}`);
}

const stored = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((name) => name.startsWith("errand-keep:"))
      .map((name) => `${name} ${localStorage.getItem(name)}`),
  );

/** What stands out of the screen, even where it could not be moved to. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .filter(
        (e) =>
          e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
          e.closest("svg, table, .govuk-visually-hidden") === null,
      )
      .map((e) => e.outerHTML.slice(0, 160)),
  );

/** Until the worker stands between this page and the network. */
const worked = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 20_000 });

const entriesOf = async (id: string): Promise<string> =>
  (await bench.app.request(`/zh/workbench/cases/${id}`, { as: "chen-yulan" })).text();

test("an officer's words, typed and sent without a connection, survive a reload and arrive once", async () => {
  const { id } = await bench.submit();
  const address = `/zh/workbench/cases/${id}/tasks/1/finish/complete`;
  const { context, page } = await signedIn("chen-yulan", address);
  await worked(page);
  await context.setOffline(true);
  await page.locator("textarea[name=words]").fill("材料齐全，符合法定形式。");
  const before = posts.length;
  await page.locator("main form button[type=submit]").first().click();
  await page.locator("[data-keep-say=waiting]").waitFor();
  await screenshot(page, "phone-waiting");
  const [entry = ""] = await stored(page);
  assert.ok(entry !== "" && !entry.includes("材料") && !entry.includes(id), "enciphered, and of no address");
  await page.reload();
  assert.match((await page.locator("h1").textContent()) ?? "", /没有网络连接/);
  assert.deepEqual(await axe(page), []);
  await screenshot(page, "phone-offline");
  assert.equal(posts.length, before);
  await context.setOffline(false);
  await page.waitForURL(`${origin}/zh/workbench/cases/${id}`, { timeout: 30_000 });
  assert.match((await page.locator("main").textContent()) ?? "", /已办理/);
  assert.deepEqual(posts.slice(before), [address], "sent once");
  assert.deepEqual(await stored(page), [], "and forgotten");
  assert.equal((await entriesOf(id)).split("材料齐全，符合法定形式。").length - 1 > 0, true);
  await context.close();
});

test("where the answer was lost, the same words are sent again under the same key, and noted once", async () => {
  const { id } = await bench.submit();
  const address = `/zh/workbench/cases/${id}/note/remark`;
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "zh-CN", serviceWorkers: "block" });
  const page = await context.newPage();
  await signIn(page, "chen-yulan", address);
  let lost = 0;
  await context.route(`${origin}${address}`, async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.continue();
    lost += 1;
    // It arrives, is done, and the answer never comes back.
    await route.fetch({ maxRedirects: 0 });
    // The test's own asking shares the browser's cookies; a lost answer brings none.
    await context.clearCookies({ name: "heard" });
    return route.abort("connectionreset");
  });
  const said = "已电话告知申请人。";
  await page.locator("textarea[name=words]").fill(said);
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForFunction(() => location.protocol === "chrome-error:").catch(() => undefined);
  const before = posts.filter((path) => path === address).length;
  assert.equal(before, 1);
  await page.goto(`${origin}${address}`).catch(() => undefined);
  await page.waitForURL(`${origin}/zh/workbench/cases/${id}`);
  assert.equal(posts.filter((path) => path === address).length, 2, "sent again");
  assert.equal((await entriesOf(id)).split(said).length - 1, 1, "and noted once");
  assert.deepEqual(await stored(page), []);
  await context.close();
});

test("a citizen's answers that were never sent are filled in again; signing out forgets them; the next person sees nothing", async () => {
  const { id } = await bench.submit();
  await bench.send(`/zh/workbench/cases/${id}/tasks/1/finish/incomplete`, "chen-yulan", { words: "名称与招牌不符。", marks: "/signboard" });
  const { tasks } = (await (await bench.app.request(`/api/v1/cases/${id}`, { as: "shen-ruolan" })).json()) as {
    tasks: { key: string; no: number }[];
  };
  const { context, page } = await signedIn("shen-ruolan", `/zh/cases/${id}/tasks/${tasks.find(({ key }) => key === "resend")?.no}`);
  const field = page.locator("main form[data-keep] input[name=signboard]");
  await field.fill("若兰新馆");
  await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith("errand-keep:")));
  await page.reload();
  await page.locator("[data-keep-say=restored]").waitFor();
  assert.equal(await field.inputValue(), "若兰新馆");
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await tooWide(page), []);
  await screenshot(page, "phone-restored");
  const address = page.url();
  await page.locator("[data-keep-drop]").click();
  await page.waitForLoadState();
  assert.notEqual(await field.inputValue(), "若兰新馆");
  await field.fill("若兰新馆");
  await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith("errand-keep:")));
  // The session ends by itself: the next person on this device signs in.
  await context.clearCookies();
  const [kept] = await stored(page);
  assert.ok(kept && !kept.includes("若兰"));
  await signIn(page, "chen-yulan", "/zh/workbench");
  await page.goto(address);
  assert.equal((await page.content()).includes("若兰新馆"), false);
  await page.goto(`${origin}/zh/workbench/me`);
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.waitForLoadState();
  assert.deepEqual(await stored(page), []);
  await context.close();
});

test("the pages can be installed, and the browser keeps only their look", async () => {
  for (const lang of ["zh", "en"]) {
    const answer = await bench.app.request(`/${lang}/app.webmanifest`);
    assert.equal(answer.headers.get("content-type"), "application/manifest+json; charset=utf-8");
    const { start_url, display, icons } = (await answer.json()) as {
      start_url: string;
      display: string;
      icons: { src: string; sizes: string }[];
    };
    assert.deepEqual([start_url, display], [`/${lang}/`, "standalone"]);
    for (const { src, sizes } of icons) {
      const icon = Buffer.from(await (await bench.app.request(src)).arrayBuffer());
      assert.equal(icon.subarray(1, 4).toString("latin1"), "PNG");
      assert.equal(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`, sizes);
    }
  }
  const { context, page } = await signedIn("chen-yulan", "/zh/workbench");
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await worked(page);
  await page.goto(`${origin}/zh/workbench/me`);
  await page.goto(`${origin}/zh/workbench`);
  const kept = await page.evaluate(async () => {
    const all = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)),
    );
    return all.flat();
  });
  assert.ok(kept.length > 5);
  for (const path of kept) assert.match(path, /^\/(assets\/[0-9a-f]{16}\/[a-z.]+|(zh|en)\/offline)$/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("approvals and reading fit 360 px, with long titles and in large type", async () => {
  const { id } = await bench.submit();
  const pages = [
    `/zh/workbench`,
    `/zh/workbench/cases/${id}`,
    `/zh/workbench/cases/${id}/tasks/1/finish/incomplete`,
    `/zh/workbench/cases/${id}/tasks/1/finish/complete`,
    `/zh/workbench/cases/${id}/note/remark`,
    "/en/workbench",
    `/en/workbench/cases/${id}`,
    "/zh/workbench/inbox",
  ];
  const { context, page } = await signedIn("chen-yulan", "/zh/workbench");
  const long =
    "关于进一步规范城市餐饮服务经营场所油烟污染防治设施安装运行和日常维护管理工作有关事项的通知ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ";
  let usual = 0;
  for (const type of ["usual", "large"]) {
    await page.goto(`${origin}/zh/display?type=${type}&back=/workbench`);
    assert.equal(await page.locator("html.e-large").count(), type === "large" ? 1 : 0);
    const size = await page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.querySelector("main p, main td") ?? document.body).fontSize),
    );
    if (type === "usual") usual = size;
    else assert.ok(size >= usual * 1.2, `${size} after ${usual}`);
    for (const path of pages) {
      await page.goto(`${origin}${path}`);
      // Titles as long as they come in practice: every heading, link of a list and caption is one.
      await page.evaluate((title) => {
        for (const element of document.querySelectorAll("main h1, main .e-caption, main tbody th a, main dd, main .govuk-inset-text"))
          if (element.children.length === 0 || element.matches("h1, a")) element.textContent = title;
      }, long);
      assert.deepEqual(await standingOut(page), [], `${type} ${path}`);
      assert.deepEqual(await cut(page), [], `${type} ${path}: cut off`);
      await screenshot(page, `phone-${type}${path.replaceAll("/", "-").replace(id, "case")}`);
    }
  }
  for (const path of ["/zh/", "/zh/services", "/zh/services/restaurant-opening", "/zh/cases"]) {
    await page.goto(`${origin}${path}`);
    assert.equal(await page.locator("html.e-large").count(), 1, path);
    assert.deepEqual(await tooWide(page), [], `large ${path}`);
  }
  await context.close();
});

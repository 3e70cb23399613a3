// Who applies and for which version is remembered: fewer statements, and the same answers as without.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "pg";
import { startTestApp } from "../../test/support/app.ts";
import { cityFolder, sampleRows } from "../../test/support/city.ts";
import { root } from "../config.ts";
import { openNotices } from "../platform/database/index.ts";
import { publishPacks } from "../publish-packs.ts";
import { evidenceOf, load, recallOf } from "./index.ts";

const app = await startTestApp();
const notices = await openNotices(app.desk.pool);
after(() => notices.close());
Object.assign(app.desk, { recall: recallOf(notices, app.desk.keys) });

/** Statements that the pool was given while `work` ran: all, or those that `which` is true of; with `slow`, writing cases takes its time. */
async function counted<T>(
  work: () => Promise<T>,
  { slow = false, which = () => true }: { slow?: boolean; which?: (statement: { name?: string; text?: string }) => boolean } = {},
): Promise<{ readonly value: T; readonly statements: number }> {
  const { pool } = app.desk;
  const { query } = pool;
  let statements = 0;
  const counting: typeof query = (async (...args: Parameters<typeof query>) => {
    const statement = args[0] as { name?: string; text?: string };
    if (which(statement)) statements += 1;
    if (slow && writes(statement)) await new Promise((resolve) => setTimeout(resolve, 100));
    return query.apply(pool, args);
  }) as unknown as typeof query;
  Object.assign(pool, { query: counting });
  try {
    return { value: await work(), statements };
  } finally {
    Object.assign(pool, { query });
  }
}

const writes = ({ text }: { text?: string }): boolean => /casework\.commit\(/.test(text ?? "");

const data = { access: randomUUID(), what: "为什么查询我的信息？", phone: "13800000000" };
const submit = async (key: string, what: Record<string, unknown> = data) => {
  const answer = await app.request("/api/v1/cases", {
    as: "shen-ruolan",
    method: "POST",
    body: JSON.stringify({ service: "access-question", data: what }),
    headers: { "content-type": "application/json", "idempotency-key": key },
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, string> };
};
/** Until a notice has come through. */
const heard = () => new Promise((resolve) => setTimeout(resolve, 200));
const keys = Array.from({ length: 9 }, () => randomUUID());
const [first = "", second = "", third = "", fourth = "", fifth = ""] = keys;

test("what is remembered saves a statement, and a submission sent twice is still one", async () => {
  const recall = app.desk.recall;
  await submit(randomUUID());
  Object.assign(app.desk, { recall: undefined });
  const before = await counted(() => submit(first));
  Object.assign(app.desk, { recall });
  assert.equal(before.value.status, 201, JSON.stringify(before.value.json));
  const later = await counted(() => submit(second));
  assert.equal(later.value.status, 201);
  assert.equal(later.statements, before.statements - 1);
  const again = await submit(second);
  assert.deepEqual([again.status, again.json.id], [201, later.value.json.id]);
  assert.equal((await submit(second, { ...data, what: "为什么又查询我的信息？" })).status, 422);
  const atOnce = await Promise.all(Array.from({ length: 8 }, () => submit(third)));
  assert.equal(new Set(atOnce.map(({ json }) => json.id)).size, 1);
});

test("submissions that arrive together take fewer statements than each by itself, and the same key among them is one case", async () => {
  const twice = randomUUID();
  const apart = [...Array.from({ length: 8 }, () => randomUUID()), twice, twice];
  const { value, statements } = await counted(() => Promise.all(apart.map((key) => submit(key))), { slow: true, which: writes });
  assert.deepEqual(
    value.map(({ status }) => status),
    apart.map(() => 201),
  );
  assert.equal(new Set(value.map(({ json }) => json.id)).size, 9);
  assert.equal(new Set(value.map(({ json }) => json.number)).size, 9);
  assert.ok(statements <= 5, String(statements));
  const { rows } = await app.desk.pool.query<{ n: number }>("select count(*)::int n from casework.entry where case_id = any ($1::uuid[])", [
    value.map(({ json }) => json.id),
  ]);
  assert.equal(rows[0]?.n, 9);
});

test("what arrives at the same moment is read together, and everybody gets a case of their own, with what was asked for them", async () => {
  const children = sampleRows().persons.slice(-6);
  const people = ["shen-ruolan", "he-guiying", "lin-jiyun", "shen-ruolan", "he-guiying", "lin-jiyun"].map((as, n) => ({
    as,
    key: randomUUID(),
    child: children[n] ?? assert.fail("the sample city has children"),
  }));
  const apply = ({ as, key, child }: (typeof people)[number]) =>
    app.request("/api/v1/cases", {
      as,
      method: "POST",
      body: JSON.stringify({
        service: "social-security-card",
        data: { child: child.identifier, cardBank: "city-bank", collect: "post", phone: "13800000000" },
      }),
      headers: { "content-type": "application/json", "idempotency-key": key },
    });
  // Who bears these tokens, and what the registers are, is known from then on.
  for (const one of people) await apply({ ...one, key: randomUUID() });
  const together = await counted(() => Promise.all(people.map(apply)), { which: ({ name }) => name === "casework-receive" });
  const ids = await Promise.all(
    together.value.map(async (answer) => {
      const body = (await answer.json()) as { id: string };
      assert.equal(answer.status, 201, JSON.stringify(body));
      return body.id;
    }),
  );
  assert.ok(together.statements > 0 && together.statements < people.length, String(together.statements));
  assert.equal(new Set(ids).size, people.length);
  for (const [n, { as, child }] of people.entries()) {
    const loaded = await load(app.desk, ids[n] ?? "");
    assert.ok(loaded);
    assert.equal((await app.request(`/api/v1/cases/${ids[n]}`, { as })).status, 200);
    assert.equal((await app.request(`/api/v1/cases/${ids[n]}`, { as: people[(n + 1) % 3]?.as ?? "" })).status, 404);
    const [evidence] = await evidenceOf(app.desk, loaded);
    assert.equal(evidence?.content.fields?.name, child.name);
    assert.equal(loaded.secret().answers.child, child.identifier);
  }
  // Taken in before, and asked for together again.
  const again = await Promise.all(people.map(apply));
  assert.deepEqual(await Promise.all(again.map(async (answer) => ((await answer.json()) as { id: string }).id)), ids);
});

test("what was found is sealed with the answers, and a row whose piece is missing there does not pass for an empty one", async () => {
  const { rows } = await app.desk.pool.query<{ case_id: string; bytes: number }>(
    "select case_id, octet_length(sealed) bytes from casework.evidence order by fetched_at desc limit 1",
  );
  const [row] = rows;
  assert.equal(row?.bytes, 0);
  const loaded = await load(app.desk, row?.case_id ?? "");
  assert.ok(loaded);
  assert.ok((await evidenceOf(app.desk, loaded))[0]?.content.fields?.name);
  const { evidence: _, ...without } = loaded.secret();
  await assert.rejects(evidenceOf(app.desk, { ...loaded, secret: () => without }), /evidence 1 is neither/);
});

test("a change is heard: of who applies, and of the version under which cases begin", async () => {
  const known = await counted(() => submit(fourth));
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  await owner.query("update identity.party set sealed = sealed");
  await owner.end();
  await heard();
  assert.equal((await counted(() => submit(fifth))).statements, known.statements + 1);

  const folder = mkdtempSync(join(tmpdir(), "errand-packs-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const pack = join(folder, "access-question");
  cpSync(join(root, "packs/access-question"), pack, { recursive: true });
  const change = (name: string, from: RegExp, to: string) => {
    const text = readFileSync(join(pack, name), "utf8");
    assert.match(text, from);
    writeFileSync(join(pack, name), text.replace(from, to));
  };
  change("pack.yaml", /^version: .*$/m, "version: 99.0.0");
  change("form.yaml", /what: \{ type: string, minLength: 4/, "what: { type: string, minLength: 40");
  rmSync(join(pack, "scenarios"), { recursive: true });
  const published = await publishPacks(app.database.owner, { packs: folder, city: cityFolder, law: join(root, "law") }, "2026-09-21");
  assert.deepEqual(published.problems, []);
  await heard();
  assert.equal((await submit(randomUUID())).status, 422, "the new version asks for more");
  const again = await submit(fourth);
  assert.deepEqual([again.status, again.json.id], [201, known.value.json.id], "what was taken in before is answered as it was");
});

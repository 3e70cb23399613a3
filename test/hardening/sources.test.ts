// Sources that fail: slow, gone, talking nonsense, too much, more than was asked, or removed in the middle. An application never
// fails for it: it falls back to what the applicant can show, says so, leaves nothing half-written, and both sides' records agree.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { type Holder, loadAgreements, openExchange, reconcile } from "../../src/exchange/index.ts";
import { startTestApp } from "../support/app.ts";
import { citizen, type Json } from "./cases.ts";

const app = await startTestApp({ packs: fileURLToPath(new URL("../fixtures/packs", import.meta.url)) });
const { desk } = app;
const as = "shen-ruolan";
const agreement = {
  id: "parking",
  asker: "city",
  register: "population",
  fields: ["name", "address"],
  services: ["parking-permit"],
  purpose: { zh: "核对停车证申请人的住址", en: "To check where the applicant for a parking permit lives" },
  law: "online-services/7",
  from: "2026-01-01",
  frequency: "each-case",
  retention: "with the case",
} as const;
const owner = new Client({ connectionString: app.database.owner });
await owner.connect();
/** All that lets the permit's agency ask: ours, and what the city has agreed besides. */
async function agree(status: "active" | "revoked"): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    "select id from exchange.agreement where asker = 'city' and register = 'population' and 'parking-permit' = any(services)",
  );
  const ids = new Set(["parking", ...rows.map(({ id }) => id)]);
  await loadAgreements(
    owner,
    [...ids].map((id) => ({ ...agreement, id, fields: [...agreement.fields], services: [...agreement.services], status })),
  );
}
await agree("active");

const healthy = desk.exchange;
/** Puts another holder in the place of the register. */
const behind = (holder: Holder): void => {
  const exchange = openExchange({
    app: desk.pool,
    keys: desk.keys,
    agencyKeys: desk.agencyKeys,
    holderOf: () => holder,
    now: desk.now,
    deadline: 120,
  });
  Object.assign(desk, { exchange });
};
const heal = (): void => void Object.assign(desk, { exchange: healthy });

const apply = async (evidence: readonly Json[] = [], key: string = randomUUID()): Promise<{ status: number; body: Json }> => {
  const answer = await app.request("/api/v1/cases", {
    as,
    method: "POST",
    body: JSON.stringify({ service: "parking-permit", data: { plate: "云A12345", phone: "13800138000" }, evidence }),
    headers: { "content-type": "application/json", "idempotency-key": key },
  });
  return { status: answer.status, body: (await answer.json()) as Json };
};
const upload = async (): Promise<string> => {
  const answer = await app.request("/api/v1/files", {
    as,
    method: "POST",
    body: Buffer.from("%PDF-1.7\n% where I live\n"),
    headers: { "content-type": "application/pdf" },
  });
  assert.equal(answer.status, 201);
  return ((await answer.json()) as Json).id;
};
const cases = async (): Promise<number> =>
  (await desk.pool.query<{ n: number }>("select count(*)::int n from casework.case where pack = 'parking-permit'")).rows[0]?.n ?? -1;

const never: Holder = () => new Promise(() => {});
const says = (reply: unknown): Holder => (async () => reply) as Holder;
const faults: Readonly<Record<string, Holder>> = {
  "slow beyond its time": never,
  "that is down": says({ state: "down" }),
  "that fails": async () => {
    throw new Error("connection reset");
  },
  "that answers with something else": says("<html>502 Bad Gateway</html>"),
  "that answers with nothing": says(undefined),
  "that says found and gives none": says({ state: "found", records: [] }),
  "that answers with wrong types": says({ state: "found", records: [{ name: { zh: "沈若兰" }, address: ["路"] }] }),
  "that answers with too much": says({ state: "found", records: [{ name: "沈若兰", address: "长".repeat(3_000_000) }] }),
  "that answers with more than was asked": says({ state: "found", records: [{ name: "沈若兰", address: "明湖路1号", income: 120_000 }] }),
};

for (const [what, holder] of Object.entries(faults)) {
  test(`a source ${what}: the applicant is told what to show instead, and shows it`, async () => {
    behind(holder);
    const before = await cases();
    const refused = await apply();
    assert.equal(refused.status, 422, JSON.stringify(refused.body));
    assert.match(JSON.stringify(refused.body), /evidence/);
    assert.equal(await cases(), before, "nothing half-written");
    const shown = await apply([{ requirement: "residence", file: await upload() }]);
    assert.equal(shown.status, 201, JSON.stringify(shown.body));
    const { rows } = await desk.pool.query<{ source: string }>("select source from casework.evidence where case_id = $1", [shown.body.id]);
    assert.deepEqual(rows, [{ source: "upload" }]);
  });
}

test("a source that comes back is asked again, and its answer used", async () => {
  heal();
  const made = await apply();
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.equal(citizen.login, as);
});

test("an agreement that ended between draft and submission: refused by its name, the rest as before", async () => {
  await agree("revoked");
  const refused = await apply();
  assert.equal(refused.status, 422, JSON.stringify(refused.body));
  const { rows } = await desk.pool.query<{ reason: string | null; state: string }>(
    "select state, reason from exchange.answer where asker = 'city' and register = 'population' order by at desc, id desc limit 1",
  );
  assert.equal(rows[0]?.state, "refused");
  assert.ok(rows[0]?.reason);
  assert.equal((await apply([{ requirement: "residence", file: await upload() }])).status, 201);
  await agree("active");
});

test("a source that falls silent in the middle of a submission sent twice makes one case", async () => {
  const key = randomUUID();
  const made = await apply([], key);
  assert.equal(made.status, 201);
  behind(never);
  const again = await apply([], key);
  assert.deepEqual([again.status, again.body.id], [201, made.body.id]);
  heal();
});

test("a register that is taken away in the middle: as if it did not know, and both sides say that there is none", async () => {
  await owner.query("truncate registry.register cascade");
  // Nor is an earlier answer there to be used again.
  await owner.query("delete from exchange.kept");
  assert.equal((await apply()).status, 422);
  assert.equal((await apply([{ requirement: "residence", file: await upload() }])).status, 201);
});

test("after all of it both sides' records agree, but for the answers that a stand-in gave without recording them", async () => {
  const { differences } = await reconcile({ app: desk.pool }, { grace: 0, most: 50 });
  const { rows } = await desk.pool.query<{ n: number }>("select count(*)::int n from exchange.outcome where state = 'down'");
  assert.deepEqual(
    differences.map(({ why }) => why),
    Array.from({ length: rows[0]?.n ?? 0 }, () => "no answer recorded"),
  );
  await owner.end();
});

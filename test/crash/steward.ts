// What a steward does while the server is killed: opening and withdrawing datasets, each sent under its key until it is acknowledged, and
// asking another agency under an agreement. Then every dataset was opened once and withdrawn at most once, nothing of one is half there,
// and every question that was answered stands on both sides.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

type Kind = "open" | "ask" | "withdraw";
/** Every second dataset is withdrawn. */
const round: readonly Kind[] = ["open", "ask", "open", "withdraw"];

interface Act {
  readonly kind: Kind;
  /** The n-th dataset. */
  readonly n: number;
  readonly key: string;
  acknowledged: boolean;
  lost: boolean;
  /** What the question left on the asker's side. */
  request?: string;
}

export type Stewardship = Act[];

const id = (n: number): string => `crash-${n}`;

function requestOf({ kind, n }: Act): readonly [path: string, body: unknown] {
  switch (kind) {
    case "open": {
      const words = { zh: `第 ${n} 个`, en: `Number ${n}` };
      return [
        "/datasets",
        {
          id: id(n),
          register: "legal-entities",
          title: words,
          description: words,
          theme: "ECON",
          frequency: "daily",
          fields: ["name", "kind"],
          meaning: { kind: words },
        },
      ];
    }
    case "withdraw":
      return [`/datasets/${id(n)}/withdraw`, { why: { zh: "不再需要", en: "No longer needed" } }];
    case "ask":
      return [
        "/agreements/certificates-market/questions",
        {
          by: "holder",
          key: "11010519491231002X",
          fields: ["holder-name", "conclusion"],
          service: "restaurant-opening",
          purpose: { zh: "核对健康证明", en: "To check a health certificate" },
        },
      ];
  }
}

/** Sends one act; what is not acknowledged is to be sent again. */
async function send(url: string, token: string, act: Act): Promise<void> {
  const [path, body] = requestOf(act);
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": act.key },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status >= 500) throw new Error(`not acknowledged (${answer.status})`);
  assert.ok(answer.status === 200 || answer.status === 201, `${act.kind} ${act.n}: ${answer.status} ${text}`);
  const { state, request } = JSON.parse(text) as { state: string; request?: string };
  // A question that the database went away under is answered as unavailable: it is asked again.
  if (act.kind === "ask" && state !== "found" && state !== "none") throw new Error(`not answered (${state})`);
  if (request !== undefined) act.request = request;
  act.acknowledged = true;
}

/** A steward at work until the server is gone. */
export async function stewarding(url: string, token: string, acts: Stewardship, gone: () => boolean): Promise<void> {
  while (!gone()) {
    const waiting = acts.find(({ acknowledged }) => !acknowledged);
    const kind = round[acts.length % round.length] ?? "open";
    const opened = acts.filter((one) => one.kind === "open").length;
    const act = waiting ?? { kind, n: kind === "open" ? opened + 1 : opened, key: randomUUID(), acknowledged: false, lost: false };
    if (!waiting) acts.push(act);
    try {
      await send(url, token, act);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      act.lost = true;
      await sleep(20);
    }
    await sleep(10);
  }
}

/** Sends again what was not acknowledged, and counts. Answers how many answers were lost. */
export async function everyDatasetOnce(url: string, token: string, acts: Stewardship, owner: Pick<Client, "query">): Promise<number> {
  for (const act of acts)
    for (let tries = 0; !act.acknowledged; tries++)
      await send(url, token, act).catch((error: unknown) => {
        if (error instanceof assert.AssertionError || tries === 20) throw error;
        return sleep(100);
      });
  const named = (kind: Kind): string[] => acts.filter((act) => act.kind === kind).map(({ n }) => id(n));
  const history = await owner.query<{ id: string; what: string[] }>(
    `select d.id, array_agg(c.what order by c.seq) what from opendata.declared d join opendata.declared_change c using (id)
     where d.id like 'crash-%' group by d.id`,
  );
  assert.deepEqual(
    Object.fromEntries(history.rows.map((one) => [one.id, one.what])),
    Object.fromEntries(named("open").map((one) => [one, named("withdraw").includes(one) ? ["opened", "withdrawn"] : ["opened"]])),
    "each dataset was opened once, and withdrawn once where it was",
  );
  const due = "opendata.declared where withdrawn_at is null and refresh_at <= now()";
  const left = async (from: string): Promise<number> =>
    (await owner.query<{ n: number }>(`select count(*)::int n from ${from}`)).rows[0]?.n ?? -1;
  for (const until = Date.now() + 60_000; (await left(due)) > 0; await sleep(200)) assert.ok(Date.now() < until, "datasets were not made");
  const halves = {
    "published although withdrawn": "opendata.declared d join opendata.dataset s using (id) where d.withdrawn_at is not null",
    "opened and not there": "opendata.declared d left join opendata.dataset s using (id) where d.withdrawn_at is null and s.id is null",
    "there and withdrawn": "opendata.dataset join opendata.withdrawn using (id)",
    "a file that no dataset names": `opendata.file f left join opendata.dataset s on s.id = f.dataset
      and s.entry -> 'distributions' @> jsonb_build_array(jsonb_build_object('file', f.id)) where f.superseded_at is null and s.id is null`,
    "a dataset whose file is not there": `opendata.dataset s, jsonb_to_recordset(s.entry -> 'distributions') x (file uuid, bytes int)
      where x.file is not null and x.bytes is distinct from (select sum(length(bytes))::int from opendata.file f where f.id = x.file)`,
  };
  for (const [what, from] of Object.entries(halves)) assert.equal(await left(from), 0, what);
  const asked = acts.flatMap(({ request }) => (request === undefined ? [] : [request]));
  assert.equal(asked.length, acts.filter(({ kind }) => kind === "ask").length, "every answered question says what it left");
  const both = await owner.query<{ n: number }>(
    `select count(*)::int n from exchange.request r join exchange.outcome o on o.request = r.id join exchange.answer a on a.request_hash = r.hash
     where r.id::text = any ($1)`,
    [asked],
  );
  assert.deepEqual(both.rows, [{ n: asked.length }], "every answered question stands on both sides once");
  // A question whose answer was lost with the server left both records, or none.
  const alone = await owner.query<{ n: number }>(
    `select count(*)::int n from exchange.request r left join exchange.outcome o on o.request = r.id left join exchange.answer a on a.request_hash = r.hash
     where r.actor in (select actor from exchange.request where id::text = any ($1)) and (o.request is null or a.request_hash is null)`,
    [asked],
  );
  assert.deepEqual(alone.rows, [{ n: 0 }], "no question of the steward's stands on one side alone");
  return acts.filter(({ lost }) => lost).length;
}

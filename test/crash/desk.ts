// What an officer does at a desk while the server is killed: saving a text, writing a message about its case, handing a post on. One act
// after another, each sent under its key until it is acknowledged; then each is there once.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

const kinds = ["text", "message", "delegation"] as const;
type Kind = (typeof kinds)[number];

interface Act {
  readonly kind: Kind;
  /** The n-th of its kind, from 1 on. */
  readonly n: number;
  readonly key: string;
  acknowledged: boolean;
  /** Its answer was lost with the server: it is sent again as it was. */
  lost: boolean;
}

export interface Desk {
  readonly case: string;
  readonly acts: Act[];
}

const day = (n: number): string => new Date(Date.UTC(2031, 0, n)).toISOString().slice(0, 10);

async function post(url: string, token: string, path: string, body: unknown, key: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

/** A document that is to be drafted: whoever begins it writes its text. */
export async function openDesk(url: string, token: string): Promise<Desk> {
  const data = {
    secrecy: "none",
    organ: "government",
    kind: "notice",
    title: "云川市人民政府办公室关于做好值班工作的通知",
    oneMatter: true,
    asksReply: false,
    recipients: ["market"],
    urgency: "ordinary",
  };
  const { status, text } = await post(url, token, "/cases", { service: "outgoing-document", data }, randomUUID());
  assert.equal(status, 201, text);
  return { case: (JSON.parse(text) as { id: string }).id, acts: [] };
}

const requestOf = (desk: Desk, { kind, n }: Act): readonly [path: string, body: unknown] => {
  switch (kind) {
    case "text":
      return [`/cases/${desk.case}/texts/text`, { base: n - 1, plain: `第 ${n} 稿。` }];
    case "message":
      return [`/cases/${desk.case}/messages`, { text: `第 ${n} 次请看一看。`, to: [{ post: "government/head" }] }];
    case "delegation":
      return [
        "/organisation/commands",
        { type: "delegate", posts: ["government/writer"], officer: "fang-zhiwei", from: day(n), to: day(n), reason: "开会" },
      ];
  }
};

/** Sends one act; what is not acknowledged is to be sent again. */
async function send(url: string, token: string, desk: Desk, act: Act): Promise<void> {
  const { status, text } = await post(url, token, ...requestOf(desk, act), act.key);
  if (status >= 500) throw new Error(`not acknowledged (${status})`);
  assert.ok(status === 200 || status === 201, `${act.kind} ${act.n}: ${status} ${text}`);
  act.acknowledged = true;
}

/** An officer at work until the server is gone. */
export async function atDesk(url: string, token: string, desk: Desk, gone: () => boolean): Promise<void> {
  while (!gone()) {
    const kind = kinds[desk.acts.length % kinds.length] ?? "text";
    const waiting = desk.acts.find(({ acknowledged }) => !acknowledged);
    const act = waiting ?? {
      kind,
      n: desk.acts.filter((one) => one.kind === kind).length + 1,
      key: randomUUID(),
      acknowledged: false,
      lost: false,
    };
    if (!waiting) desk.acts.push(act);
    try {
      await send(url, token, desk, act);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      act.lost = true;
      await sleep(20);
    }
  }
}

/** Sends again what was not acknowledged, and counts: each act is there once, with one entry. Answers how many answers were lost. */
export async function everyActOnce(url: string, token: string, desk: Desk, owner: Pick<Client, "query">): Promise<number> {
  for (const act of desk.acts)
    for (let tries = 0; !act.acknowledged; tries++)
      await send(url, token, desk, act).catch((error: unknown) => {
        if (error instanceof assert.AssertionError || tries === 20) throw error;
        return sleep(100);
      });
  const wanted = (kind: Kind): number => desk.acts.filter((act) => act.kind === kind).length;
  const { rows } = await owner.query<Record<string, number>>(
    `select (select count(*)::int from casework.text where case_id = $1) as texts, (select max(version)::int from casework.text where case_id = $1) as version,
       (select count(*)::int from messages.message where case_id = $1) as messages,
       (select count(*)::int from organisation.acting where post = 'government/writer' and first >= '2031-01-01') as delegations,
       (select count(distinct first)::int from organisation.acting where post = 'government/writer' and first >= '2031-01-01') as days,
       (select count(*)::int from casework.entry where case_id = $1 and type = 'text') as "text entries",
       (select count(*)::int from casework.entry where case_id = $1 and type = 'message') as "message entries"`,
    [desk.case],
  );
  const [texts, messages, delegations] = [wanted("text"), wanted("message"), wanted("delegation")];
  assert.deepEqual(rows[0], {
    texts,
    version: texts,
    messages,
    delegations,
    days: delegations,
    "text entries": texts,
    "message entries": messages,
  });
  return desk.acts.filter(({ lost }) => lost).length;
}

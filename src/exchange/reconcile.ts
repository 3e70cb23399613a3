// Holds both sides' records of every question against each other. Each side is read by itself, in the order of the questions' hashes,
// and the two are merged here: they may lie in one database or in two.
import type { ClientBase, Pool } from "pg";
import type { Text } from "../platform/i18n/index.ts";

/** A question on which the two sides' records do not agree. */
export interface Disagreement {
  readonly hash: string;
  readonly why: keyof typeof reasons;
  /** What the two sides say differently. */
  readonly what: readonly string[];
  /** The asker's record, the holder's record. */
  readonly request?: string;
  readonly answer?: string;
  readonly asker: string;
  readonly register: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const reasons = {
  "no answer recorded": { zh: "持有方没有记录", en: "the holder has no record of it" },
  "no question recorded": { zh: "查询方没有记录", en: "the asker has no record of it" },
  "no outcome recorded": { zh: "查询方没有记录结果", en: "the asker recorded no outcome" },
  "nothing was there to be used again": {
    zh: "所沿用的答复不存在或者不一致",
    en: "the answer said to be used again is not there, or is another",
  },
  different: { zh: "双方记录不一致", en: "the two records differ" },
} as const satisfies Record<string, Text>;

/** A disagreement in one sentence. */
export function disagreementText({ why, what, request, answer, asker, register, at }: Disagreement): Text {
  const when = new Date(at).toISOString();
  const ids = [...(request === undefined ? [] : [`request ${request}`]), ...(answer === undefined ? [] : [`answer ${answer}`])].join(", ");
  const names = what.length > 0 ? `: ${what.join(", ")}` : "";
  return {
    zh: `${when} ${asker} 查询 ${register}（${ids}）：${reasons[why].zh}${names}`,
    en: `${when} ${asker} asked ${register} (${ids}): ${reasons[why].en}${names}`,
  };
}

export interface Reconciled {
  /** Questions that askers recorded, and answers that holders recorded. */
  readonly questions: number;
  readonly answers: number;
  /** Questions put so lately that their outcome may still come; counted by nobody else. */
  readonly underWay: number;
  readonly differences: readonly Disagreement[];
}

export interface ReconcileOptions {
  /** Questions without an outcome are under way until they are so old, in milliseconds (default: none is). */
  readonly grace?: number;
  readonly now?: number;
  /** Differences that are named at most; all are looked for until then. */
  readonly most?: number;
  /** Told how many questions were looked at so far. */
  readonly progress?: (done: number) => void;
}

type Db = Pick<Pool, "query"> | Pick<ClientBase, "query">;

/** What both sides recorded of a question; compared one by one. */
interface Common {
  readonly hash: string;
  readonly id: string;
  readonly at: number;
  readonly asker: string;
  readonly post: string | null;
  readonly register: string;
  readonly fields: string;
  readonly service: string | null;
  readonly purpose: string;
  readonly law: string | null;
  readonly consent: string | null;
  readonly case: string | null;
  readonly draft: string | null;
  readonly state: string | null;
  readonly answer: string | null;
  readonly reason: string | null;
}
interface Asked extends Common {
  /** Null where nothing was used again; false where what it names is not there. */
  readonly grounded: boolean | null;
}

const same = `at, x.asker, x.post, x.register, array_to_string(x.fields, ' ') fields, x.service, x.purpose::text purpose, x.law, x.consent,
  x.case_id "case", x.draft`;
const askedPage = `
  select encode(x.hash, 'hex') hash, x.id, x.${same}, o.state, encode(o.answer_hash, 'hex') answer, o.reason,
    case when o.state = 'reused' then coalesce(f.state = 'found' and f.answer_hash = o.answer_hash and q.register = x.register, false) end grounded
  from exchange.request x left join exchange.outcome o on o.request = x.id
  left join exchange.request q on q.id = o.reused left join exchange.outcome f on f.request = o.reused
  where x.hash > $1 order by x.hash limit $2`;
const heldPage = `
  select encode(x.request_hash, 'hex') hash, x.id, x.${same}, x.state, encode(x.answer_hash, 'hex') answer, x.reason
  from exchange.answer x where x.request_hash > $1 order by x.request_hash limit $2`;

const page = 2000;

/** One side's records in the order of their hashes, read page by page. */
async function* side<R extends Common>(db: Db, text: string): AsyncGenerator<R> {
  let last = Buffer.alloc(0);
  for (;;) {
    const { rows } = await db.query<R>(text, [last, page]);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < page) return;
    last = Buffer.from(end.hash, "hex");
  }
}

const compared = ["asker", "post", "register", "fields", "service", "purpose", "law", "consent", "case", "draft"] as const;

/** Why an asker's record and a holder's do not agree; undefined where they do. */
function differing(asked: Asked | undefined, held: Common | undefined): Pick<Disagreement, "why" | "what"> | undefined {
  const only = (why: Disagreement["why"]) => ({ why, what: [] });
  if (!asked) return only("no question recorded");
  if (asked.state === null) return only("no outcome recorded");
  if (asked.grounded === false) return only("nothing was there to be used again");
  if (!held) return asked.state === "late" || asked.state === "reused" ? undefined : only("no answer recorded");
  // An answer that came too late is no disagreement: the asker never saw it.
  const outcome = asked.state === "late" ? [] : (["state", "answer", "reason"] as const);
  const what = [...compared, ...outcome].filter((name) => asked[name] !== held[name]);
  return what.length === 0 ? undefined : { why: "different", what };
}

/**
 * Reads the askers' records from one database and the holders' from another (or the same). In one database both are read at one
 * moment if `asker` and `holder` are the same client in a transaction that repeats its reads.
 */
export async function reconcileSides(
  asker: Db,
  holder: Db,
  { grace = 0, now = Date.now(), most = 1000, progress }: ReconcileOptions = {},
): Promise<Reconciled> {
  const differences: Disagreement[] = [];
  let [questions, answers, underWay] = [0, 0, 0];
  const asked = side<Asked>(asker, askedPage);
  const held = side<Common>(holder, heldPage);
  let left = await asked.next();
  let right = await held.next();
  while (!left.done || !right.done) {
    const [q, a] = [left.done ? undefined : left.value, right.done ? undefined : right.value];
    const question = q && (!a || q.hash <= a.hash) ? q : undefined;
    const answer = a && (!q || a.hash <= q.hash) ? a : undefined;
    const some = question ?? answer;
    if (question) {
      questions++;
      left = await asked.next();
    }
    if (answer) {
      answers++;
      right = await held.next();
    }
    if ((questions + answers) % page === 0) progress?.(questions);
    const wrong = differing(question, answer);
    if (!wrong || !some) continue;
    if (wrong.why === "no outcome recorded" && now - some.at < grace) underWay++;
    else if (differences.length < most)
      differences.push({
        hash: some.hash,
        ...wrong,
        ...(question ? { request: question.id } : {}),
        ...(answer ? { answer: answer.id } : {}),
        asker: some.asker,
        register: some.register,
        at: some.at,
      });
  }
  return { questions, answers, underWay, differences };
}

/** Both sides of this installation. */
export async function reconcile({ app }: { readonly app: Pick<Pool, "connect"> }, options: ReconcileOptions = {}): Promise<Reconciled> {
  const client = await app.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    return await reconcileSides(client, client, options);
  } finally {
    await client.query("rollback").catch(() => {});
    client.release();
  }
}

// A database that has been in use: thousands of cases with everything that belongs to them, copied by plain SQL from one that
// was carried through the API, so that plans are made as they would be there.
import { Client } from "pg";
import type { TestDatabase } from "../support/database.ts";

/** Tables that grow with use; a statement that reads one of them from end to end costs more every day. */
export const growing = [
  "casework.case",
  "casework.task",
  "casework.entry",
  "casework.data",
  "casework.evidence",
  "casework.document",
  "casework.text",
  "casework.alert",
  "casework.draft",
  "casework.upload",
  "keyring.case_key",
  "ledger.leaf",
  "ledger.head",
  "licence.instrument",
  "exchange.request",
  "exchange.answer",
  "exchange.outcome",
  "exchange.opening",
  "exchange.kept",
  "identity.party",
  "identity.session",
  "identity.token",
  "registry.likely",
  "registry.record",
  "office.working",
  "search.item",
  "search.reading",
  "insight.stage",
  "insight.done",
  "insight.sheet",
  "notices.inbox",
  "notices.mail",
  "messages.message",
  "messages.part",
  "messages.receiver",
  "messages.reading",
] as const;

/** Copies the only case many times; every third still runs. */
export async function grow(database: TestDatabase, cases: number): Promise<void> {
  const client = new Client({ connectionString: database.superuser });
  await client.connect();
  const columns = async (table: string, except: readonly string[]): Promise<string> => {
    const { rows } = await client.query<{ names: string }>(
      "select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all($2)",
      [table, except],
    );
    return rows[0]?.names ?? "";
  };
  try {
    await client.query(`create temporary table made as
      select gen_random_uuid() as new, c.id as old, n, n % 3 = 0 as runs from generate_series(1, ${cases}) n,
        (select id from casework.case where status = 'ended' order by opened_at limit 1) c`);
    const different = [
      "id",
      "number",
      "status",
      "opened_at",
      "ended_at",
      "due_at",
      "warn_at",
      "party_blind",
      "agent_blind",
      "fingerprint",
      "facts",
      "agency",
    ];
    const rest = await columns("casework.case", different);
    await client.query(`insert into casework.case (${different.join(", ")}, ${rest})
      select m.new, 'G' || m.n, case when m.runs then 'running' else 'ended' end, c.opened_at - m.n * interval '5 minutes', case when m.runs then null else c.ended_at end,
        c.opened_at + (m.n - ${cases} / 2) * interval '20 minutes', c.opened_at + (m.n - ${cases} / 2) * interval '20 minutes' - interval '5 days',
        sha256(('party' || m.n % 1000)::bytea), case when m.n % 4 = 0 then sha256(('agent' || m.n % 1000)::bytea) end, sha256(('matter' || m.n % 2000)::bytea), c.facts,
        case when m.n % 5 = 0 then c.agency else 'agency' || m.n % 40 end, ${rest
          .split(", ")
          .map((name) => `c.${name}`)
          .join(", ")}
      from made m join casework.case c on c.id = m.old`);
    const task = await columns("casework.task", ["case_id", "status", "post", "due_at", "late_at"]);
    await client.query(`insert into casework.task (case_id, status, post, due_at, late_at, ${task})
      select m.new, case when m.runs and t.no > 2 then 'open' else 'done' end, case when m.n % 5 = 0 then t.post else 'agency' || m.n % 40 || '/post' end,
        timestamptz '2026-09-01' + m.n * interval '10 minutes', timestamptz '2027-09-01', ${task
          .split(", ")
          .map((name) => `t.${name}`)
          .join(", ")}
      from made m join casework.task t on t.case_id = m.old`);
    for (const table of ["casework.entry", "casework.data", "casework.evidence", "casework.document", "keyring.case_key"]) {
      const names = await columns(table, ["case_id"]);
      await client.query(
        `insert into ${table} (case_id, ${names}) select m.new, ${names} from made m join ${table} t on t.case_id = m.old`,
      );
    }
    await client.query(
      "insert into ledger.leaf select (select max(idx) + 1 from ledger.leaf) + row_number() over (), new, 900000 + n, sha256(new::text::bytea), now() from made",
    );
    await client.query(
      "insert into ledger.head select origin, size - 100000 + n, root, checkpoint, at from made, (select * from ledger.head order by size desc limit 1) h",
    );
    await client.query(
      "insert into registry.likely select 'population', '\\x00' || sha256(new::text::bytea), '\\x01' || sha256(old::text::bytea), 'rule' || n, n / 10000.0 from made",
    );
    await client.query("insert into casework.alert select new, '', 'warn', now() - interval '1 year', now() from made");
    for (const table of ["exchange.request", "exchange.answer"]) {
      const hash = table === "exchange.request" ? "hash" : "request_hash";
      const names = await columns(table, ["id", hash, "subjects", "case_id"]);
      await client.query(`insert into ${table} (id, ${hash}, subjects, case_id, ${names})
        select new, sha256(new::text::bytea), array[sha256(('subject' || n % 1000)::bytea)], new, ${names} from made, (select * from ${table} limit 1) t`);
    }
    await client.query("insert into exchange.outcome select new, now(), 'none', null, null from made");
    const kept = await columns("exchange.kept", ["request", "party", "until"]);
    await client.query(
      `insert into exchange.kept (request, party, until, ${kept}) select new, sha256(new::text::bytea), now() + interval '1 year', ${kept} from made, (select * from exchange.kept limit 1) t`,
    );
    await client.query(
      `insert into exchange.opening select new, 'officer' || n % 100, 'a/b', 'reading', now() - n * interval '1 hour', 'a', '{}', array[sha256(('subject' || n % 1000)::bytea)], now() from made`,
    );
    const draft = await columns("casework.draft", ["id", "account"]);
    await client.query(
      `insert into casework.draft (id, account, ${draft}) select new, 'party:' || n % 1000, ${draft} from made, (select * from casework.draft limit 1) d`,
    );
    const upload = await columns("casework.upload", ["id", "account"]);
    await client.query(
      `insert into casework.upload (id, account, ${upload}) select new, 'party:' || n % 1000, ${upload} from made, (select * from casework.upload limit 1) u`,
    );
    const party = await columns("identity.party", ["id", "identifier_blind", "phone_blind"]);
    await client.query(
      `insert into identity.party (id, identifier_blind, phone_blind, ${party}) select new, sha256(new::text::bytea), sha256(('phone' || n)::bytea), ${party} from made, (select * from identity.party limit 1) p`,
    );
    const token = await columns("identity.token", ["id", "hash"]);
    await client.query(
      `insert into identity.token (id, hash, ${token}) select new, sha256(new::text::bytea), ${token} from made, (select * from identity.token limit 1) t`,
    );
    const session = await columns("identity.session", ["hash"]);
    await client.query(
      `insert into identity.session (hash, ${session}) select sha256(new::text::bytea), ${session} from made, (select * from identity.session limit 1) s`,
    );
    const instrument = await columns("licence.instrument", ["id", "case_id", "identifier", "holder_blind", "status_index"]);
    await client.query("set session_replication_role = replica");
    await client.query(`insert into licence.instrument (id, case_id, identifier, holder_blind, status_index, ${instrument})
      select new, new, 'I' || n, sha256(('holder' || n % 1000)::bytea), 1000000 + n, ${instrument} from made, (select * from licence.instrument limit 1) i`);
    await client.query(
      `insert into search.item (id, case_id, at, day, grams)
       select new, new, now() - n * interval '1 hour', 20000 - n / 24, array(select hashtext(new::text || k) from generate_series(1, 30) k) from made`,
    );
    await client.query("insert into search.reading select new, 1, sha256(new::text::bytea) from made");
    const text = await columns("casework.text", ["case_id"]);
    await client.query(
      `insert into casework.text (case_id, ${text}) select new, ${text} from made, (select * from casework.text limit 1) t`,
    );
    await client.query(
      "insert into office.working (case_id, name, officer, base, begun_at, seen_at) select new, 'text', 'officer' || n % 100, 0, now(), now() - n * interval '1 minute' from made",
    );
    const then = "now() - n * interval '1 hour'";
    const month = `date_trunc('month', ${then})::date`;
    await client.query(
      `insert into insight.stage select new, 0, 'pack' || n % 5, 'agency' || n % 50, 'stage', ${then}, ${then}, ${month}, n % 100 from made`,
    );
    await client.query(
      `insert into insight.done select new, 1, 'agency' || n % 50 || '/post', 'officer' || n % 100, 'pack', ${then}, ${month}, n % 9 = 0 from made`,
    );
    await client.query(`insert into insight.sheet select new, 1, 'pack' || n % 5, 'agency' || n % 50, ${then}, ${month}, 2 from made`);
    await client.query(
      `insert into notices.inbox (id, receiver, kind, case_id, at, read_at, text, href, once)
       select new, 'officer:officer' || n % 100, 'task', new, ${then}, case when n % 3 > 0 then ${then} end, '{"zh": "x", "en": "x"}', '/workbench', new::text from made`,
    );
    await client.query(
      `insert into notices.mail (id, receiver, what, notice, made_at, state, next_at, ended_at)
       select new, 'officer:officer' || n % 100, 'notice', new, ${then}, 'sent', ${then}, ${then} from made`,
    );
    await client.query(
      `insert into messages.message select new, new, 1000, new, 'officer' || n % 100, 'agency' || n % 50 || '/post', ${then} from made`,
    );
    for (const [table, rest] of [
      ["receiver", ""],
      ["part", `, new, ${then}`],
    ])
      await client.query(`insert into messages.${table} select new, 'post:agency' || n % 50 || '/post'${rest} from made`);
    await client.query(`insert into messages.reading select new, 'officer' || n % 100, ${then}, 1001 from made`);
    await client.query("analyze");
  } finally {
    await client.end();
  }
}

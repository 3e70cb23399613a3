// Whether everything that the installation needs is at work, in words for its administrators.
import type { Pool } from "pg";
import type { Text } from "../platform/i18n/index.ts";

export interface Health {
  readonly name: Text;
  readonly ok: boolean;
  readonly detail: Text;
}

/** An entry should be in the log within a second; this is when something is wrong. */
const slowLog = 30;

/** Looks once at each part. A part that cannot be asked is not well. */
export async function health({ app, jobs }: { readonly app: Pool; readonly jobs: Pool }): Promise<readonly Health[]> {
  return Promise.all([database(app), queue(jobs), log(app)]);
}

async function look(name: Text, ask: () => Promise<Omit<Health, "name">>): Promise<Health> {
  try {
    return { name, ...(await ask()) };
  } catch {
    return { name, ok: false, detail: { zh: "没有应答", en: "It does not answer" } };
  }
}

const database = (app: Pool) =>
  look({ zh: "数据库", en: "Database" }, async () => {
    const { rows } = await app.query<{ version: string; size: string }>(
      "select current_setting('server_version') version, pg_size_pretty(pg_database_size(current_database())) size",
    );
    const { version = "", size = "" } = rows[0] ?? {};
    return { ok: true, detail: { zh: `PostgreSQL ${version}，数据 ${size}`, en: `PostgreSQL ${version}, ${size} of data` } };
  });

const queue = (jobs: Pool) =>
  look({ zh: "后台任务", en: "Background work" }, async () => {
    const { rows } = await jobs.query<{ waiting: number; failed: number }>(
      `select count(*) filter (where attempts < max_attempts and run_at <= now())::int waiting, count(*) filter (where attempts >= max_attempts)::int failed
       from graphile_worker._private_jobs`,
    );
    const { waiting = 0, failed = 0 } = rows[0] ?? {};
    return { ok: failed === 0, detail: { zh: `待办 ${waiting} 个，失败 ${failed} 个`, en: `${waiting} waiting, ${failed} failed` } };
  });

const log = (app: Pool) =>
  look({ zh: "存证账本", en: "The log" }, async () => {
    const { rows } = await app.query<{ pending: number; age: number; size: number }>(
      `select count(*)::int pending, coalesce(extract(epoch from now() - min(at)), 0)::float8 age,
         coalesce((select max(size) from ledger.head), 0)::float8 size from ledger.pending`,
    );
    const { pending = 0, age = 0, size = 0 } = rows[0] ?? {};
    const seconds = Math.round(age);
    return {
      ok: age < slowLog,
      detail: {
        zh: `已入账 ${size} 条，待入账 ${pending} 条，最早的已等 ${seconds} 秒`,
        en: `${size} entries in, ${pending} waiting, the oldest for ${seconds} seconds`,
      },
    };
  });

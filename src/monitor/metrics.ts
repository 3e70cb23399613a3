// What the process and the installation are doing, for Prometheus: numbers by route pattern, never by address or person.
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Pool } from "pg";
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { HttpEnv } from "../platform/http/index.ts";

export interface Metrics {
  /** Counts and times every answer. */
  readonly watch: MiddlewareHandler<HttpEnv>;
  /** The figures of this process, as `elsewhere` takes them. */
  measure(): Promise<unknown>;
  /** The exposition in Prometheus's text format, of all processes that answer for the address. */
  expose(): Promise<{ readonly type: string; readonly text: string }>;
}

type Figures = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

export interface MetricsOptions {
  /** The pools of this process. */
  readonly app: Pool;
  readonly jobs: Pool;
  /** The figures of the other processes that answer for the same address (default: there are none). */
  readonly elsewhere?: () => Promise<readonly unknown[]>;
}

/** Metrics of this process, and with `elsewhere` of its siblings: counters and times are added up; so are waiting requests; what is looked up in the database is one number for all. */
export function createMetrics({ app, jobs, elsewhere = async () => [] }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "errand_" });
  const seconds = new Histogram({
    name: "errand_http_request_duration_seconds",
    help: "How long answers took, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [registry],
  });
  const faults = new Counter({ name: "errand_http_faults_total", help: "Answers of 500 and above.", registers: [registry] });
  const gauge = (name: string, help: string, read: () => Promise<number> | number, aggregator: "max" | "sum" = "max"): Gauge =>
    new Gauge({
      name,
      help,
      aggregator,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  gauge("errand_processes", "Processes that answer for this address.", () => 1, "sum");
  gauge("errand_database_connections_waiting", "Requests that wait for a database connection.", () => app.waitingCount, "sum");
  gauge("errand_ledger_pending", "Entries that are not in the log yet.", () => count(app, "select count(*)::int n from ledger.pending"));
  gauge("errand_ledger_pending_age_seconds", "Age of the oldest entry that is not in the log yet.", () =>
    count(app, "select coalesce(extract(epoch from now() - min(at)), 0)::float8 n from ledger.pending"),
  );
  new Gauge({
    name: "errand_log_behind",
    help: "Entries of the log that a follower has not come to yet.",
    labelNames: ["follower"],
    aggregator: "max",
    registers: [registry],
    async collect() {
      const { rows } = await app.query<{ name: string; n: number }>(
        "select name, ((select coalesce(max(idx) + 1, 0) from ledger.leaf) - idx)::float8 n from ledger.feed",
      );
      for (const { name, n } of rows) this.set({ follower: name }, n);
    },
  });
  gauge("errand_jobs_waiting", "Jobs that are due.", () =>
    count(jobs, "select count(*)::int n from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts"),
  );
  gauge("errand_jobs_failed", "Jobs that will not be tried again.", () =>
    count(jobs, "select count(*)::int n from graphile_worker._private_jobs where attempts >= max_attempts"),
  );
  return {
    watch: async (c, next) => {
      const begun = performance.now();
      await next();
      const status = c.res.status;
      seconds.observe({ method: c.req.method, route: routePath(c, -1), status: String(status) }, (performance.now() - begun) / 1000);
      if (status >= 500) faults.inc();
    },
    measure: () => registry.getMetricsAsJSON(),
    expose: async () => {
      const others = await elsewhere();
      if (others.length === 0) return { type: registry.contentType, text: await registry.metrics() };
      const all = AggregatorRegistry.aggregate([await registry.getMetricsAsJSON(), ...(others as Figures[])]);
      return { type: all.contentType, text: await all.metrics() };
    },
  };
}

async function count(pool: Pool, statement: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(statement);
  return rows[0]?.n ?? 0;
}

// The workbench on the sample city, with applications to work on.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Hono } from "hono";
import { openPool } from "../../src/platform/database/index.ts";
import { type HttpEnv, layFloor } from "../../src/platform/http/index.ts";
import { root } from "../../src/config.ts";
import { anonymous, bearerOf } from "../../src/identity/index.ts";
import { loadLaw } from "../../src/law/index.ts";
import { createWorkbench, type Health } from "../../src/workbench/index.ts";
import { after } from "node:test";
import { startTestApp, type TestApp, type TestAppOptions } from "./app.ts";
import { sampleRows } from "./city.ts";

export interface TestWorkbench {
  readonly app: TestApp;
  /** The pages, called without a network; `as` is who asks. */
  request(path: string, init?: RequestInit & { readonly as?: string }): Promise<Response>;
  /** Sends a form as the browser would. */
  send(path: string, as: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Response>;
  /** Submits an application; `more` changes its answers and its evidence. */
  submit(more?: { readonly data?: Record<string, unknown>; readonly evidence?: readonly object[] }): Promise<{ readonly id: string; readonly number: string }>;
  /** Sets what the health page is told. */
  health: Health[];
  readonly errors: unknown[];
}

export async function startTestWorkbench(options: TestAppOptions = {}): Promise<TestWorkbench> {
  const app = await startTestApp(options);
  const jobs = openPool(app.database.jobs, "workbench-test", 2);
  after(() => jobs.end());
  const web = new Hono<HttpEnv>();
  const errors: unknown[] = [];
  layFloor(web, { csrf: { key: app.desk.keys.derive("csrf").bytes }, trustProxy: false, log: (error) => void errors.push(error) });
  const bench: TestWorkbench = {
    app,
    errors,
    health: [{ name: { zh: "数据库", en: "Database" }, ok: true, detail: { zh: "可以连接", en: "It answers" } }],
    request: async (path, { as, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (as !== undefined) headers.set("authorization", `Bearer ${await app.token(as)}`);
      return web.request(new Request(new URL(path, "http://127.0.0.1:8080"), { ...init, headers, redirect: "manual" }));
    },
    send: (path, as, fields = {}) => {
      const body = new URLSearchParams(Object.entries({ _once: randomUUID(), ...fields }).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
      return bench.request(path, { as, method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
    },
    submit: async (more = {}) => {
      const made = await app.request("/api/v1/cases", {
        as: "shen-ruolan",
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify({ ...application(), data: { ...application().data, ...more.data }, ...(more.evidence ? { evidence: more.evidence } : {}) }),
      });
      if (made.status !== 201) throw new Error(await made.text());
      return (await made.json()) as { id: string; number: string };
    },
  };
  const { laws } = loadLaw(join(root, "law"));
  web.route(
    "/",
    createWorkbench({
      desk: app.desk,
      jobs,
      laws,
      health: async () => bench.health,
      actorOf: async (c) => {
        const token = /^bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
        return (token !== undefined && (await bearerOf(app.desk.ground, token, app.desk.now()))) || anonymous;
      },
    }),
  );
  return bench;
}

const city = sampleRows();
const citizen = city.persons.find((one) => one.login === "shen-ruolan");
const company = city.organisations.find((one) => one.legal.id === citizen?.id);
const premises = city.registers.addresses?.find((row) => String(row.address).includes("明湖路88号1层"));
const manager = city.registers.certificates?.find((row) => row.conclusion === "fit" && String(row["valid-to"]) > "2026-12-31");

const application = () => ({
  service: "restaurant-opening",
  data: {
    premises: premises?.code,
    signboard: "若兰小馆",
    area: 320,
    seats: 110,
    dishes: ["hot", "cold"],
    fuel: "gas",
    outdoor: false,
    sewer: true,
    managerName: "林安",
    managerId: manager?.holder,
    phone: "13800138000",
  },
  evidence: [{ requirement: "gas-alarm", declared: true }],
  onBehalfOf: company?.id,
});

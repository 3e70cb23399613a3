// Cases for tests: submitted by citizens of the sample city and carried through the API, as their browsers and programs would.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { TestApp } from "../support/app.ts";
import { sampleRows } from "../support/city.ts";

/** A JSON answer, looked at field by field. */
export interface Json {
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks at is whatever the application answered
  [key: string]: any;
}

const city = sampleRows();
const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the sample city has no ${what}`);
  return value;
};
export const citizen = found(
  city.persons.find((one) => one.login === "shen-ruolan"),
  "shen-ruolan",
);
export const company = found(
  city.organisations.find((one) => one.legal.id === citizen.id),
  "company of shen-ruolan",
);
export const journalist = found(
  city.persons.find((one) => one.login === "luo-zhiyuan"),
  "luo-zhiyuan",
);
const addresses = city.registers.addresses ?? [];
const premises = found(
  addresses.find((row) => String(row.address).includes("明湖路88号1层")),
  "premises",
);
const manager = found(
  city.registers.certificates?.find((row) => row.conclusion === "fit" && String(row["valid-to"]) > "2026-12-31"),
  "certificate",
);

/** Answers that open a large restaurant: fire, food, street office, water look at it. */
export const restaurantData = (): Json => ({
  premises: premises.code,
  signboard: "若兰小馆",
  area: 320,
  seats: 110,
  dishes: ["hot", "cold"],
  fuel: "gas",
  outdoor: false,
  sewer: true,
  managerName: "林安",
  managerId: manager.holder,
  phone: "13800138000",
});

export const restaurant = (more: Json = {}): Json => ({
  service: "restaurant-opening",
  data: { ...restaurantData(), ...more },
  evidence: [{ requirement: "gas-alarm", declared: true }],
  onBehalfOf: company.id,
});

export const requestData = (): Json => ({
  what: "二〇二五年明湖路改造工程的批准文件",
  document: "云政发〔2025〕12号",
  form: "electronic",
  way: "online",
  help: "none",
  phone: "13800138001",
});

export const request = (more: Json = {}): Json => ({ service: "information-request", data: { ...requestData(), ...more } });

/** Milliseconds of a local time in the city, `2026-09-21T09:30`. */
export const instant = (local: string): number => Date.parse(`${local}:00+08:00`);

export interface Cases {
  post(as: string | undefined, path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(as: string | undefined, path: string, headers?: Record<string, string>): Promise<Response>;
  /** The answer's JSON, which must have this status. */
  json(answer: Response | Promise<Response>, status?: number): Promise<Json>;
  /** Submits; the new case. */
  open(as: string, submission: Json, key?: string): Promise<{ id: string; number: string }>;
  /** The case as its own applicant or an officer reads it. */
  read(as: string, id: string): Promise<Json>;
  /** Number of the live (or last) task of that key. */
  task(as: string, id: string, key: string, item?: string): Promise<number>;
  command(as: string | undefined, id: string, no: number, body: Json, headers?: Record<string, string>): Promise<Response>;
  /** Finishes a task by its key; fails unless it was done. */
  finish(as: string, id: string, key: string, outcome: string, more?: Json): Promise<Json>;
}

export function casesOn(app: TestApp): Cases {
  const get: Cases["get"] = (as, path, headers = {}) => app.request(path, { ...(as === undefined ? {} : { as }), headers });
  const post: Cases["post"] = (as, path, body, headers = {}) =>
    app.request(path, {
      ...(as === undefined ? {} : { as }),
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  const json: Cases["json"] = async (answer, status = 200) => {
    const given = await answer;
    const text = await given.text();
    assert.equal(given.status, status, text);
    return JSON.parse(text) as Json;
  };
  const read: Cases["read"] = (as, id) => json(get(as, `/api/v1/cases/${id}`));
  const task: Cases["task"] = async (as, id, key, item) => {
    const { tasks } = await read(as, id);
    const of = tasks.filter((one: Json) => one.key === key && (item === undefined || one.post.startsWith(`${item}/`)));
    const one = of.find(({ status }: Json) => status === "open" || status === "taken") ?? of.at(-1);
    assert.ok(one, `no task ${key}: ${JSON.stringify(tasks.map((other: Json) => other.key))}`);
    return one.no;
  };
  const command: Cases["command"] = (as, id, no, body, headers) => post(as, `/api/v1/tasks/${id}.${no}/commands`, body, headers);
  return {
    get,
    post,
    json,
    read,
    task,
    command,
    open: async (as, submission, key = randomUUID()) => {
      const { id, number } = await json(post(as, "/api/v1/cases", submission, { "idempotency-key": key }), 201);
      return { id, number };
    },
    finish: async (as, id, key, outcome, { item, ...more } = {}) =>
      json(command(as, id, await task(as, id, key, item), { type: "finish", outcome, ...more })),
  };
}

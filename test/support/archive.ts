// Files for tests of the archive: cases that ended, under a plan by which they are kept for ten years; and officers who come back years later.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { issueToken } from "../../src/identity/index.ts";
import { loadFilePlan } from "../../src/office/index.ts";
import { casesOn, request, restaurant } from "../hardening/cases.ts";
import type { TestApp } from "./app.ts";

/** From now on the requests of `endedCase` are kept for ten years. */
export async function tenYears(app: TestApp): Promise<void> {
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const title = { zh: "政府信息公开", en: "Disclosure of information" };
  await loadFilePlan(owner, {
    classes: [
      { id: "disclosure", code: "GK", title, falls: [{ pack: "information-request", retention: "10 years" }] },
      {
        id: "general",
        code: "QT",
        title: { zh: "其他", en: "Other matters" },
        falls: [{ pack: "restaurant-opening", retention: "10 years" }],
      },
    ],
    otherwise: "general",
  });
  await owner.end();
}

/** A request for information that its applicant withdrew: it has ended, with a letter that says so where the pack sends one. */
export async function endedCase(
  app: TestApp,
  more: Record<string, unknown> = {},
): Promise<{ readonly id: string; readonly number: string }> {
  const cases = casesOn(app);
  const { id, number } = await cases.open("luo-zhiyuan", request(more));
  await cases.json(cases.post("luo-zhiyuan", `/api/v1/cases/${id}/commands`, { type: "withdraw" }));
  await app.work();
  // Files are numbered in the order in which their cases ended.
  app.at(app.desk.now() + 60_000);
  return { id, number };
}

/** An application with an uploaded plan, withdrawn after it was accepted: its case holds files on the disk. */
export async function endedWithFiles(app: TestApp): Promise<{ readonly id: string; readonly number: string }> {
  const cases = casesOn(app);
  const pdf = new TextEncoder().encode(`%PDF-1.7\n% ${randomUUID()}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`);
  const sent = await cases.json(app.request("/api/v1/files?name=plan.pdf", { as: "shen-ruolan", method: "POST", body: pdf }), 201);
  const evidence = [
    { requirement: "gas-alarm", declared: true },
    { requirement: "layout", file: sent.id },
  ];
  const { id, number } = await cases.open("shen-ruolan", { ...restaurant(), evidence });
  await cases.finish("chen-yulan", id, "check", "complete");
  await app.work();
  await cases.json(cases.post("shen-ruolan", `/api/v1/cases/${id}/commands`, { type: "withdraw" }));
  await app.work();
  return { id, number };
}

/** A request by somebody whose token was issued at the application's present time. */
export async function requestNow(app: TestApp, as: string, path: string, init: RequestInit = {}): Promise<Response> {
  const issued = await issueToken(app.desk.ground, { as, days: 30 }, app.desk.now());
  if (!issued.ok) throw new Error(issued.text.en);
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${issued.token}`);
  return app.request(path, { ...init, headers });
}

/** The same with a form. */
export function sendNow(
  app: TestApp,
  as: string,
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
): Promise<Response> {
  const pairs = Object.entries({ _once: randomUUID(), ...fields }).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return requestNow(app, as, path, { method: "POST", body: String(new URLSearchParams(pairs)), headers });
}

// The workbench on the sample city, with applications to work on.
import { randomUUID } from "node:crypto";
import { startTestApp, type TestApp, type TestAppOptions } from "./app.ts";
import { sampleRows } from "./city.ts";

export interface TestWorkbench {
  readonly app: TestApp;
  /** The pages, called without a network; `as` is who asks. */
  request(path: string, init?: RequestInit & { readonly as?: string }): Promise<Response>;
  /** Sends a form as the browser would. */
  send(path: string, as: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Response>;
  /** Submits an application; `more` changes its answers and its evidence. */
  submit(more?: {
    readonly data?: Record<string, unknown>;
    readonly evidence?: readonly object[];
  }): Promise<{ readonly id: string; readonly number: string }>;
}

export async function startTestWorkbench(options: TestAppOptions = {}): Promise<TestWorkbench> {
  const app = await startTestApp(options);
  return {
    app,
    request: app.request,
    send: (path, as, fields = {}) => {
      const pairs = Object.entries({ _once: randomUUID(), ...fields }).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return app.request(path, { as, method: "POST", body: String(new URLSearchParams(pairs)), headers });
    },
    submit: async ({ data = {}, evidence } = {}) => {
      const whole = application();
      const made = await app.request("/api/v1/cases", {
        as: "shen-ruolan",
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify({ ...whole, data: { ...whole.data, ...data }, ...(evidence ? { evidence } : {}) }),
      });
      if (made.status !== 201) throw new Error(await made.text());
      return (await made.json()) as { id: string; number: string };
    },
  };
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

// The home page beside a static string of its size, served by the same server software.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { beside, type Figure } from "./figure.ts";
import type { Pressure } from "./pressure.ts";

const clients = 8;

export async function measureHome(url: string, pressure: Pressure, rounds: number, milliseconds: number): Promise<readonly Figure[]> {
  const page = await (await fetch(`${url}/zh/`, { headers: { "accept-encoding": "identity" } })).text();
  const app = new Hono();
  app.get("/", (c) => c.html(page));
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, (info) => resolve({ server, port: info.port }));
  });
  try {
    const run = (at: string, path: string, ms: number) =>
      pressure.run({ kind: "http", url: at, clients, requests: [{ method: "GET", path }], status: 200, milliseconds: ms });
    const floor = `http://127.0.0.1:${port}`;
    await run(url, "/zh/", 500);
    await run(floor, "/", 500);
    const pairs: [number, number][] = [];
    for (let round = 0; round < rounds; round++) {
      const bare = await run(floor, "/", milliseconds);
      const real = await run(url, "/zh/", milliseconds);
      pairs.push([real.rate, bare.rate]);
    }
    return [beside("home page", "pages/s", pairs, { least: 0.5 })];
  } finally {
    server.close();
  }
}

// The addresses under which CKAN's clients call: GET with parameters in the address, POST with a JSON object; no token.
import { createHash } from "node:crypto";
import { Hono } from "hono";
import { alreadyHas, bodyLimit, type Http, type HttpEnv } from "../../platform/http/index.ts";
import type { OpenDataGround } from "../ground.ts";
import { catalogueState } from "../store.ts";
import { actions, run } from "./actions.ts";
import { errorOf, invalid, Refused } from "./answer.ts";
import { type Given, givenIn } from "./given.ts";

/** To be mounted at `/api/3` and `/api`. */
export function createCkan(ground: OpenDataGround): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/", (c) => c.json({ version: 3 }, 200, { "access-control-allow-origin": "*" }));
  app.get("/action/:name", (c) => answer(c, ground, async () => givenIn(new URL(c.req.url).searchParams)));
  app.post("/action/:name", bodyLimit("json"), (c) => answer(c, ground, () => bodyOf(c)));
  return app;
}

/** What a body says; an empty one says nothing. */
async function bodyOf(c: Http): Promise<Given> {
  const text = await c.req.text();
  if (text.trim() === "") return {};
  const unreadable = invalid("body", "The body must be a JSON object");
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== "object" || given === null || Array.isArray(given)) throw unreadable;
    return given as Given;
  } catch {
    throw unreadable;
  }
}

async function answer(c: Http, ground: OpenDataGround, given: () => Promise<Given>): Promise<Response> {
  const name = c.req.param("name") ?? "";
  c.header("access-control-allow-origin", "*");
  c.header("vary", "Accept-Language");
  if (!Object.hasOwn(actions, name)) return c.json(`Bad request - Action name not known: ${name.slice(0, 100)}`, 400);
  const help = `${ground.publicUrl}/api/3/action/help_show?name=${name}`;
  try {
    const result = await run(ground, name, c.get("lang"), await given(), ground.now());
    const text = JSON.stringify({ help, success: true, result });
    const { modified } = await catalogueState(ground.pool);
    c.header("cache-control", "public, max-age=60");
    if (modified !== undefined) c.header("last-modified", new Date(modified).toUTCString());
    if (alreadyHas(c, createHash("sha256").update(text).digest("base64url").slice(0, 27)) && c.req.method !== "POST")
      return c.body(null, 304);
    return c.body(text, 200, { "content-type": "application/json;charset=utf-8" });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { status, error: said } = errorOf(error.refusal);
    c.header("cache-control", "no-store");
    return c.json({ help, success: false, error: said }, status);
  }
}

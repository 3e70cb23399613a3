// The portal on the sample city, called without a network, as a browser without scripts would.
import { Hono } from "hono";
import { checkFile } from "../../src/check-file.ts";
import { guestsOf } from "../../src/city/index.ts";
import { anonymous, bearerOf, sessionCookie, sessionOf } from "../../src/identity/index.ts";
import { type HttpEnv, layFloor, readCookie } from "../../src/platform/http/index.ts";
import { createPortal, portalJobs } from "../../src/portal/index.ts";
import { publicUrl, startTestApp, type TestApp, type TestAppOptions } from "./app.ts";
import { cityFolder } from "./city.ts";

export interface TestPortal {
  readonly app: TestApp;
  readonly web: Hono<HttpEnv>;
  /** Calls a page; `as` is who asks, by login. */
  request(path: string, init?: RequestInit & { readonly as?: string }): Promise<Response>;
  /** Sends a form as a browser would; `files` makes it multipart. */
  send(
    path: string,
    as: string | undefined,
    fields: Readonly<Record<string, string | readonly string[]>>,
    files?: Readonly<Record<string, File>>,
  ): Promise<Response>;
  /** What nobody expected. */
  readonly errors: unknown[];
}

export async function startTestPortal(options: TestAppOptions = {}): Promise<TestPortal> {
  const app = await startTestApp({ ...options, jobs: (desk) => [...portalJobs(desk), ...(options.jobs?.(desk) ?? [])] });
  const { desk } = app;
  const errors: unknown[] = [];
  const web = new Hono<HttpEnv>();
  layFloor(web, { csrf: { key: desk.keys.derive("csrf").bytes }, trustProxy: false, log: (error) => void errors.push(error) });
  web.route(
    "/",
    createPortal({
      desk,
      sample: true,
      guests: guestsOf(cityFolder),
      verify: (bytes) => checkFile(desk, bytes),
      clientAddress: () => "127.0.0.1",
      actorOf: async (c) => {
        const token = /^bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
        if (token !== undefined) return (await bearerOf(desk.ground, token, desk.now())) ?? anonymous;
        const cookie = readCookie(c, sessionCookie);
        return (cookie === undefined ? null : await sessionOf(desk.ground, cookie, desk.now()))?.actor ?? anonymous;
      },
    }),
  );
  const request: TestPortal["request"] = async (path, { as, ...init } = {}) => {
    const headers = new Headers({ accept: "text/html", ...Object.fromEntries(new Headers(init.headers)) });
    if (as !== undefined) headers.set("authorization", `Bearer ${await app.token(as)}`);
    return web.request(new Request(new URL(path, publicUrl), { ...init, headers }));
  };
  return {
    app,
    web,
    errors,
    request,
    send: (path, as, fields, files) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
      const body = files ? new FormData() : new URLSearchParams(pairs);
      if (files) {
        for (const [name, value] of pairs) body.append(name, value);
        for (const [name, file] of Object.entries(files)) (body as FormData).append(name, file);
      }
      return request(path, { method: "POST", body, ...(as === undefined ? {} : { as }) });
    },
  };
}

// The composition: the city and its packs, one desk, the middlewares in their order, then each face's routes; and what the
// process does in the background.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { Client, type Pool } from "pg";
import { createApi } from "./api/index.ts";
import { feedsOf, jobsOf, ticks, yielding } from "./background.ts";
import { type Desk, followLog, recallOf } from "./casework/index.ts";
import { checkFile, sealList, statusServer } from "./check-file.ts";
import { guestsOf, loadCity } from "./city/index.ts";
import { type AppTables, composeDesk, keysOf, Unfit } from "./compose.ts";
import { isLoopback, publishedKeys, root } from "./config.ts";
import { verifierKey } from "./engine/merkle/index.ts";
import { type Actor, anonymous, bearerOf, bearersOf, livingSessions, sessionCookie, sessionOf } from "./identity/index.ts";
import { loadLaw } from "./law/index.ts";
import { logRoutes, startIntegrator } from "./ledger/index.ts";
import { serveStatusList } from "./licence/index.ts";
import { createMetrics, health, type Metrics } from "./monitor/index.ts";
import { type Live, mailJobs, openLive } from "./notices/index.ts";
import { createOpenData } from "./opendata/index.ts";
import { databaseAway, type Notices, openNotices } from "./platform/database/index.ts";
import { type Http, type HttpEnv, keptPages, layFloor, readCookie, refuse, type Traffic } from "./platform/http/index.ts";
import { isoDate } from "./platform/i18n/index.ts";
import { createPortal } from "./portal/index.ts";
import { publishPacks } from "./publish-packs.ts";
import type { App, AppContext } from "./server.ts";
import { createWorkbench } from "./workbench/index.ts";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Composes the application. In an embedded database the city's folder and the packs are brought in first. */
export async function createApp(context: AppContext<AppTables> & { readonly now?: () => number }): Promise<App> {
  const { config, databases, log, traffic } = context;
  const keys = keysOf(config);
  if (context.ownerUrl && config.city) await bringIn(context.ownerUrl, config.city, keys, (context.now ?? Date.now)());
  const composed = await composeDesk(context, keys);
  if (composed.ground.sample && !isLoopback(config.host)) {
    throw new Unfit(
      `This data holds the sample city, whose passwords are public: it is not served on --host ${config.host}. Leave out --host.`,
    );
  }
  const notices = await openNotices(databases.appPool, { onError: (error) => log.fault("notices are not heard at the moment", error) });
  const desk: Desk = { ...composed, recall: recallOf(notices, composed.keys) };
  await writeTrust(desk, join(config.data, publishedKeys));
  const stopping = new AbortController();
  const running: Promise<unknown>[] = [];
  if (config.roles.includes("worker")) {
    const signer = await desk.logSigner();
    running.push(
      startIntegrator({
        pool: databases.jobsPool,
        signer,
        signal: stopping.signal,
        onError: (error) => log.fault("the log's integrator failed", error),
      }),
      followLog({
        pool: databases.appPool,
        notices,
        feeds: feedsOf(desk),
        signal: stopping.signal,
        calm: traffic.calm,
        onError: (error, feed) => log.fault(`following the log failed: ${feed}`, error),
      }),
    );
  }
  const live = openLive({
    pool: databases.appPool,
    notices,
    alive: (cookies) => livingSessions(desk.ground, cookies, desk.now()),
    onError: (error) => log.fault("news could not be looked up", error),
  });
  const metrics = createMetrics({ app: databases.appPool, jobs: databases.jobsPool, elsewhere: context.measuredElsewhere });
  const app = createWeb(desk, {
    metrics,
    jobs: databases.jobsPool,
    trustProxy: config.publicUrl !== undefined,
    city: config.city,
    notices,
    live,
    traffic,
    mail: config.mail !== undefined,
  });
  return {
    fetch: app.fetch as App["fetch"],
    jobs: [...jobsOf(desk), ...mailJobs(desk, config.mail)].map((job) => yielding(job, traffic)),
    ticks: ticks(desk, config.mail !== undefined),
    announcement: announcement(config.city),
    measure: metrics.measure,
    leave: () => live.close(),
    stop: async () => {
      stopping.abort();
      notices.close();
      await Promise.all(running);
    },
  };
}

export interface WebOptions {
  /** The queue's pool, for administration and metrics. */
  readonly jobs: Pool;
  /** The installation stands behind a proxy that says who calls. */
  readonly trustProxy: boolean;
  /** The sample city's folder, for the page that says who can sign in. */
  readonly city: string | undefined;
  /** What changed elsewhere; without them everything is looked up anew each time. */
  readonly notices?: Notices;
  /** Inboxes as they change; without it each face looks by itself. */
  readonly live?: Live;
  /** Counts what is under way (default: nobody counts). */
  readonly traffic?: Traffic;
  /** The figures of the process (default: of its own). */
  readonly metrics?: Metrics;
  /** There is a server that mail goes out by (default: none). */
  readonly mail?: boolean;
}

/** Pages that say the same to every stranger. */
const standing = /^\/(zh|en)\/(services(\/[a-z0-9-]+)?|help|accessibility)?$/;

/** Every page and route of the installation, on its desk. Exported for tests, which call it without a network. */
export function createWeb(
  desk: Desk,
  { jobs, trustProxy, city, notices, live, traffic, metrics = createMetrics({ app: desk.pool, jobs }), mail = false }: WebOptions,
): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { sample } = desk.ground;
  // Kept pages cost less than counting them: what Prometheus sees is what was made.
  app.use(keptPages({ paths: standing, except: (header) => sample && forwarded(header) }), metrics.watch);
  if (traffic) app.use(traffic.watch);
  layFloor(app, {
    csrf: { key: desk.keys.derive("csrf").bytes, origins: [new URL(desk.publicUrl).origin] },
    trustProxy,
    passes: databaseAway,
    log: (error, requestId) => desk.log.fault("request failed", error, { request: requestId }),
  });
  if (sample) app.use(refuseForwarded);
  app.get("/metrics", async (c) => {
    const { type, text } = await metrics.expose();
    return c.body(text, 200, { "content-type": type, "cache-control": "no-store" });
  });
  const actorOf = actors(desk, notices);
  // Read when somebody comes to sign in.
  let known: ReturnType<typeof guestsOf> | undefined;
  const guests = () => {
    if (known === undefined) known = city === undefined ? null : guestsOf(city);
    return known;
  };
  const verify = (bytes: Uint8Array) => checkFile(desk, bytes);
  app.route("/log", logRoutes(desk.pool) as never);
  app.get("/status/:list{[0-9]{1,9}}", async (c) => {
    const token = await serveStatusList(desk.licences, Number(c.req.param("list")), desk.now(), statusServer(desk));
    return token === undefined
      ? refuse(c, "notFound")
      : c.body(token, 200, { "content-type": "application/statuslist+jwt", "cache-control": "public, max-age=60" });
  });
  app.get("/status/seals/:organ{[a-z][a-z0-9-]*}/:list{[0-9]{1,6}}", async (c) => {
    const token = await sealList(desk, c.req.param("organ"), Number(c.req.param("list")));
    return token === undefined
      ? refuse(c, "notFound")
      : c.body(token, 200, { "content-type": "application/statuslist+jwt", "cache-control": "public, max-age=60" });
  });
  app.get("/trust", async (c) =>
    c.body(await desk.signing.published(), 200, { "content-type": "application/x-pem-file", "cache-control": "public, max-age=300" }),
  );
  app.route("/", createApi({ desk, actorOf, verify, version }));
  app.route("/", createOpenData(desk));
  // Before the portal, whose addresses begin with any language: /workbench is none.
  app.route(
    "/",
    createWorkbench({ desk, actorOf, jobs, laws: laws(), health: () => health({ app: desk.pool, jobs }), mail, ...(live ? { live } : {}) }),
  );
  app.route(
    "/",
    createPortal({
      desk,
      actorOf,
      verify,
      sample,
      mail,
      guests,
      clientAddress: addresses(trustProxy),
    }),
  );
  return app;
}

/** Where a request comes from: the connection's other end, or what the proxy in front says of it. */
const addresses =
  (trustProxy: boolean) =>
  (c: Http): string => {
    const forwarded = trustProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
    if (forwarded) return forwarded;
    const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
    return incoming?.socket?.remoteAddress ?? "";
  };

/** The laws that administration holds packs against. */
const laws = () => loadLaw(join(root, "law")).laws;

/** The sample city's passwords are public: it is not served to anybody behind a proxy. */
const refuseForwarded = async (c: Http, next: () => Promise<void>): Promise<Response | undefined> => {
  if (forwarded((name) => c.req.header(name))) return refuse(c, "proxied");
  await next();
  return undefined;
};

/** Some proxy says whom it speaks for. */
const forwarded = (header: (name: string) => string | undefined): boolean =>
  ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"].some((name) => header(name) !== undefined);

/** Who a request comes from: the bearer of its token, else its session, else nobody. Asked once for each request. */
function actors(desk: Desk, notices: Notices | undefined): (c: Http) => Promise<Actor> {
  const bearer = notices ? bearersOf(desk.ground, notices) : (token: string, now: number) => bearerOf(desk.ground, token, now);
  const known = new WeakMap<Request, Promise<Actor>>();
  const find = async (c: Http): Promise<Actor> => {
    const header = c.req.header("authorization");
    if (header !== undefined) {
      const token = /^bearer +(\S+)$/i.exec(header)?.[1];
      return (token !== undefined && (await bearer(token, desk.now()))) || anonymous;
    }
    const cookie = readCookie(c, sessionCookie);
    const session = cookie === undefined ? null : await sessionOf(desk.ground, cookie, desk.now());
    return session?.actor ?? anonymous;
  };
  return (c) => {
    const asked = known.get(c.req.raw) ?? find(c);
    known.set(c.req.raw, asked);
    return asked;
  };
}

/** The public keys beside the data, so that `errand verify` can check without the server. */
async function writeTrust(desk: Desk, file: string): Promise<void> {
  const signer = await desk.logSigner();
  const text = `${verifierKey(signer)}\n${await desk.signing.published()}`;
  writeFileSync(`${file}.${process.pid}`, text, { mode: 0o644 });
  renameSync(`${file}.${process.pid}`, file);
}

async function bringIn(ownerUrl: string, city: string, keys: ReturnType<typeof keysOf>, now: number): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl, application_name: "errand city" });
  await owner.connect();
  try {
    const loaded = await loadCity(owner, keys, city);
    if (!loaded.ok) throw new Unfit(loaded.problems.map(({ file, line, message }) => `${file}:${line}: ${message.en}`).join("\n"));
  } finally {
    await owner.end();
  }
  const packs = await publishPacks(ownerUrl, { packs: join(root, "packs"), city, law: join(root, "law") }, isoDate(now));
  if (packs.problems.length > 0) throw new Unfit(packs.problems.join("\n"));
}

function announcement(city: string | undefined): readonly string[] {
  const guests = city === undefined ? null : guestsOf(city);
  if (!guests) return [];
  const line = ({ login, name, story }: (typeof guests.citizens)[number]) => `  ${login.padEnd(22)} ${name} — ${story.en}`;
  return [
    "",
    `The sample city: everybody signs in with the password ${guests.password}`,
    "Citizens:",
    ...guests.citizens.map(line),
    "Officers:",
    ...guests.officers.map(line),
    "",
    "Stop with Ctrl-C.",
  ];
}

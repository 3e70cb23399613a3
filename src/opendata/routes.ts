// The addresses of open data that programs read: the catalogue, the services and each dataset as linked data, and the files.
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Context } from "hono";
import { Hono } from "hono";
import { alreadyHas, errorAnswer, type Http, type HttpEnv, refuse } from "../platform/http/index.ts";
import { localised } from "../platform/i18n/index.ts";
import { createCkan } from "./ckan/routes.ts";
import type { Dataset } from "./format.ts";
import { type OpenDataGround, placeOf } from "./ground.ts";
import { preferred } from "./negotiate.ts";
import { descriptorOf } from "./package/descriptor-of.ts";
import { serviceThings } from "./rdf/cpsv.ts";
import { catalogueThings, datasetThing, rdfTypes } from "./rdf/dcat.ts";
import type { Thing } from "./rdf/graph.ts";
import { jsonLd } from "./rdf/json-ld.ts";
import type { Place } from "./rdf/place.ts";
import { turtle } from "./rdf/turtle.ts";
import { catalogueState, datasetBy, datasetsAfter, readFile } from "./store.ts";
import { formats } from "./vocabulary.ts";
import { withdrawnBy } from "./withdrawn.ts";

type Kind = keyof typeof rdfTypes;
type Answer = Response | Promise<Response>;

const html = ["text/html", "application/xhtml+xml"];
const forms = { jsonld: [rdfTypes.jsonld, "application/json"], ttl: [rdfTypes.ttl], html };

/** Datasets on one page of the catalogue: by default, and at most. */
const usual = 100;
const most = 1000;

/** The routes, to be mounted at the root of the application before those that begin with any word. */
export function createOpenData(ground: OpenDataGround): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const placed =
    (answer: (c: Context<HttpEnv>, place: Place) => Answer) =>
    async (c: Context<HttpEnv>): Promise<Response> => {
      const place = await placeOf(ground);
      return place ? answer(c, place) : refuse(c, "notFound");
    };
  app.get("/catalogue", (c) => negotiated(c, "/catalogue", "/data"));
  app.get("/services", (c) => negotiated(c, "/services", "/services"));
  for (const kind of ["jsonld", "ttl"] as const) {
    app.get(
      `/catalogue.${kind}`,
      placed((c, place) => catalogue(c, ground, place, kind)),
    );
    app.get(
      `/services.${kind}`,
      placed(async (c, place) => send(c, kind, serviceThings(place, await ground.catalogue.services(), ground.article))),
    );
  }
  app.get(
    "/data/:name",
    placed(async (c, place) => {
      const [id = "", kind, ...more] = (c.req.param("name") ?? "").split(".");
      if (more.length > 0 || (kind !== undefined && !Object.hasOwn(rdfTypes, kind))) return refuse(c, "notFound");
      if (kind === undefined) return negotiated(c, `/data/${encodeURIComponent(id)}`, `/data/${encodeURIComponent(id)}`);
      const dataset = await datasetBy(ground.pool, id);
      return dataset ? send(c, kind as Kind, [datasetThing(place, dataset)], dataset.modified) : gone(c, ground, id);
    }),
  );
  app.get(
    "/data/:id/datapackage.json",
    placed(async (c, { base }) => {
      const id = c.req.param("id") ?? "";
      const dataset = await datasetBy(ground.pool, id);
      if (!dataset) return gone(c, ground, id);
      return body(c, `${JSON.stringify(descriptorOf(base, dataset), null, 1)}\n`, "application/json", dataset.modified);
    }),
  );
  app.get("/data/:id/files/:name", async (c) => {
    const dataset = await datasetBy(ground.pool, c.req.param("id"));
    return dataset ? file(c, ground, dataset, c.req.param("name")) : gone(c, ground, c.req.param("id"));
  });
  app.route("/api/3", createCkan(ground));
  app.route("/api", createCkan(ground));
  return app;
}

/** Sends a reader who accepts pages to the page, a program to the form that it prefers. */
function negotiated(c: Http, path: string, page: string): Answer {
  const { search } = new URL(c.req.url);
  const form = preferred(c.req.header("accept"), forms);
  c.header("vary", "Accept, Accept-Language");
  if (form === undefined) return notAcceptable(c);
  return c.redirect(form === "html" ? `${localised(c.get("lang"), page)}${search}` : `${path}.${form}${search}`, 303);
}

/** What was withdrawn is gone (RFC 9110 §15.5.11), and what never was is not found. */
async function gone(c: Http, { pool }: OpenDataGround, id: string): Promise<Response> {
  const withdrawn = await withdrawnBy(pool, id);
  if (!withdrawn) return refuse(c, "notFound");
  const day = new Date(withdrawn.modified).toISOString();
  const { zh, en } = withdrawn.why ?? { zh: "", en: "" };
  return errorAnswer(c, {
    status: 410,
    title: { zh: "这个数据集已经撤下", en: "This dataset was withdrawn" },
    detail: { zh: `撤下时间：${day}。${zh}`, en: `Withdrawn at ${day}. ${en}`.trim() },
  });
}

const notAcceptable = (c: Http): Answer =>
  errorAnswer(c, {
    status: 406,
    title: { zh: "没有您要的格式", en: "Not in that form" },
    detail: {
      zh: "这里有 JSON-LD（application/ld+json）、Turtle（text/turtle）和网页（text/html）。",
      en: "There is JSON-LD (application/ld+json), Turtle (text/turtle) and a page (text/html).",
    },
  });

function badQuery(c: Http, name: string, zh: string, en: string): Answer {
  return errorAnswer(c, { status: 400, title: { zh: `参数 ${name} 无效`, en: `The parameter ${name} is not valid` }, detail: { zh, en } });
}

async function catalogue(c: Http, { pool }: OpenDataGround, place: Place, kind: Kind): Promise<Response> {
  const { after, limit = String(usual), modified_since: since } = c.req.query();
  if (after !== undefined && !/^[a-z][a-z0-9-]{0,99}$/.test(after))
    return badQuery(c, "after", "应为上一页给出的数据集标识。", "It must be a dataset's id, as the page before gave it.");
  if (!/^[1-9]\d{0,3}$/.test(limit) || Number(limit) > most)
    return badQuery(c, "limit", `应为 1 到 ${most} 的整数。`, `It must be a whole number from 1 to ${most}.`);
  const from = since === undefined ? undefined : Date.parse(since);
  if (since !== undefined && (!/^\d{4}-\d{2}-\d{2}/.test(since) || Number.isNaN(from))) {
    return badQuery(c, "modified_since", "应为时间，例如 2026-09-21T09:30:00Z。", "It must be an instant such as 2026-09-21T09:30:00Z.");
  }
  const [{ total, modified }, rows] = await Promise.all([
    catalogueState(pool),
    datasetsAfter(pool, { after, since: from, limit: Number(limit) + 1 }),
  ]);
  const datasets = rows.slice(0, Number(limit));
  const address = (changed: string | undefined): string => {
    const query = new URLSearchParams({
      ...(changed === undefined ? {} : { after: changed }),
      limit,
      ...(since === undefined ? {} : { modified_since: since }),
    });
    return `${place.base}/catalogue.${kind}?${query}`;
  };
  const next = rows.length > datasets.length ? address(datasets.at(-1)?.id) : undefined;
  if (next !== undefined) c.header("link", `<${next}>; rel="next"`);
  return send(
    c,
    kind,
    catalogueThings(place, { datasets, total, modified, view: { self: address(after), first: address(undefined), next } }),
    modified,
  );
}

const send = (c: Http, kind: Kind, things: readonly Thing[], modified?: number): Response =>
  body(c, kind === "ttl" ? turtle(things) : jsonLd(things), `${rdfTypes[kind]}; charset=utf-8`, modified);

/** An answer that anyone may keep for a minute, and that is not sent again to whoever has it. */
function body(c: Http, text: string, type: string, modified?: number): Response {
  c.header("cache-control", "public, max-age=60");
  c.header("access-control-allow-origin", "*");
  if (modified !== undefined) c.header("last-modified", new Date(modified).toUTCString());
  if (alreadyHas(c, createHash("sha256").update(text).digest("base64url").slice(0, 27))) return c.body(null, 304);
  return c.body(text, 200, { "content-type": type });
}

/** A distribution's bytes as they were made. */
function file(c: Http, { pool }: OpenDataGround, dataset: Dataset, name: string): Answer {
  const found = dataset.distributions.find((one) => one.name === name);
  if (found?.file === undefined) return refuse(c, "notFound");
  c.header("cache-control", "public, max-age=300");
  c.header("access-control-allow-origin", "*");
  c.header("last-modified", new Date(dataset.modified).toUTCString());
  if (alreadyHas(c, found.sha256 ?? found.file)) return c.body(null, 304);
  const type = formats[found.format].mediaType;
  return c.body(Readable.toWeb(Readable.from(readFile(pool, found.file))) as ReadableStream<Uint8Array>, 200, {
    "content-type": /^text\/|json/.test(type) ? `${type}; charset=utf-8` : type,
    "content-disposition": `attachment; filename="${name}"`,
    ...(found.bytes === undefined ? {} : { "content-length": String(found.bytes) }),
  });
}

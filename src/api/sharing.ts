// Sharing between agencies, for their own programs: the catalogue of resources, and the agreements of one's agencies.
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import { type Answer, agreements } from "../exchange/index.ts";
import type { Actor } from "../identity/index.ts";
import {
  agenciesOf,
  askUnder,
  mayAskUnder,
  type Quality,
  type Resource,
  refreshSharing,
  resource,
  resources,
  type SharedAgreement,
  searchResources,
  seesAgency,
  seesAll,
  sharedAgreements,
} from "../sharing/index.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { text } from "./shapes.ts";

const sharing = z.enum(["unconditional", "conditional", "none"]);
const key = z.string().max(64);
const resourceLine = z.object({
  id: z.string(),
  title: text,
  owner: z.string(),
  sharing: z.array(sharing),
  update: text,
  /** When a record was recorded last (RFC 3339). */
  changed: z.string().optional(),
  records: z.number().int().optional(),
  href: z.string(),
});
const qualityShape = z.object({
  /** When it was measured (RFC 3339). */
  measured: z.string(),
  /** How much of the shared fields is filled, 0 to 1; absent where there is no record. */
  complete: z.number().optional(),
  /** Shared fields that are not always filled, 0 to 1. */
  gaps: z.record(z.string(), z.number()),
  /** The last record is older than the declared pace lets it be. */
  stale: z.boolean(),
});
const resourceShape = resourceLine.extend({
  steward: z.string(),
  retention: z.string(),
  /** The pace that it is held to: day, week, month, quarter, year; absent where it is brought up to date whenever something happens. */
  every: z.string().optional(),
  quality: qualityShape.optional(),
  withheld: z.object({ law: z.string(), why: text }).optional(),
  fields: z.array(
    z.object({ name: z.string(), title: text, type: z.string(), class: z.string(), classification: z.string(), sharing, key: z.boolean() }),
  ),
});
const agreementShape = z.object({
  id: z.string(),
  asker: z.string(),
  owner: z.string(),
  register: z.string(),
  posts: z.array(z.string()).optional(),
  fields: z.array(z.string()),
  /** The purposes, by service; absent: any. */
  services: z.array(z.string()).optional(),
  purpose: text,
  law: z.string().optional(),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  frequency: z.string(),
  retention: z.string(),
  status: z.enum(["active", "suspended", "revoked"]),
  used: z.number().int(),
  unread: z.array(z.string()),
  remarks: z.array(z.string()),
});

const words = z.string().trim().min(1).max(500);
const answerShape = z.object({
  state: z.enum(["found", "none", "refused", "down", "late"]),
  /** When it was answered (RFC 3339). */
  at: z.string(),
  /** The record that it left. */
  request: z.string().optional(),
  records: z.array(z.record(z.string(), z.union([z.string(), z.number()]))).optional(),
  /** What stood in the way, by name. */
  reason: z.string().optional(),
  text: text.optional(),
});
const answerFrom = (answer: Answer): z.infer<typeof answerShape> => ({
  state: answer.state === "unavailable" ? answer.why : answer.state,
  at: new Date(answer.at).toISOString(),
  ...(answer.request === undefined ? {} : { request: answer.request }),
  ...(answer.state === "found" ? { records: answer.records.map((one) => ({ ...one })) } : {}),
  ...(answer.state === "unavailable" ? { text: answer.text, ...(answer.reason === undefined ? {} : { reason: answer.reason }) } : {}),
});

const staffOnly = {
  ok: false as const,
  status: 403 as const,
  code: "forbidden",
  title: { zh: "只供工作人员使用", en: "For staff only" },
};
const officer = (actor: Actor): Extract<Actor, { kind: "officer" }> => {
  if (actor.kind !== "officer") throw new Refuse(staffOnly);
  return actor;
};

const lineOf = ({ id, title, owner, sharing: kinds, update, quality }: Resource): z.infer<typeof resourceLine> => ({
  id,
  title,
  owner,
  sharing: [...kinds],
  update,
  ...(quality?.last === undefined ? {} : { changed: new Date(quality.last).toISOString() }),
  ...(quality ? { records: quality.rows } : {}),
  href: `/api/v1/resources/${id}`,
});

const qualityFrom = ({ measured, complete, gaps, stale }: Quality): z.infer<typeof qualityShape> => ({
  measured: new Date(measured).toISOString(),
  ...(complete === undefined ? {} : { complete }),
  gaps,
  stale,
});

const agreementOf = ({ agreement, register, used, unread, remarks }: SharedAgreement): z.infer<typeof agreementShape> => ({
  id: agreement.id,
  asker: agreement.asker,
  owner: register.owner,
  register: register.id,
  ...(agreement.posts ? { posts: [...agreement.posts] } : {}),
  fields: [...agreement.fields],
  ...(agreement.services === "any" ? {} : { services: [...agreement.services] }),
  purpose: agreement.purpose,
  ...(agreement.law === undefined ? {} : { law: agreement.law }),
  from: agreement.from,
  ...(agreement.to === undefined ? {} : { to: agreement.to }),
  frequency: agreement.frequency,
  retention: agreement.retention,
  status: agreement.status,
  used,
  unread: [...unread],
  remarks: [...remarks],
});

export function sharingRoutes(desk: Desk): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/resources",
      id: "listResources",
      summary: "What agencies could share, found by words, owner or sharing kind",
      tag: "sharing",
      access: "cases:read",
      query: z.object({ q: z.string().max(200).optional(), owner: key.optional(), sharing: sharing.optional() }),
      answers: {
        200: { description: "The resources, those whose titles fit first", schema: z.object({ resources: z.array(resourceLine) }) },
      },
      handle: async ({ actor, query }) => {
        officer(actor);
        await refreshSharing(desk);
        const directory = await desk.organisation.current();
        const search = { words: query.q ?? "", owner: query.owner, sharing: query.sharing };
        const found = searchResources(await resources(desk), search, (id) => directory?.agency(id)?.title);
        return { status: 200, body: { resources: found.map(lineOf) } };
      },
    }),
    route({
      method: "get",
      path: "/resources/{id}",
      id: "readResource",
      summary: "One resource: its fields, and on which condition each is shared",
      tag: "sharing",
      access: "cases:read",
      params: z.object({ id: key }),
      answers: { 200: { description: "The resource", schema: resourceShape } },
      handle: async ({ actor, params }) => {
        officer(actor);
        const found = await resource(desk, params.id);
        if (!found) return { status: 404 };
        const { steward, retention, every, quality, withheld, fields } = found;
        return {
          status: 200,
          body: {
            ...lineOf(found),
            steward,
            retention,
            ...(every === undefined ? {} : { every }),
            ...(quality ? { quality: qualityFrom(quality) } : {}),
            ...(withheld ? { withheld } : {}),
            fields,
          },
        };
      },
    }),
    route({
      method: "get",
      path: "/agreements",
      id: "listAgreements",
      summary: "What one's agencies may ask for, and what they give",
      tag: "sharing",
      access: "cases:read",
      query: z.object({ agency: key.optional() }),
      answers: { 200: { description: "The agreements", schema: z.object({ agreements: z.array(agreementShape) }) } },
      handle: async ({ actor, query }) => {
        const who = officer(actor);
        if (query.agency !== undefined && !seesAgency(who, query.agency)) throw new Refuse(staffOnly);
        await refreshSharing(desk);
        const of = query.agency === undefined ? (seesAll(who) ? [undefined] : agenciesOf(who)) : [query.agency];
        const found = (await Promise.all(of.map((agency) => sharedAgreements(desk, agency)))).flat();
        return { status: 200, body: { agreements: [...new Map(found.map((one) => [one.agreement.id, agreementOf(one)])).values()] } };
      },
    }),
    route({
      method: "post",
      path: "/agreements/{id}/questions",
      id: "askUnderAgreement",
      summary: "Ask another agency under an agreement: recorded on both sides, and the purpose is shown to the person concerned",
      tag: "sharing",
      access: "tasks",
      params: z.object({ id: z.string().max(64) }),
      body: z.strictObject({
        /** What the record is looked up by; any key of the register if absent. */
        by: key.optional(),
        key: z.string().trim().min(1).max(200),
        /** Only these are answered. */
        fields: z.array(key).min(1).max(100),
        /** The purpose, by service. */
        service: key,
        /** What for: the person concerned reads these words. */
        purpose: z.strictObject({ zh: words, en: words }),
        /** The officer's post at the agency that asks, without the agency. */
        post: key.optional(),
      }),
      answers: { 200: { description: "What came of it; a refusal says by name what stood in the way", schema: answerShape } },
      problems: [404],
      handle: async ({ actor, params, body }) => {
        const who = officer(actor);
        const [agreement] = await agreements(desk.pool, { id: params.id });
        if (!agreement) return { status: 404 };
        if (!mayAskUnder(who, agreement)) throw new Refuse(staffOnly);
        return { status: 200, body: answerFrom(await askUnder(desk, who, agreement, body)) };
      },
    }),
  ];
}

// Once only, for programs: who looked at one's data, one's consents and their end, and contacts that officers had.
import { z } from "zod";
import { caseView, contactsOf, type Desk, recordContact } from "../casework/index.ts";
import { fieldsTold } from "../exchange/index.ts";
import { type Actor, type Party, partiesById } from "../identity/index.ts";
import { registers } from "../registry/index.ts";
import { newCommandId } from "./command-id.ts";
import { type Paging, paging } from "./paging.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { text } from "./shapes.ts";

const instant = z.iso.datetime({ offset: true });
const key = z.string().max(100);
const access = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(["asked", "reused", "opened", "read", "exported"]),
  /** The agency that looked. */
  agency: z.string(),
  holder: z.string().optional(),
  register: z.string().optional(),
  fields: z.array(z.string()),
  purpose: text,
  law: z.string().optional(),
  consent: z.string().optional(),
  post: z.string().optional(),
  told: z.boolean(),
  /** The record is somebody else's and names this one. */
  named: z.boolean(),
  /** Could be told of only from then on. */
  heldBack: z.object({ until: z.string(), law: z.string() }).optional(),
});
const consent = z.object({
  id: z.string(),
  asker: z.string(),
  service: z.string(),
  requirement: z.string(),
  register: z.string(),
  fields: z.array(z.string()),
  purpose: text,
  given: z.string(),
  until: z.string(),
  revoked: z.string().optional(),
  /** The record is what was signed. */
  genuine: z.boolean(),
});
const about = z.object({
  /** Party id of an organisation that you act for; you yourself where absent. */
  about: z.string().max(64).optional(),
});
const consentId = z.object({ id: z.uuid() });

const forbidden = { ok: false as const, status: 403 as const, code: "forbidden" };
const partiesOnly = { ...forbidden, title: { zh: "只有当事人能看自己的信息", en: "This is for the persons concerned" } };
const staffOnly = { ...forbidden, title: { zh: "只供工作人员使用", en: "For staff only" } };
const reused = {
  ok: false as const,
  status: 409 as const,
  code: "key-reused",
  title: { zh: "这个 Idempotency-Key 已经登记过另一次来访来电", en: "This Idempotency-Key has recorded another contact" },
};
const unknown = { ok: false as const, status: 404 as const, code: "not-found", title: { zh: "没有这一项", en: "There is no such thing" } };

const iso = (at: number): string => new Date(at).toISOString();

/** Whom the caller asks about: itself, or an organisation that it acts for today. */
async function subjectOf(desk: Desk, actor: Actor, asked: string | undefined): Promise<{ readonly giver: string; readonly party: Party }> {
  if (actor.kind !== "party") throw new Refuse(partiesOnly);
  const id = asked ?? actor.id;
  const party = id === actor.id || actor.actsFor.includes(id) ? (await partiesById(desk.ground, [id])).get(id) : undefined;
  if (!party) throw new Refuse(unknown);
  return { giver: actor.id, party };
}

export function onceRoutes(desk: Desk, pages: Paging): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/accesses",
      id: "listAccesses",
      summary: "Who looked at your data, latest first",
      tag: "cases",
      access: "cases:read",
      query: paging.extend({
        ...about.shape,
        kind: access.shape.kind.optional(),
        agency: key.optional(),
        register: key.optional(),
        from: instant.optional(),
        to: instant.optional(),
      }),
      answers: {
        200: { description: "A page of looks", schema: z.object({ accesses: z.array(access) }), headers: { Link: "The next page" } },
      },
      problems: [404],
      handle: async ({ actor, query, url }) => {
        const { party, giver } = await subjectOf(desk, actor, query.about);
        const { limit = 50, after, from, to, kind, agency, register } = query;
        const scope = `accesses:${giver}:${party.id}`;
        const place = pages.read(scope, after, z.tuple([z.number(), z.string()]));
        const rows = await desk.exchange.accessesOf(party.identifier, {
          most: limit + 1,
          ...(place ? { before: { at: place[0], id: place[1] } } : {}),
          ...(kind === undefined ? {} : { kind }),
          ...(agency === undefined ? {} : { agency }),
          ...(register === undefined ? {} : { register }),
          ...(from === undefined ? {} : { from: Date.parse(from) }),
          ...(to === undefined ? {} : { to: Date.parse(to) }),
        });
        const known = new Map((await registers({ app: desk.pool })).map((one) => [one.id, one]));
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        // Cases and drafts are left out: they may be somebody else's.
        const accesses = shown.map(({ case: _, draft: __, shownAt: ___, at, heldBack, ...one }) => ({
          ...one,
          at: iso(at),
          fields: [...fieldsTold(one, known.get(one.register ?? ""))],
          ...(heldBack ? { heldBack: { until: iso(heldBack.until), law: heldBack.law } } : {}),
        }));
        return {
          status: 200,
          body: { accesses },
          headers: rows.length > limit && last ? pages.next(url, scope, [last.shownAt, last.id]) : {},
        };
      },
    }),
    route({
      method: "get",
      path: "/consents",
      id: "listConsents",
      summary: "What you let be asked about you, latest first",
      tag: "cases",
      access: "cases:read",
      query: paging.extend(about.shape),
      answers: {
        200: { description: "A page of consents", schema: z.object({ consents: z.array(consent) }), headers: { Link: "The next page" } },
      },
      problems: [404],
      handle: async ({ actor, query, url }) => {
        const { party, giver } = await subjectOf(desk, actor, query.about);
        const { limit = 50, after } = query;
        const scope = `consents:${giver}:${party.id}`;
        const place = pages.read(scope, after, z.tuple([z.number(), z.string()]));
        const page = { most: limit + 1, ...(place ? { before: { given: place[0], id: place[1] } } : {}) };
        const rows = await desk.exchange.consents.of(party.id, page);
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        const consents = shown.map(({ about: _, fields, given, until, revoked, ...one }) => ({
          ...one,
          fields: [...fields],
          given: iso(given),
          until: iso(until),
          ...(revoked === undefined ? {} : { revoked: iso(revoked) }),
        }));
        return {
          status: 200,
          body: { consents },
          headers: rows.length > limit && last ? pages.next(url, scope, [last.given, last.id]) : {},
        };
      },
    }),
    route({
      method: "post",
      path: "/consents/{id}/revoke",
      id: "revokeConsent",
      summary: "Revoke a consent: nothing more is asked under it, and what was kept under it is deleted",
      tag: "cases",
      access: "cases:write",
      params: consentId,
      query: about,
      answers: { 200: { description: "Revoked, now or before", schema: z.object({ id: z.string() }) } },
      problems: [404],
      handle: async ({ actor, params, query }) => {
        const who = await subjectOf(desk, actor, query.about);
        if (!(await desk.exchange.consents.revoke(who, params.id))) throw new Refuse(unknown);
        return { status: 200, body: { id: params.id } };
      },
    }),
    route({
      method: "post",
      path: "/cases/{id}/contacts",
      id: "recordContact",
      summary: "Record a visit, a call or a letter about a case",
      tag: "cases",
      access: "cases:write",
      idempotent: true,
      params: consentId,
      body: z.strictObject({ kind: z.enum(["visit", "call", "letter"]) }),
      answers: { 201: { description: "Recorded", schema: z.object({ id: z.string() }) } },
      problems: [404],
      handle: async ({ actor, params, body, key: once }) => {
        if (actor.kind !== "officer") throw new Refuse(staffOnly);
        const view = await caseView(desk, actor, params.id);
        if ("ok" in view) throw new Refuse(view);
        const { id } = view.heading;
        const recorded = await recordContact(desk, actor, {
          id: newCommandId(desk, actor, once, `contact:${id}`),
          kind: body.kind,
          service: view.loaded.row.pack,
          cases: [id],
        });
        if (!recorded.ok) throw new Refuse({ ...forbidden, title: recorded.refusal.title });
        const known = (await contactsOf(desk, id)).find((one) => one.id === recorded.id);
        if (known && known.kind !== body.kind) throw new Refuse(reused);
        return { status: 201, body: { id: recorded.id } };
      },
    }),
  ];
}

// Who works where, who acts for whom and who is away; commands that change it, with their entries; and who answers for what.
import { z } from "zod";
import type { Desk } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { changesOf, type Directory, minuteAt, organisationCommand, powersOf } from "../organisation/index.ts";
import { accountable, changeOrganisation, keptApart } from "../staffing/index.ts";
import { newCommandId } from "./command-id.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";
import { day, instant, text } from "./shapes.ts";

const id = z.string();
const agency = z.object({
  id,
  title: text,
  code: z.string(),
  uscc: z.string(),
  phone: z.string(),
  address: text,
  active: z.boolean(),
  to: day.optional(),
});
const post = z.object({
  name: z.string(),
  agency: id,
  title: text,
  duties: z.array(text),
  rights: z.array(z.string()),
  active: z.boolean(),
  to: day.optional(),
  successor: z.string().optional(),
});
const officer = z.object({
  id,
  name: z.string(),
  phone: z.string(),
  language: z.enum(["zh", "en"]),
  appointments: z.array(z.object({ post: z.string(), from: day, to: day.optional() })),
});
const standIn = z.object({
  id,
  how: z.enum(["delegated", "substitute"]),
  post: z.string(),
  for: id.optional(),
  officer: id,
  packs: z.array(z.string()).optional(),
  from: day,
  to: day,
  begins: z.string().optional(),
  ends: z.string().optional(),
  ended: instant.optional(),
  /** Whether it counts now. */
  inForce: z.boolean(),
});
const leave = z.object({ id, officer: id, from: day, to: day });
const whole = z.object({
  edition: z.string(),
  agencies: z.array(agency),
  posts: z.array(post),
  officers: z.array(officer),
  standIns: z.array(standIn),
  leaves: z.array(leave),
});
const change = z.object({
  no: z.number().int(),
  at: instant,
  actor: z.string(),
  type: z.string(),
  what: z.string(),
  key: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
const answered = z.object({
  kind: z.enum(["task", "register", "dataset", "agreement", "seal"]),
  id,
  title: text,
  of: text,
  posts: z.array(z.string()),
  chosen: z.boolean(),
  holders: z.array(z.object({ post: z.string(), officers: z.array(id) })),
  trouble: z.array(z.enum(["nobody", "unknown", "several"])),
});
const apart = z.object({
  service: text,
  tasks: z.array(text),
  posts: z.array(z.string()),
  officers: z.array(id),
  blocks: z.boolean(),
});

type Officer = Extract<Actor, { kind: "officer" }>;

const staffOnly = { zh: "只供工作人员使用。", en: "This is for staff." };
const keepersOnly = { zh: "只供管理员使用。", en: "This is for administrators." };

function staff(actor: Actor): Officer {
  if (actor.kind !== "officer") throw new Refuse({ ok: false, status: 403, code: "forbidden", title: staffOnly });
  return actor;
}

async function current(desk: Desk): Promise<Directory> {
  const directory = await desk.organisation.current();
  if (!directory)
    throw new Refuse({
      ok: false,
      status: 404,
      code: "not-found",
      title: { zh: "尚未装入机构信息。", en: "No organisation has been loaded." },
    });
  return directory;
}

/** For those who keep the organisation, or a part of it. */
async function keeper(desk: Desk, actor: Actor): Promise<Directory> {
  const directory = await current(desk);
  const powers = powersOf(directory, staff(actor).id, desk.day(desk.now()));
  if (!powers.all && powers.administers.size === 0) throw new Refuse({ ok: false, status: 403, code: "forbidden", title: keepersOnly });
  return directory;
}

export function organisationRoutes(desk: Desk): readonly Route[] {
  return [
    route({
      method: "get",
      path: "/organisation",
      id: "readOrganisation",
      summary: "Agencies, posts, officers, who acts for whom, and who is away",
      tag: "organisation",
      access: "cases:read",
      answers: { 200: { description: "As it stands", schema: whole } },
      problems: [403],
      handle: async ({ actor }) => {
        staff(actor);
        const directory = await current(desk);
        const minute = minuteAt(desk.now(), desk.zone);
        const body: z.infer<typeof whole> = {
          edition: directory.edition,
          agencies: directory.agencies().map((one) => ({ ...one })),
          posts: directory.posts().map(({ duties, rights, ...one }) => ({ ...one, duties: [...duties], rights: [...rights] })),
          officers: directory
            .officers()
            .map(({ appointments, ...one }) => ({ ...one, appointments: appointments.map((held) => ({ ...held })) })),
          standIns: directory.standIns().map((one) => {
            const { packs, endedAt, by: _, ...rest } = one;
            return {
              ...rest,
              ...(packs ? { packs: [...packs] } : {}),
              ...(endedAt === undefined ? {} : { ended: new Date(endedAt).toISOString() }),
              inForce: directory.actingIn(one.post, minute).includes(one),
            };
          }),
          leaves: directory.leaves().map((one) => ({ ...one })),
        };
        return { status: 200, body };
      },
    }),
    route({
      method: "post",
      path: "/organisation/commands",
      id: "changeOrganisation",
      summary: "Change who works where: agencies, posts, officers, appointments; hand on posts, stand in, be away",
      tag: "organisation",
      access: "cases:write",
      idempotent: true,
      body: organisationCommand,
      answers: {
        200: { description: "Done, with an entry for each change", schema: z.object({ done: z.literal(true), repeated: z.boolean() }) },
      },
      problems: [403, 404, 409, 422, 503],
      handle: async ({ actor, body, key }) => {
        const done = await changeOrganisation(desk, staff(actor), body, newCommandId(desk, actor, key, "organisation"));
        if (!done.ok) throw new Refuse(done);
        return { status: 200, body: { done: true, repeated: done.repeated } };
      },
    }),
    route({
      method: "get",
      path: "/organisation/changes",
      id: "listOrganisationChanges",
      summary: "What was changed, by whom, with what was before and after, the latest first",
      tag: "organisation",
      access: "cases:read",
      query: z.object({
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
        what: z.string().max(40).optional(),
        key: z.string().max(200).optional(),
      }),
      answers: {
        200: { description: "Changes; the next page begins before the last one's number", schema: z.object({ changes: z.array(change) }) },
      },
      problems: [403],
      handle: async ({ actor, query }) => {
        await keeper(desk, actor);
        const rows = await changesOf(desk.pool, {
          limit: query.limit ?? 50,
          ...(query.before === undefined ? {} : { before: query.before }),
          ...(query.what === undefined ? {} : { what: query.what }),
          ...(query.key === undefined ? {} : { key: query.key }),
        });
        return { status: 200, body: { changes: rows.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })) } };
      },
    }),
    route({
      method: "get",
      path: "/organisation/accountable",
      id: "listAccountable",
      summary: "Every task, register, dataset, agreement and seal with the post that answers for it; what is wrong with it",
      tag: "organisation",
      access: "cases:read",
      answers: { 200: { description: "As it stands today", schema: z.object({ things: z.array(answered), keptApart: z.array(apart) }) } },
      problems: [403],
      handle: async ({ actor }) => {
        const directory = await keeper(desk, actor);
        const things = (await accountable(desk, directory)).map(({ empty: _, ...one }) => one);
        const kept = keptApart(await desk.catalogue.all(), directory, desk.day(desk.now()));
        return { status: 200, body: { things, keptApart: kept } };
      },
    }),
  ];
}

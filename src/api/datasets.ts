// What stewards publish, for their own programs: the datasets of their registers opened, changed and withdrawn, the data packages of
// their agencies withdrawn. Everything that is published is read without a token: see the catalogue's own addresses.
import { z } from "zod";
import { commandIdFor, type Desk, type FieldProblem, type Refused, refused } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import {
  closeDataset,
  closePackage,
  coverable,
  type Declared,
  datasetChanges,
  datasetsOfRegisters,
  declarationProblems,
  type OpeningRefused,
  openDataset,
  packageBy,
  packagesOf,
  previewDataset,
  type StewardsDataset,
} from "../opendata/index.ts";
import { type Register, registers } from "../registry/index.ts";
import { version } from "./acted.ts";
import {
  datasetBody,
  datasetLine,
  datasetWhole,
  lineOf,
  newDataset,
  packageLineOf,
  packageOf,
  wholeOf,
  withdrawal,
} from "./dataset-shapes.ts";
import { Refuse } from "./refuse.ts";
import { type Route, route } from "./route.ts";

type Officer = Extract<Actor, { kind: "officer" }>;

const staffOnly = refused(403, "forbidden", { zh: "只供工作人员使用", en: "For staff only" });
const stewardOnly = refused(403, "forbidden", {
  zh: "只有这个登记库（数据包：本部门登记库）的数据管家可以这样做。",
  en: "Only the steward of its register may do this; for a data package, a steward of its agency's registers.",
});
const reused = refused(422, "key-reused", {
  zh: "同一个幂等键已用于另一次不同的操作。请换一个键。",
  en: "This idempotency key was used for a different request. Send this one under a new key.",
});
const changed = refused(412, "changed", {
  zh: "您打开之后，这个数据集已有变化。请查看最新情况再修改。",
  en: "This dataset has changed since you read it. Look at it as it is now, then change it.",
});
const taken = (errors: readonly FieldProblem[]): Refused =>
  refused(409, "taken", { zh: "这个标识已经用于别的数据集。", en: "Another dataset has this id." }, errors);
const invalid = (errors: readonly FieldProblem[]): Refused =>
  refused(422, "invalid", { zh: "这个数据集不能这样开放", en: "The dataset cannot be published so" }, errors);
const noRegister = invalid([{ pointer: "/register", detail: { zh: "没有这个登记库。", en: "There is no such register." } }]);

/** Data packages that the list names. */
const mostPackages = 200;

const officerOf = (actor: Actor): Officer => {
  if (actor.kind !== "officer") throw new Refuse(staffOnly);
  return actor;
};

/** Its version: how much has become of it. */
const tagOf = (whole: z.infer<typeof datasetWhole> | undefined): Record<string, string> =>
  whole ? { etag: `"${whole.history.length}"` } : {};

type Said = z.infer<typeof datasetBody>;
const declaredOf = ({ fields, ...about }: Said, id: string, register: string): Declared => ({ ...about, id, from: { register, fields } });

/** Where in the request a part of the declaration stands. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  `/${(path[0] === "from" ? path.slice(1) : path).map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;

function refusal({ why, problems }: OpeningRefused): Refuse {
  const errors = problems.map(({ path, message }) => ({ pointer: pointerOf(path), detail: message }));
  if (why === "changed") return new Refuse(changed);
  return new Refuse(why === "reused" ? reused : why === "taken" ? taken(errors) : invalid(errors));
}

export function datasetRoutes(desk: Desk): readonly Route[] {
  const all = () => registers({ app: desk.pool });
  const ownOf = (who: Officer, known: readonly Register[]) => known.filter(({ steward }) => who.posts.includes(steward));

  /** What a declaration is held against. */
  const groundFor = async (register: Register, before?: StewardsDataset) => {
    const directory = await desk.organisation.current();
    if (!directory) throw new Error("a register has an owner, so there is a directory");
    const agencies = new Set(directory.agencies().map(({ id }) => id));
    return { register, agencies, divisions: coverable(directory, before), known: before !== undefined };
  };
  const steward = (who: Officer, key: string | undefined, about: string) => ({
    officer: who.id,
    at: desk.now(),
    command: key === undefined ? undefined : commandIdFor(desk, who, `${about}:${key}`),
  });
  /** The dataset of that id that this officer decides on; undefined where there is none. */
  const decidedBy = async (who: Officer, id: string) => {
    const known = await all();
    const of = await datasetsOfRegisters(
      desk.pool,
      known.map((one) => one.id),
    );
    for (const register of known) {
      const dataset = of.get(register.id)?.find(({ declared }) => declared.id === id);
      if (!dataset) continue;
      if (!who.posts.includes(register.steward)) throw new Refuse(stewardOnly);
      return { register, dataset };
    }
    const found = await packageBy(desk.pool, id);
    if (!found) return undefined;
    if (!ownOf(who, known).some(({ owner }) => owner === found.dataset.agency)) throw new Refuse(stewardOnly);
    return { found };
  };
  /** The dataset as it stands after what was done. */
  const shown = async (who: Officer, id: string) => {
    const one = await decidedBy(who, id);
    const changes = await datasetChanges(desk.pool, id);
    return one?.dataset ? wholeOf(one.dataset, changes) : one?.found ? packageOf(one.found, changes) : undefined;
  };
  /** The register that is named, for its steward. */
  const stewarded = async (who: Officer, id: string): Promise<Register> => {
    const register = (await all()).find((one) => one.id === id);
    if (!register) throw new Refuse(noRegister);
    if (!who.posts.includes(register.steward)) throw new Refuse(stewardOnly);
    return register;
  };

  const named = z.object({ id: z.string().max(100) });
  return [
    route({
      method: "get",
      path: "/datasets",
      id: "listOwnDatasets",
      summary:
        "The datasets on which one decides as a steward, with their state: of one's registers, and the latest data packages of their agencies",
      tag: "sharing",
      access: "cases:read",
      answers: { 200: { description: "The datasets, withdrawn ones too", schema: z.object({ datasets: z.array(datasetLine) }) } },
      handle: async ({ actor }) => {
        const own = ownOf(officerOf(actor), await all());
        const [of, packages] = await Promise.all([
          datasetsOfRegisters(
            desk.pool,
            own.map(({ id }) => id),
          ),
          packagesOf(desk.pool, [...new Set(own.map(({ owner }) => owner))], mostPackages),
        ]);
        return { status: 200, body: { datasets: [...[...of.values()].flat().map(lineOf), ...packages.map(packageLineOf)] } };
      },
    }),
    route({
      method: "get",
      path: "/datasets/{id}",
      id: "readOwnDataset",
      summary: "A dataset as its steward declared it, and everything that became of it",
      tag: "sharing",
      access: "cases:read",
      params: named,
      answers: { 200: { description: "The dataset", schema: datasetWhole, headers: { ETag: "Its version" } } },
      handle: async ({ actor, params }) => {
        const body = await shown(officerOf(actor), params.id);
        return body ? { status: 200, body, headers: tagOf(body) } : { status: 404 };
      },
    }),
    route({
      method: "post",
      path: "/datasets",
      id: "openDataset",
      summary: "Open a dataset of a register for anyone to use, as its steward; its files are made within a minute",
      tag: "sharing",
      access: "tasks",
      idempotent: true,
      body: newDataset,
      answers: { 201: { description: "Opened, now or before under this key", schema: datasetWhole, headers: { Location: "The dataset" } } },
      handle: async ({ actor, body, key }) => {
        const who = officerOf(actor);
        const { id, register: of, ...said } = body;
        const register = await stewarded(who, of);
        const done = await openDataset(desk.pool, declaredOf(said, id, of), await groundFor(register), steward(who, key, "open dataset"));
        if (!done.ok) throw refusal(done);
        return { status: 201, body: await shown(who, id), headers: { location: `/api/v1/datasets/${id}` } };
      },
    }),
    route({
      method: "post",
      path: "/dataset-previews",
      id: "previewDataset",
      summary: "The first rows of a dataset as they would be published; nothing is kept",
      tag: "sharing",
      access: "tasks",
      reads: true,
      body: newDataset,
      answers: {
        200: {
          description: "At most ten rows",
          schema: z.object({ rows: z.array(z.record(z.string(), z.union([z.string(), z.number()]))) }),
        },
      },
      handle: async ({ actor, body }) => {
        const { id, register: of, ...said } = body;
        const register = await stewarded(officerOf(actor), of);
        const one = declaredOf(said, id, of);
        const problems = declarationProblems(one, [], [register], await groundFor(register));
        if (problems.length > 0) throw refusal({ ok: false, why: "problems", problems });
        const rows = await previewDataset(desk.pool, one, { register, day: desk.day(desk.now()) });
        return { status: 200, body: { rows } };
      },
    }),
    route({
      method: "post",
      path: "/datasets/{id}",
      id: "changeDataset",
      summary: "Change a dataset of one's register: the body says all of it anew; one that was withdrawn is opened again",
      tag: "sharing",
      access: "tasks",
      idempotent: true,
      conditional: true,
      params: named,
      body: datasetBody,
      answers: {
        200: { description: "Changed, now or before under this key", schema: datasetWhole, headers: { ETag: "Its version" } },
      },
      handle: async ({ actor, params: { id }, body, headers, key }) => {
        const who = officerOf(actor);
        const found = await decidedBy(who, id);
        if (!found) return { status: 404 };
        if (!found.dataset) throw new Refuse(notMade);
        const { register, dataset } = found;
        const ground = { ...(await groundFor(register, dataset)), ...version(headers) };
        const done = await openDataset(desk.pool, declaredOf(body, id, register.id), ground, steward(who, key, `change dataset ${id}`));
        if (!done.ok) throw refusal(done);
        const whole = await shown(who, id);
        return { status: 200, body: whole, headers: tagOf(whole) };
      },
    }),
    route({
      method: "post",
      path: "/datasets/{id}/withdraw",
      id: "withdrawDataset",
      summary: "Withdraw a dataset or a data package: off the catalogue at once, its page and its files say that it is gone, and why",
      tag: "sharing",
      access: "tasks",
      idempotent: true,
      params: named,
      body: withdrawal,
      answers: { 200: { description: "Withdrawn, now or before", schema: datasetWhole } },
      handle: async ({ actor, params: { id }, body: { why }, key }) => {
        const who = officerOf(actor);
        const found = await decidedBy(who, id);
        if (!found) return { status: 404 };
        const close = found.dataset ? closeDataset : closePackage;
        if ((await close(desk.pool, id, steward(who, key, `withdraw dataset ${id}`), why)) === "reused") throw new Refuse(reused);
        return { status: 200, body: await shown(who, id) };
      },
    }),
  ];
}

const notMade = refused(409, "package", {
  zh: "这个数据集来自数据包：请再次发布数据包来修改，或者撤下它。",
  en: "This dataset was brought in as a data package: publish the package again to change it, or withdraw it.",
});

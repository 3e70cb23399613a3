// Every task, register, dataset, agreement and seal with the one post that answers for it: whoever looks finds what nobody answers
// for, what several answer for, and who holds posts that four eyes keep apart.
import { sql } from "kysely";
import type { Desk } from "../casework/index.ts";
import type { Pack } from "../catalogue/index.ts";
import type { Extra, Task } from "../engine/procedure/index.ts";
import { keepingPosts, namedKeepers } from "../office/index.ts";
import { declaredDatasets } from "../opendata/index.ts";
import type { Directory } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { registers } from "../registry/index.ts";

/** Something that a post answers for. */
export interface Entrusted {
  readonly kind: "task" | "register" | "dataset" | "agreement" | "seal";
  readonly id: string;
  readonly title: Text;
  /** The service or the agency whose it is. */
  readonly of: Text;
  /** The posts that may answer for it: one; several where the case decides which (`chosen`). */
  readonly posts: readonly string[];
  /** Which of the posts is known only in a case: the agency that is concerned. */
  readonly chosen: boolean;
}

/** The same with who holds its posts today, and what is wrong. */
export interface Accountable extends Entrusted {
  readonly holders: readonly { readonly post: string; readonly officers: readonly string[] }[];
  /** `nobody`: a post without holder and stand-in; `unknown`: no such post; `several`: more than one post answers. */
  readonly trouble: readonly ("nobody" | "unknown" | "several")[];
  /** The posts that nobody holds. */
  readonly empty: readonly string[];
}

/** An officer who could do two tasks that four eyes keep apart. */
export interface KeptApart {
  readonly service: Text;
  readonly tasks: readonly [Text, Text];
  readonly posts: readonly [string, string];
  readonly officers: readonly string[];
  /** Nobody else could do the second: the case would stand still. */
  readonly blocks: boolean;
}

const both = (key: string): Text => ({ zh: key, en: key });

interface Named {
  readonly key: string;
  readonly task: Task | Extra;
  readonly extra: boolean;
}

const tasksIn = ({ model }: Pack): Named[] => [
  ...Object.values(model.stages).flatMap(({ tasks }) => Object.entries(tasks).map(([key, task]) => ({ key, task, extra: false }))),
  ...Object.entries(model.extras).map(([key, task]) => ({ key, task, extra: true })),
];

const titleOf = ({ header: { texts } }: Pack, { key, extra }: Pick<Named, "key" | "extra">): Text =>
  (extra ? texts.extras : texts.tasks)[key] ?? both(key);

/** The posts that a name in a procedure may come to mean; nothing for persons, applicants and the system. */
export function postsMeant(by: string, roles: readonly string[], directory: Directory): { posts: readonly string[]; chosen: boolean } {
  const [head = "", post] = by.split("/");
  if (post === undefined) return { posts: [], chosen: false };
  if (!head.startsWith("{") && !roles.includes(head)) return { posts: [by], chosen: false };
  return {
    posts: directory.agencies().flatMap(({ id }) => (directory.post(`${id}/${post}`)?.active ? [`${id}/${post}`] : [])),
    chosen: true,
  };
}

/** Everything that posts answer for today. */
export async function accountable(desk: Desk, directory: Directory): Promise<readonly Accountable[]> {
  const may = whoMay(directory, desk.day(desk.now()));
  return (await entrusted(desk, directory)).map((one) => weigh(one, directory, may));
}

/** Who holds a post on a day or acts in it; looked up once for each post, since many things are entrusted to the same. */
function whoMay(directory: Directory, on: string): (post: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (post) => {
    const found = known.get(post) ?? [
      ...directory.officersOf(post, on).map(({ id }) => id),
      ...directory.actingIn(post, on).map(({ officer }) => officer),
    ];
    known.set(post, found);
    return found;
  };
}

function weigh(one: Entrusted, directory: Directory, may: (post: string) => readonly string[]): Accountable {
  const holders = one.posts.map((post) => ({ post, officers: may(post) }));
  const empty = holders.filter(({ officers }) => officers.length === 0).map(({ post }) => post);
  const unknown = one.posts.some((post) => !directory.post(post));
  const trouble: Accountable["trouble"] = [
    ...(one.posts.length === 0 || unknown ? (["unknown"] as const) : []),
    ...(empty.length > 0 && !unknown ? (["nobody"] as const) : []),
    ...(one.posts.length > 1 && !one.chosen ? (["several"] as const) : []),
  ];
  return { ...one, holders, empty, trouble };
}

async function entrusted(desk: Desk, directory: Directory): Promise<Entrusted[]> {
  const [packs, known, datasets, agreed, keepers] = await Promise.all([
    desk.catalogue.all(),
    registers({ app: desk.pool }),
    declaredDatasets(desk.pool),
    agreementsOf(desk),
    namedKeepers(desk.pool),
  ]);
  const agency = (id: string): Text => directory.agency(id)?.title ?? both(id);
  const steward = (register: string): string[] => known.filter(({ id }) => id === register).map((one) => one.steward);
  const bearing = (of: string, right: string): string[] =>
    directory
      .posts(of)
      .filter(({ active, to, rights }) => active && to === undefined && rights.includes(right))
      .map(({ name }) => name);
  return [
    ...packs.flatMap((pack) => tasksOf(pack, directory)),
    ...known.map(
      (one): Entrusted => ({ kind: "register", id: one.id, title: one.title, of: agency(one.owner), posts: [one.steward], chosen: false }),
    ),
    ...datasets.map((one): Entrusted => {
      const owner =
        "owner" in one.from ? one.from.owner : known.find(({ id }) => "register" in one.from && id === one.from.register)?.owner;
      const posts = "register" in one.from ? steward(one.from.register) : bearing(owner ?? "", "lead-agency");
      return { kind: "dataset", id: one.id, title: one.title, of: agency(owner ?? ""), posts, chosen: false };
    }),
    ...agreed.map(
      (one): Entrusted => ({
        kind: "agreement",
        id: one.id,
        title: { zh: `${agency(one.asker).zh}：${one.register}`, en: `${agency(one.asker).en}: ${one.register}` },
        of: agency(known.find(({ id }) => id === one.register)?.owner ?? ""),
        posts: steward(one.register),
        chosen: false,
      }),
    ),
    ...directory
      .agencies()
      .filter(({ active, to }) => active && to === undefined)
      .map(
        ({ id, title }): Entrusted => ({
          kind: "seal",
          id,
          title: { zh: `${title.zh}印章`, en: `Seal of ${title.en}` },
          of: title,
          posts: keepingPosts(directory, id, keepers.get(id), desk.day(desk.now())).map(({ name }) => name),
          chosen: false,
        }),
      ),
  ];
}

function tasksOf(pack: Pack, directory: Directory): Entrusted[] {
  const { header } = pack;
  const roles = Object.keys(header.roles);
  return tasksIn(pack).flatMap((named): Entrusted[] => {
    const meant = postsMeant(named.task.by, roles, directory);
    // A person's own task, the applicant's and the system's have no post.
    if (!named.task.by.includes("/")) return [];
    return [{ kind: "task", id: `${header.id}/${named.key}`, title: titleOf(pack, named), of: header.title, ...meant }];
  });
}

async function agreementsOf(desk: Desk): Promise<readonly { id: string; asker: string; register: string }[]> {
  const { rows } = await desk.pool.query<{ id: string; asker: string; register: string }>(
    "select id, asker, register from exchange.agreement where status <> 'revoked' order by id",
  );
  return rows;
}

/** Pairs of tasks that four eyes keep apart and one officer could do both of today. */
export function keptApart(packs: readonly Pack[], directory: Directory, today: string): readonly KeptApart[] {
  const may = whoMay(directory, today);
  return packs.flatMap((pack) => {
    const named = tasksIn(pack);
    const roles = Object.keys(pack.header.roles);
    const found = new Map<string, KeptApart>();
    for (const one of named) {
      for (const key of one.task.unlike) {
        const other = named.find((candidate) => candidate.key === key);
        if (!other) continue;
        const [mine, theirs] = [postsMeant(one.task.by, roles, directory).posts, postsMeant(other.task.by, roles, directory).posts];
        for (const post of mine) {
          // Where the agency is known only in the case it is the same one for both.
          const beside = theirs.filter((candidate) => theirs.length === 1 || agencyPart(candidate) === agencyPart(post));
          for (const second of beside) {
            const [a, b] = [may(post), may(second)];
            const officers = a.filter((id) => b.includes(id));
            const blocks = a.length > 0 && b.length > 0 && a.length === 1 && officers.length === 1;
            if (officers.length === 0 || (post === second && !blocks)) continue;
            found.set(`${one.key} ${key} ${post} ${second}`, {
              service: pack.header.title,
              tasks: [titleOf(pack, other), titleOf(pack, one)],
              posts: [second, post],
              officers,
              blocks,
            });
          }
        }
      }
    }
    return [...found.values()];
  });
}

const agencyPart = (post: string): string => post.slice(0, post.indexOf("/"));

/** What still needs a post, in words: what it answers for, and what waits in it. */
export async function neededFor(desk: Desk, post: string): Promise<readonly Text[]> {
  const directory = await desk.organisation.current();
  if (!directory) return [];
  const mine = (await entrusted(desk, directory)).filter(({ posts, chosen }) => posts.includes(post) && !chosen);
  const waiting = await sql<{ n: number }>`
    select count(*)::int n from (select 1 from casework.task where post = ${post} and status in ('open', 'taken') limit 1000) few`.execute(
    desk.db,
  );
  const n = waiting.rows[0]?.n ?? 0;
  return [
    ...(n > 0
      ? [
          {
            zh: `有 ${n === 1000 ? "1000 项以上" : `${n} 项`}任务正在该岗位办理`,
            en: `${n === 1000 ? "1,000 tasks or more" : n === 1 ? "One task" : `${n} tasks`} of running cases`,
          },
        ]
      : []),
    ...mine.map(({ kind, title, of }) => ({
      zh: `${kinds[kind].zh}“${title.zh}”（${of.zh}）`,
      en: `${kinds[kind].en} “${title.en}” (${of.en})`,
    })),
  ];
}

const kinds = {
  task: { zh: "任务", en: "Task" },
  register: { zh: "登记库", en: "Register" },
  dataset: { zh: "开放数据集", en: "Open dataset" },
  agreement: { zh: "共享协议", en: "Agreement" },
  seal: { zh: "印章", en: "Seal" },
} as const satisfies Record<Entrusted["kind"], Text>;

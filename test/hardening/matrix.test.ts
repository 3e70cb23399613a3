// Every command, by everybody, on cases at every stage, through the API. What is expected is written here by rule, from the
// law's point of view and not from the program's: a post of the city, a command or a relation that is not listed fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act } from "../../src/casework/index.ts";
import type { Actor } from "../../src/identity/index.ts";
import { startTestApp } from "../support/app.ts";
import { sampleCity } from "../support/city.ts";
import { casesOn, type Json, request, restaurant } from "./cases.ts";

const app = await startTestApp();
const cases = casesOn(app);
const today = "2026-09-21";

type Answer = "allowed" | 401 | 403 | 404;
/** How somebody stands to a task and its case. */
type Relation =
  | "holds the task's post"
  | "took or did the task"
  | "may open the extra"
  | "same agency as a task or the case"
  | "leads the agency of the task"
  | "no part in the case"
  | "supervisor"
  | "administrator"
  | "applicant asked"
  | "applicant"
  | "stranger"
  | "nobody";

const no = { "no part in the case": 404, administrator: 404, stranger: 404, nobody: 401 } as const;
const reader = { "same agency as a task or the case": 403, supervisor: 403, applicant: 403, "applicant asked": 403 } as const;
const officers = {
  ...no,
  ...reader,
  "leads the agency of the task": 403,
  "may open the extra": 403,
  "took or did the task": 403,
  "holds the task's post": 403,
} as const;

/** The whole of who may do what. */
const table: Record<string, Record<Relation, Answer>> = {
  take: { ...officers, "holds the task's post": "allowed" },
  release: { ...officers, "took or did the task": "allowed" },
  give: { ...officers, "holds the task's post": "allowed", "took or did the task": "allowed", "leads the agency of the task": "allowed" },
  finish: { ...officers, "holds the task's post": "allowed", "applicant asked": "allowed" },
  recall: { ...officers, "took or did the task": "allowed" },
  open: { ...officers, "may open the extra": "allowed" },
  withdraw: { ...officers, applicant: "allowed", "applicant asked": "allowed" },
  urge: {
    ...no,
    "leads the agency of the task": "allowed",
    "same agency as a task or the case": "allowed",
    "may open the extra": "allowed",
    "took or did the task": "allowed",
    "holds the task's post": "allowed",
    supervisor: "allowed",
    applicant: "allowed",
    "applicant asked": "allowed",
  },
  supervise: { ...officers, supervisor: "allowed" },
  answer: {
    ...no,
    "leads the agency of the task": "allowed",
    "same agency as a task or the case": "allowed",
    "may open the extra": "allowed",
    "took or did the task": "allowed",
    "holds the task's post": "allowed",
    supervisor: "allowed",
    applicant: 403,
    "applicant asked": 403,
  },
  remark: {
    ...no,
    "leads the agency of the task": "allowed",
    "same agency as a task or the case": "allowed",
    "may open the extra": "allowed",
    "took or did the task": "allowed",
    "holds the task's post": "allowed",
    supervisor: "allowed",
    applicant: 403,
    "applicant asked": 403,
  },
};

const streets = ["minghu", "wenchang", "dishang", "wangjiang", "kangping", "baisha", "songfeng", "guangsha", "xiqiao", "meixi"];
const agencies = [
  ..."government market fire water city environment health public-security housing planning data hall justice civil-affairs archives".split(
    " ",
  ),
  ..."tax human-resources medical-insurance housing-fund hospital bank".split(" "),
  ...streets.map((street) => `subdistrict-${street}`),
];
/** Posts whose rights reach beyond their agency. */
const special: Record<string, Relation> = {
  "government/supervisor": "supervisor",
  "hall/supervisor": "supervisor",
};
const administrators = ["government/administrator", "data/administrator"];

interface Stand {
  readonly what: string;
  readonly id: string;
  /** Agencies that have a part; all others have none. */
  readonly inside: readonly string[];
  /** Each task tried: whose it is, and who took or did it. */
  readonly tasks: readonly { readonly key: string; readonly post: string; readonly by?: string }[];
  readonly extra: { readonly key: string; readonly may: string };
  readonly applicants: readonly string[];
}

async function stands(): Promise<Stand[]> {
  const market = { extra: { key: "extend", may: "market/food-safety" }, applicants: ["shen-ruolan", "zhong-qi"] };
  const bureau = { extra: { key: "third-party", may: "government/disclosure" }, applicants: ["luo-zhiyuan"] };
  const submitted = (await cases.open("zhong-qi", restaurant())).id;
  const corrected = (await cases.open("zhong-qi", restaurant())).id;
  await cases.finish("chen-yulan", corrected, "check", "incomplete", { words: "请核对面积。", marks: ["/area"] });
  const examined = (await cases.open("zhong-qi", restaurant())).id;
  await cases.finish("wu-xiaofeng", examined, "check", "complete");
  await cases.json(cases.command("zhao-tiejun", examined, await cases.task("zhao-tiejun", examined, "fire"), { type: "take" }));
  await cases.finish("sun-jianing", examined, "food", "pass");
  const decided = (await cases.open("zhong-qi", restaurant())).id;
  await cases.finish("chen-yulan", decided, "check", "complete");
  await cases.finish("han-song", decided, "food", "refuse", { words: "布局不合规定。" });
  const withdrawn = (await cases.open("zhong-qi", restaurant())).id;
  await cases.json(cases.post("zhong-qi", `/api/v1/cases/${withdrawn}/commands`, { type: "withdraw" }));
  const asked = (await cases.open("luo-zhiyuan", request())).id;
  const searched = (await cases.open("luo-zhiyuan", request())).id;
  await cases.finish("ding-yining", searched, "register", "clear");
  await cases.finish("ding-yining", searched, "search", "drafted");
  const parts = ["market", "fire", "subdistrict-minghu", "water"];
  return [
    { what: "submitted", id: submitted, inside: ["market"], tasks: [{ key: "check", post: "market/window" }], ...market },
    {
      what: "to be corrected",
      id: corrected,
      inside: ["market"],
      tasks: [
        { key: "resend", post: "applicant" },
        { key: "check", post: "market/window", by: "chen-yulan" },
      ],
      ...market,
    },
    {
      what: "examined",
      id: examined,
      inside: parts,
      tasks: [
        { key: "fire", post: "fire/review", by: "zhao-tiejun" },
        { key: "street", post: "water/review" },
        { key: "food", post: "market/food-safety", by: "sun-jianing" },
      ],
      ...market,
    },
    { what: "to be decided", id: decided, inside: parts, tasks: [{ key: "decide", post: "market/head" }], ...market },
    { what: "withdrawn", id: withdrawn, inside: ["market"], tasks: [{ key: "check", post: "market/window" }], ...market },
    { what: "asked for", id: asked, inside: ["government"], tasks: [{ key: "register", post: "government/disclosure" }], ...bureau },
    {
      what: "searched",
      id: searched,
      inside: ["government"],
      tasks: [
        { key: "sign", post: "government/disclosure-head" },
        { key: "search", post: "government/disclosure", by: "ding-yining" },
      ],
      ...bureau,
    },
  ];
}

/** Officers enough to hold every post of the city, with what they hold today. */
function subjects(): { id: string; posts: string[] }[] {
  const { roster } = sampleCity();
  const left = new Set(roster.posts.map(({ name }) => name));
  const held = roster.officers.map(({ id, appointments }) => ({
    id,
    posts: appointments.filter(({ from, to }) => from <= today && (to === undefined || to >= today)).map(({ post }) => post),
  }));
  const chosen = held.filter(({ posts }) => posts.filter((post) => left.delete(post)).length > 0);
  assert.deepEqual([...left], [], "every post of the city is held by somebody");
  // Somebody who holds the post and did not do the task; somebody whose time is over, somebody whose time is to come.
  for (const id of ["bai-xuefeng", "tao-jingshu", "wu-xiaofeng", "shen-moran", "gong-xiaoyu", "cao-lixin", "ding-yining", "sun-jianing"]) {
    const more = held.find((one) => one.id === id);
    assert.ok(more, id);
    if (!chosen.includes(more)) chosen.push(more);
  }
  return chosen;
}

function relationsOf(posts: readonly string[], id: string, stand: Stand, task: { post: string; by?: string } | undefined): Relation[] {
  const relations = posts.flatMap((post): Relation[] => {
    const agency = post.split("/")[0] ?? "";
    assert.ok(agencies.includes(agency), `${agency} is not listed`);
    return [
      ...(stand.inside.includes(agency) ? (["same agency as a task or the case"] as const) : []),
      ...(!stand.inside.includes(agency) && !special[post]
        ? [administrators.includes(post) ? ("administrator" as const) : ("no part in the case" as const)]
        : []),
      ...(special[post] ? [special[post]] : []),
      ...(task?.post === post ? (["holds the task's post"] as const) : []),
      ...(post.endsWith("/head") && task?.post.split("/")[0] === agency ? (["leads the agency of the task"] as const) : []),
      ...(task === undefined && stand.extra.may === post ? (["may open the extra"] as const) : []),
    ];
  });
  if (task?.by === id) relations.push("took or did the task");
  return relations.length > 0 ? relations : ["no part in the case"];
}

/** Of several relations the one that opens most counts. */
const best = (command: string, relations: readonly Relation[]): Answer => {
  const answers = relations.map((relation) => {
    const answer = table[command]?.[relation];
    assert.ok(answer !== undefined, `${command} by “${relation}” is not listed`);
    return answer;
  });
  return answers.includes("allowed") ? "allowed" : answers.includes(403) ? 403 : (answers[0] ?? 404);
};

const bodies: Record<string, (stand: Stand) => Json> = {
  take: () => ({ type: "take" }),
  release: () => ({ type: "release" }),
  give: () => ({ type: "give", to: "nobody" }),
  finish: () => ({ type: "finish", outcome: "nowhere" }),
  recall: () => ({ type: "recall" }),
  open: ({ extra }) => ({ type: "open", extra: extra.key }),
  withdraw: () => ({ type: "withdraw" }),
  urge: () => ({ type: "note", kind: "urge", words: "请尽快" }),
  supervise: () => ({ type: "note", kind: "supervise", words: "请说明情况" }),
  answer: () => ({ type: "note", kind: "answer", words: "已补充说明", answers: 9999 }),
  remark: () => ({ type: "note", kind: "remark", words: "已电话联系" }),
};
const onTask = ["take", "release", "give", "finish", "recall"];

test("who may do what, and who may not even know", async () => {
  const faults: string[] = [];
  const tally: Record<string, number> = {};
  const everyone = subjects();
  const all = await stands();
  assert.deepEqual(Object.keys(bodies).toSorted(), Object.keys(table).toSorted());
  for (const stand of all) {
    const numbers = new Map<string, number>();
    for (const task of stand.tasks)
      numbers.set(
        task.key,
        await cases.task("ge-zhengping", stand.id, task.key, task.post === "applicant" ? undefined : task.post.split("/")[0]),
      );
    const before = (await cases.read("ge-zhengping", stand.id)).version;
    const ask = async (
      who: string | undefined,
      command: string,
      relations: readonly Relation[],
      task: Stand["tasks"][number] | undefined,
    ) => {
      const expected = best(command, relations);
      // An outdated version: whoever is allowed learns that (412), or what else is amiss (422); nothing is changed by anybody.
      const outdated = { "if-match": '"999"' };
      const body = bodies[command]?.(stand);
      const path = task ? `/api/v1/tasks/${stand.id}.${numbers.get(task.key)}/commands` : `/api/v1/cases/${stand.id}/commands`;
      const { status } = await cases.post(who, path, body, outdated);
      const got = status === 412 || status === 422 ? "allowed" : status;
      tally[String(got)] = (tally[String(got)] ?? 0) + 1;
      if (got !== expected)
        faults.push(`${stand.what}: ${command} ${task?.key ?? ""} by ${who} (${relations.join(", ")}): ${status} instead of ${expected}`);
    };
    const targets = [
      ...stand.tasks.flatMap((task) => onTask.map((command) => ({ command, task }))),
      ...Object.keys(bodies)
        .filter((command) => !onTask.includes(command))
        .map((command) => ({ command, task: undefined })),
    ];
    const asks = targets.flatMap(({ command, task }) => [
      ...everyone
        .map(({ id, posts }) => ({ id, relations: relationsOf(posts, id, stand, task) }))
        // Who has no part in a case is asked about one of its tasks.
        .filter(
          ({ relations }) =>
            task === stand.tasks[0] || (task === undefined && command === "open") || relations.some((one) => !Object.hasOwn(no, one)),
        )
        .map(
          ({ id, relations }) =>
            () =>
              ask(id, command, relations, task),
        ),
      ...stand.applicants.map((id) => () => ask(id, command, [task?.post === "applicant" ? "applicant asked" : "applicant"], task)),
      ...["mo-xiaoyu", "he-guiying", stand.applicants.includes("luo-zhiyuan") ? "shen-ruolan" : "luo-zhiyuan"].map(
        (id) => () => ask(id, command, ["stranger"], task),
      ),
      () => ask(undefined, command, ["nobody"], task),
    ]);
    while (asks.length > 0) await Promise.all(asks.splice(0, 8).map((one) => one()));
    assert.equal((await cases.read("ge-zhengping", stand.id)).version, before, `${stand.what}: nothing changed`);
  }
  assert.deepEqual(faults, []);
  assert.ok((tally[404] ?? 0) > 1000 && (tally[403] ?? 0) > 500 && (tally.allowed ?? 0) > 100);
  process.stdout.write(`${everyone.length} officers, ${all.length} cases: ${JSON.stringify(tally)}\n`);
});

test("silence speaks through the system alone", async () => {
  const { id } = await cases.open("shen-ruolan", restaurant());
  const officer: Actor = {
    kind: "officer",
    id: "chen-yulan",
    name: "",
    language: "zh",
    posts: ["market/window"],
    rights: ["supervise", "read-cases", "administer"],
  };
  const others: [Actor, number][] = [
    [officer, 403],
    [{ ...officer, posts: ["health/review"], rights: [] }, 404],
    [{ kind: "anonymous" }, 401],
    [{ kind: "party", id: "00000000-0000-4000-8000-000000000000", name: "", party: "person", actsFor: [] }, 404],
  ];
  for (const [actor, status] of others) {
    const done = await act(app.desk, actor, id, { type: "late", task: 1 }, { command: crypto.randomUUID() });
    assert.ok(!done.ok);
    assert.equal(done.status, status, actor.kind);
  }
  const early = await act(app.desk, { kind: "system" }, id, { type: "late", task: 1 }, { command: crypto.randomUUID() });
  assert.ok(!early.ok);
  assert.equal(early.code, "not-due");
  assert.equal((await cases.command("chen-yulan", id, 1, { type: "late" })).status, 422, "the API has no such command");
});

test("what everybody is shown is what the table allows", async () => {
  const { id } = await cases.open("zhong-qi", restaurant());
  for (const [as, status] of [
    ["chen-yulan", 200],
    ["qian-bojun", 200],
    ["ge-zhengping", 200],
    ["zhong-qi", 200],
    ["shen-ruolan", 200],
    ["zhao-tiejun", 404],
    ["duan-shoucheng", 404],
    ["mo-xiaoyu", 404],
  ] as const) {
    for (const rest of ["", "/events", "/receipt", "/outputs"])
      assert.equal((await cases.get(as, `/api/v1/cases/${id}${rest}`)).status, status, `${as} ${rest}`);
  }
  const tasks = async (as: string) =>
    (await cases.json(cases.get(as, "/api/v1/tasks?limit=200"))).tasks.filter((one: Json) => one.case.id === id);
  assert.deepEqual((await tasks("chen-yulan"))[0]?.commands, ["take", "give", "finish"]);
  assert.deepEqual(await tasks("sun-jianing"), []);
  assert.deepEqual(await tasks("zhong-qi"), []);
});

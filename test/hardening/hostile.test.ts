// Every string of a list of naughty ones in every string field of the API and of every form: refused with the field's name
// or taken and given back as it was, never a failure, never half written. Then bodies, addresses and headers out of shape.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../support/app.ts";
import { sampleRows } from "../support/city.ts";
import { casesOn, company, type Json, journalist, request, requestData, restaurant } from "./cases.ts";
import { naughty } from "./naughty.ts";
import { rowCounts } from "./rows.ts";

const app = await startTestApp();
const cases = casesOn(app);
const document = await cases.json(cases.get(undefined, "/api/v1/openapi.json"));
const written = ["casework", "ledger", "keyring", "licence", "graphile_worker"];
const count = () => rowCounts(app.database, written);
let sent = 0;

interface Place {
  readonly pointer: string;
  readonly put: (text: string) => unknown;
}

/** Every place of a body where a string may stand: each string in it, and one key more where any key may be. */
function placesOf(body: unknown): Place[] {
  const places: Place[] = [];
  const visit = (value: unknown, pointer: string, put: (value: unknown) => unknown): void => {
    if (Array.isArray(value)) {
      for (const [i, below] of value.entries()) visit(below, `${pointer}/${i}`, (to) => put(value.with(i, to)));
    } else if (value !== null && typeof value === "object") {
      for (const [key, below] of Object.entries(value)) visit(below, `${pointer}/${key}`, (to) => put({ ...value, [key]: to }));
      const named = (key: string, to: unknown) =>
        JSON.parse(`{${[...Object.entries(value), [key, to]].map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`);
      places.push({ pointer: `${pointer}/<a key more>`, put: (text) => put(named(text, "x")) });
    } else places.push({ pointer, put });
  };
  visit(body, "", (value) => value);
  return places;
}

/** The string members that a described body has, `/words`, `/marks/0`. */
function described(schema: Json, at = ""): string[] {
  if (schema.oneOf ?? schema.anyOf) return (schema.oneOf ?? schema.anyOf).flatMap((one: Json) => described(one, at));
  if (schema.properties) return Object.entries<Json>(schema.properties).flatMap(([key, below]) => described(below, `${at}/${key}`));
  if (schema.items) return described(schema.items, `${at}/0`);
  return schema.type === "string" ? [at] : [];
}

/** Sends requests several at a time. */
async function each<T>(list: readonly T[], send: (one: T) => Promise<void>, wide = 8): Promise<void> {
  const left = [...list.entries()].map(([, one]) => one).reverse();
  await Promise.all(
    Array.from({ length: wide }, async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) await send(one);
    }),
  );
}

const shown = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text);

const typedPlace = "<typed>";
/** Fields that no string of the list can be right for are tried at once: each of them has to be named. */
function grouped(places: readonly Place[], typed: readonly string[], body: Json): { one: readonly Place[]; together: readonly string[] } {
  if (typed.length === 0) return { one: places, together: [] };
  const put = (text: string): Json => {
    const all = structuredClone(body);
    for (const pointer of typed) {
      const path = pointer.split("/").slice(1);
      let at: Json = all;
      for (const part of path.slice(0, -1)) at = at[part];
      at[path.at(-1) ?? ""] = text;
    }
    return all;
  };
  return { one: [...places.filter(({ pointer }) => !typed.includes(pointer)), { pointer: typedPlace, put }], together: typed };
}

/** Puts every string into every place; answers the accepted ones by place. */
async function tryAll(
  as: string,
  path: string,
  body: Json,
  faults: string[],
  { wide = 8, typed = [] }: { wide?: number; typed?: readonly string[] } = {},
): Promise<Map<string, { text: string; answer: Json }[]>> {
  const taken = new Map<string, { text: string; answer: Json }[]>();
  const { one, together } = grouped(placesOf(body), typed, body);
  for (const { pointer, put } of one) {
    const named = pointer === typedPlace ? "/data" : pointer.replace("/<a key more>", "");
    const before = await count();
    let accepted = 0;
    await each(
      naughty,
      async (text) => {
        sent += 1;
        const answer = await cases.post(as, path, put(text));
        const said = await answer.text();
        if (answer.status >= 500) faults.push(`${path} ${pointer} = ${shown(text)}: ${answer.status}`);
        else if (answer.status < 300) {
          accepted += 1;
          taken.set(pointer, [...(taken.get(pointer) ?? []), { text, answer: JSON.parse(said) }]);
        } else if (answer.headers.get("content-type") !== "application/problem+json") faults.push(`${path} ${pointer}: no problem+json`);
        else if (answer.status === 422) {
          const { errors = [] } = JSON.parse(said) as Json;
          // What a register does not know is told as evidence that is missing.
          const told = (error: Json) =>
            error.detail !== "" &&
            (error.pointer.startsWith(named) ||
              (named.startsWith("/data/") && error.pointer === "/evidence") ||
              // Marks belong to the outcome that asks for them.
              (named === "/outcome" && error.pointer === "/marks"));
          const missed = together.filter((other) => !errors.some((error: Json) => error.pointer.startsWith(other)));
          if (pointer === typedPlace && missed.length > 0) faults.push(`${path} = ${shown(text)}: ${missed.join(" ")} not named`);
          else if (!errors.some(told)) faults.push(`${path} ${pointer} = ${shown(text)}: not named by ${said.slice(0, 300)}`);
        }
      },
      wide,
    );
    const after = await count();
    const entries = (after["casework.entry"] ?? 0) - (before["casework.entry"] ?? 0);
    if (entries !== accepted) faults.push(`${path} ${pointer}: ${accepted} accepted, ${entries} entries`);
    if (accepted === 0) {
      for (const [table, rows] of Object.entries(after))
        if (rows !== before[table] && table !== "keyring.agency_key")
          faults.push(`${path} ${pointer}: nothing accepted, and ${table} grew from ${before[table]} to ${rows}`);
    }
  }
  return taken;
}

const describedBody = (path: string): string[] =>
  [...new Set(described(document.paths[path].post.requestBody.content["application/json"].schema))].toSorted();
const stringsOf = (body: unknown): string[] => placesOf(body).map(({ pointer }) => pointer);

const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
const upload = async (as: string) =>
  (await cases.json(app.request("/api/v1/files?name=plan.pdf", { as, method: "POST", body: pdf }), 201)).id;

const under = (fields: string): string[] => fields.split(" ").map((field) => `/data/${field}`);
const submissions: Record<string, () => Promise<{ as: string; body: Json; typed: readonly string[] }>> = {
  "restaurant-opening": async () => ({
    as: "shen-ruolan",
    typed: under("area seats dishes/0 dishes/1 fuel outdoor sewer phone"),
    body: {
      ...restaurant(),
      evidence: [
        { requirement: "gas-alarm", declared: true, objection: "装在厨房东侧" },
        { requirement: "layout", file: await upload("shen-ruolan") },
      ],
      language: "zh",
    },
  }),
  "information-request": async () => ({
    as: "luo-zhiyuan",
    typed: under("form way help phone"),
    body: { ...request({ period: "2025年", way: "post", postalAddress: "云川市澄湖区明湖路88号" }), language: "en" },
  }),
  "record-correction": async () => ({
    as: "luo-zhiyuan",
    typed: under("register field phone"),
    body: {
      service: "record-correction",
      data: {
        register: "population",
        recordKey: journalist.identifier,
        field: "address",
        right: "明湖路1号",
        why: "写错了",
        phone: "13800138001",
      },
    },
  }),
  "seal-engraving": async () => ({
    as: "shen-ruolan",
    typed: under("company seals/0 seals/1 phone"),
    body: {
      service: "seal-engraving",
      data: { company: company.identifier, seals: ["official", "finance"], phone: "13800138000" },
      onBehalfOf: company.id,
    },
  }),
  "after-death": async () => ({
    as: "he-guiying",
    // Tried by themselves: the date is asked only where its part is chosen, and some strings are good numbers.
    typed: under("chosenParts/0 relation phone"),
    body: {
      service: "after-death",
      data: {
        chosenParts: ["funeral"],
        deceased: sampleRows().registers.deaths?.[0]?.deceased,
        relation: "spouse",
        funeral: "2026-09-20",
        account: "6222020000001234567",
        phone: "13800138000",
      },
    },
  }),
};
/** What an answer may be, as far as strings come to it. */
const kindOf = ({ type, format, enum: values, pattern }: Json): string =>
  [type, format, values && "enum", pattern && "pattern"].filter(Boolean).join(" ");

test("a submission bears any string in any field of any form", async () => {
  const faults: string[] = [];
  const { services } = await cases.json(cases.get(undefined, "/api/v1/services"));
  const kinds = { all: new Set<string>(), tried: new Set<string>() };
  for (const { id } of services) {
    const { form } = await cases.json(cases.get(undefined, `/api/v1/services/${id}`));
    for (const property of Object.values<Json>(form.schema.properties)) {
      kinds.all.add(kindOf(property));
      if (Object.hasOwn(submissions, id)) kinds.tried.add(kindOf(property));
    }
  }
  assert.deepEqual([...kinds.all].toSorted(), [...kinds.tried].toSorted(), "every kind of question is tried");
  const seen = new Set<string>();
  for (const [service, make] of Object.entries(submissions)) {
    const { as, body, typed } = await make();
    const { form } = await cases.json(cases.get(undefined, `/api/v1/services/${service}`));
    assert.deepEqual(Object.keys(body.data).toSorted(), Object.keys(form.schema.properties).toSorted(), `${service}: every field is tried`);
    for (const pointer of stringsOf(body)) seen.add(pointer.replace(/^\/evidence\/\d/, "/evidence/0"));
    const taken = await tryAll(as, "/api/v1/cases", body, faults, { typed });
    for (const [pointer, list] of taken) {
      if (!/^\/data\/[^/<]+$/.test(pointer)) continue;
      await each(
        list.filter((_, i) => i % 5 === 0),
        async ({ text, answer }) => {
          const { data } = await cases.read(as, answer.id);
          const back = data[pointer.slice("/data/".length)];
          if (back !== text) faults.push(`${service} ${pointer} = ${shown(text)} came back as ${shown(String(back))}`);
        },
      );
    }
  }
  for (const pointer of describedBody("/api/v1/cases")) assert.ok(seen.has(pointer), `${pointer} is not tried`);
  assert.deepEqual(faults, []);
});

test("a command bears any string in any field", async () => {
  const faults: string[] = [];
  const one = await cases.open("shen-ruolan", restaurant());
  await cases.finish("chen-yulan", one.id, "check", "complete");
  const food = await cases.task("sun-jianing", one.id, "food");
  const task = (no: number) => `/api/v1/tasks/${one.id}.${no}/commands`;
  const other = await cases.open("shen-ruolan", restaurant());
  await cases.finish("chen-yulan", other.id, "check", "incomplete", { words: "请更正。", marks: ["/signboard", "/evidence/layout"] });
  const resend = await cases.task("shen-ruolan", other.id, "resend");
  const gone = await cases.open("shen-ruolan", restaurant());
  await cases.json(cases.post("shen-ruolan", `/api/v1/cases/${gone.id}/commands`, { type: "withdraw", words: "不办了" }));
  const file = await upload("shen-ruolan");
  // Nothing here can succeed but notes: the task is done, the outcome is none, the case has ended, nobody can be chosen.
  const check = await cases.task("chen-yulan", one.id, "check");
  const ask = (more: Json) => ({ type: "open", ...more });
  await cases.json(cases.post("sun-jianing", `/api/v1/cases/${one.id}/commands`, ask({ extra: "extend" })));
  const brings = { data: { signboard: "新名" }, evidence: [{ requirement: "layout", file }] };
  const tried: [string, string, Json][] = [
    ["sun-jianing", task(food), { type: "give", to: "nobody" }],
    ["chen-yulan", task(check), { type: "finish", outcome: "incomplete", words: "请核对", marks: ["/area"] }],
    ["shen-ruolan", `/api/v1/tasks/${other.id}.${resend}/commands`, { type: "finish", outcome: "nowhere", ...brings }],
    ["sun-jianing", `/api/v1/cases/${one.id}/commands`, ask({ extra: "ask", chosen: ["nobody"] })],
    ["sun-jianing", `/api/v1/cases/${one.id}/commands`, ask({ extra: "extend", words: "情况复杂" })],
    ["shen-ruolan", `/api/v1/cases/${gone.id}/commands`, { type: "withdraw", words: "不办了" }],
    ["shen-ruolan", `/api/v1/cases/${one.id}/commands`, { type: "note", kind: "urge", words: "请尽快" }],
    // Who may not supervise: whatever the day is, nothing is written.
    ["chen-yulan", `/api/v1/cases/${one.id}/commands`, { type: "note", kind: "supervise", words: "请尽快", until: "2026-10-01" }],
  ];
  const words = new Map<string, string>();
  for (const [as, path, body] of tried) {
    const taken = await tryAll(as, path, body, faults, { wide: 2 });
    for (const [pointer, list] of taken) {
      if (body.type === "note" && pointer === "/words") for (const { text, answer } of list) words.set(`${answer.version}`, text.trim());
      else if (!(pointer.includes("<") || (pointer === "/type" && body.type === "give")))
        faults.push(...list.map(({ text }) => `${path} ${pointer} = ${shown(text)} was accepted`));
    }
  }
  const asked = new Set(tried.flatMap(([, , body]) => stringsOf(body)));
  for (const path of ["/api/v1/tasks/{id}/commands", "/api/v1/cases/{id}/commands"])
    for (const pointer of describedBody(path)) assert.ok(asked.has(pointer), `${path} ${pointer} is not tried`);
  let after: string | undefined = `/api/v1/cases/${one.id}/events?limit=200`;
  let back = 0;
  while (after) {
    const page = await cases.get("shen-ruolan", after);
    for (const event of ((await page.json()) as Json).events) {
      const said = words.get(String(event.seq));
      if (said === undefined) continue;
      back += 1;
      if (event.words !== said) faults.push(`words ${shown(said)} came back as ${shown(String(event.words))}`);
    }
    after = /^<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1];
  }
  assert.ok(back > 100 && back === words.size, `${back} of ${words.size} notes came back`);
  assert.deepEqual(faults, []);
});

test("addresses and headers bear any string", async () => {
  const faults: string[] = [];
  const { id } = await cases.open("luo-zhiyuan", request());
  const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
  const addresses: ((text: string) => string)[] = [
    (text) => `/api/v1/services/${encoded(text)}`,
    (text) => `/api/v1/cases?after=${encoded(text)}`,
    (text) => `/api/v1/cases/${encoded(text)}`,
    (text) => `/api/v1/cases/${id}/events?after=${encoded(text)}`,
    (text) => `/api/v1/cases/${id}/outputs/${encoded(text)}`,
    (text) => `/api/v1/tasks?service=${encoded(text)}`,
    (text) => `/api/v1/tasks?case=${encoded(text)}`,
    (text) => `/api/v1/tasks?limit=${encoded(text)}&${encoded(text)}=1`,
    (text) => `/${encoded(text)}`,
    (text) => `/log/tile/${encoded(text)}`,
    (text) => `/status/${encoded(text)}`,
  ];
  const before = await count();
  for (const address of addresses) {
    for (const as of /cases|log|status/.test(address("")) ? ["luo-zhiyuan"] : ["luo-zhiyuan", "chen-yulan"]) {
      await each(
        naughty.filter((text) => encoded(text).length < 8000),
        async (text) => {
          sent += 1;
          const answer = await cases.get(as, address(text));
          await answer.arrayBuffer();
          if (answer.status >= 500) faults.push(`${address("…")} = ${shown(text)}: ${answer.status}`);
        },
      );
    }
  }
  for (const path of ["/api/v1/tasks/", "/api/v1/cases/"]) {
    await each(
      naughty.filter((text) => encoded(text).length < 8000),
      async (text) => {
        sent += 1;
        const answer = await cases.post("luo-zhiyuan", `${path}${encoded(text)}/commands`, { type: "withdraw" });
        if (answer.status >= 500) faults.push(`${path} = ${shown(text)}: ${answer.status}`);
      },
    );
  }
  // A header holds bytes: what does not fit there cannot be sent by anybody.
  const fits = naughty.filter((text) => /^[\x20-\x7e\x80-\xff]*$/.test(text) && text.length < 5000);
  for (const name of [
    "idempotency-key",
    "if-match",
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "cookie",
    "x-request-id",
    "content-length",
  ]) {
    await each(fits, async (text) => {
      sent += 1;
      const answer = await cases.post("luo-zhiyuan", `/api/v1/cases/${id}/commands`, { type: "nothing" }, { [name]: text });
      if (answer.status >= 500) faults.push(`${name}: ${shown(text)}: ${answer.status}`);
    });
    await each(fits, async (text) => {
      sent += 1;
      const answer = await cases.get("luo-zhiyuan", `/api/v1/cases/${id}/receipt`, { [name]: text });
      if (answer.status >= 500) faults.push(`${name} of a read: ${shown(text)}: ${answer.status}`);
    });
  }
  assert.deepEqual(await count(), before);
  const names = await each(
    naughty.filter((text) => encoded(text).length < 3000),
    async (text) => {
      sent += 1;
      const answer = await app.request(`/api/v1/files?name=${encoded(text)}`, { as: "luo-zhiyuan", method: "POST", body: pdf });
      if (answer.status >= 500) faults.push(`a file named ${shown(text)}: ${answer.status}`);
      else if (answer.status === 201) {
        const { name } = (await answer.json()) as Json;
        if (/[/\\\p{Cc}\p{Cf}]/u.test(name) || name === "") faults.push(`a file named ${shown(text)} is kept as ${shown(name)}`);
      }
    },
  );
  assert.equal(names, undefined);
  assert.deepEqual(faults, []);
});

const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const raw: readonly (readonly [what: string, body: string | Uint8Array])[] = [
  ["nothing", ""],
  ["a blank", " "],
  ["half an object", '{"service":'],
  ["two values", "{}{}"],
  ["a comment", "{/* */}"],
  ["single quotes", "{'service':'x'}"],
  ["a trailing comma", '{"service":"x",}'],
  ["NaN", '{"service":NaN}'],
  ["null", "null"],
  ["a number", "1"],
  ["a string", '"x"'],
  ["a list", "[]"],
  ["a byte order mark", "\ufeff{}"],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
  ["bytes that are no UTF-8", new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
  ["NUL bytes", new Uint8Array(64)],
  ["a hundred thousand lists in each other", deep(100_000)],
  ["deep data", `{"service":"information-request","data":{"what":${deep(50_000)}}}`],
  ["deep objects", `{"service":"information-request","data":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`],
  ["deep within what a stack bears", `{"service":"information-request","data":{"what":${deep(900)}}}`],
  [
    "many members",
    JSON.stringify({ service: "information-request", data: Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i])) }),
  ],
  ["many items", JSON.stringify({ service: "information-request", data: {}, evidence: Array(100_000).fill(0) })],
  ["the prototype", '{"__proto__":{"service":"information-request","data":{}}}'],
  ["the prototype in the data", '{"service":"information-request","data":{"__proto__":{"what":"x"},"constructor":{"prototype":{"x":1}}}}'],
  ["a number out of bounds", '{"service":"information-request","data":{"what":1e400}}'],
  ["a service twice", '{"service":"restaurant-opening","service":"information-request","data":{}}'],
  ["numbers as keys", '{"0":0,"-1":1}'],
];

test("bodies out of shape are refused with a clear answer, and nothing is written", async () => {
  const one = await cases.open("luo-zhiyuan", request());
  const before = await count();
  const faults: string[] = [];
  for (const path of ["/api/v1/cases", `/api/v1/cases/${one.id}/commands`, `/api/v1/tasks/${one.id}.1/commands`]) {
    for (const [what, body] of raw) {
      sent += 1;
      const answer = await app.request(path, {
        as: "luo-zhiyuan",
        method: "POST",
        body: body as string,
        headers: { "content-type": "application/json; charset=utf-8" },
      });
      const said = await answer.text();
      if (![400, 422].includes(answer.status)) faults.push(`${path}, ${what}: ${answer.status} ${said.slice(0, 200)}`);
      else if (!(JSON.parse(said) as Json).title) faults.push(`${path}, ${what}: says nothing`);
    }
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "application/jsonx",
      "application",
      "",
      "text/json",
      "*/*",
    ]) {
      sent += 1;
      const answer = await app.request(path, {
        as: "luo-zhiyuan",
        method: "POST",
        body: JSON.stringify(request()),
        headers: { "content-type": type },
      });
      if (answer.status !== 415) faults.push(`${path} as ${type}: ${answer.status}`);
    }
  }
  for (const garbage of ["%", "%zz", "%c3%28", "%00", "%ed%a0%80", "%u0041", "%f8%a1%a1%a1%a1", "%0d%0aset-cookie:x=1"]) {
    for (const path of [`/api/v1/cases/${garbage}`, `/api/v1/services/${garbage}`, `/api/v1/cases?after=${garbage}`, `/${garbage}`]) {
      sent += 1;
      const answer = await cases.get("luo-zhiyuan", path);
      if (![400, 404].includes(answer.status)) faults.push(`${path}: ${answer.status}`);
      if (answer.headers.get("set-cookie")?.includes("x=1")) faults.push(`${path}: a header was injected`);
    }
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(await count(), before);
  assert.equal(({} as Json).what, undefined, "no prototype was changed");
});

test("numbers, lists and nulls in the place of answers are refused with the field's name", async () => {
  const values = [null, true, [], {}, 0, -1, 1e308, -0, 0.1, [[]], [null], [""], { zh: "" }, ["x", "x"], [{ __proto__: null }]];
  const faults: string[] = [];
  for (const field of Object.keys(requestData())) {
    for (const value of values) {
      sent += 1;
      const answer = await cases.post("luo-zhiyuan", "/api/v1/cases", request({ [field]: value }));
      const { errors = [] } = (await answer.json()) as Json;
      const optional = field === "document";
      if (answer.status !== 422 && !(optional && value === null)) faults.push(`${field} = ${JSON.stringify(value)}: ${answer.status}`);
      else if (answer.status === 422 && !errors.some((error: Json) => error.pointer.startsWith(`/data/${field}`)))
        faults.push(`${field} = ${JSON.stringify(value)}: not named`);
    }
  }
  assert.deepEqual(faults, []);
});

test("every case that was made is whole", async () => {
  const { rows } = await app.desk.pool.query(
    `select c.id from casework.case c
     where c.version <> (select count(*) from casework.entry e where e.case_id = c.id)
        or not exists (select from casework.task t where t.case_id = c.id)
        or not exists (select from casework.data d where d.case_id = c.id)
        or not exists (select from keyring.case_key k where k.case_id = c.id)
     union all select e.case_id from casework.entry e where not exists (select from casework.case c where c.id = e.case_id)
     union all select k.case_id from keyring.case_key k where not exists (select from casework.case c where c.id = k.case_id)
     union all select p.case_id from ledger.pending p where not exists (select from casework.entry e where (e.case_id, e.seq) = (p.case_id, p.seq))
       and not exists (select from organisation.change g where p.case_id = '00000000-0000-7000-8000-000000000001' and g.no = p.seq)`,
  );
  assert.deepEqual(rows, []);
  process.stdout.write(`${naughty.length} naughty strings, ${sent} hostile requests\n`);
});

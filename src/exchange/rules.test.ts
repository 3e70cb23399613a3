import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { validate } from "@cedar-policy/cedar-wasm/nodejs";
import { parse } from "yaml";
import { cityFolder } from "../../test/support/city.ts";
import { readCityFile } from "../organisation/index.ts";
import { type Register, registersFile } from "../registry/index.ts";
import type { Agreement } from "./agreement.ts";
import { agreementsFile } from "./agreement.ts";
import { type Asking, policiesOf, rulesOf } from "./rules.ts";

const file = readCityFile(cityFolder, "registers.yaml", registersFile);
assert.ok(file.ok, JSON.stringify(file));
const [some] = file.value.registers;
assert.ok(some);

const title = { zh: "字段", en: "Field" };
const field = (kind: Register["fields"][string]["class"]): Register["fields"][string] => ({
  class: kind,
  type: "text",
  title,
  subject: false,
  required: false,
});

/** A register with two fields of each class, shared as asked. */
const registerOf = (share: Register["share"]): Register => ({
  ...some,
  id: "things",
  owner: "keeper",
  share,
  withheld: { law: "data-security-law/38", why: { zh: "涉及秘密", en: "It is secret" } },
  fields: {
    "open-a": field("open"),
    "open-b": field("open"),
    "personal-a": field("personal"),
    "personal-b": field("personal"),
    "sensitive-a": field("sensitive"),
    "sensitive-b": field("sensitive"),
  },
});
const base: Agreement = {
  id: "one",
  asker: "asker",
  register: "things",
  fields: ["personal-a"],
  services: ["errand-one"],
  purpose: title,
  from: "2026-01-01",
  frequency: "each-case",
  retention: "with the case",
  status: "active",
  changedAt: 0,
  changedBy: "city",
};
const ordinary = registerOf({ open: "unconditional", personal: "conditional", sensitive: "none" });
const asking = (more: Partial<Asking> = {}): Asking => ({
  asker: "asker",
  fields: ["personal-a"],
  service: "errand-one",
  day: "2026-11-22",
  consented: false,
  ...more,
});
const says = (agreements: readonly Agreement[], more: Partial<Asking> = {}): string => {
  const verdict = rulesOf(ordinary, agreements).decide(asking(more));
  return verdict.allowed ? verdict.by : verdict.reason.reason;
};

test("each thing that an agreement does not cover is refused by its name", () => {
  assert.equal(says([base]), "one");
  assert.equal(says([]), "no-agreement");
  assert.equal(says([{ ...base, asker: "other" }]), "no-agreement");
  assert.equal(says([{ ...base, status: "suspended" }]), "suspended");
  assert.equal(says([{ ...base, status: "revoked" }]), "revoked");
  assert.equal(says([{ ...base, from: "2026-11-23" }]), "not-begun");
  assert.equal(says([{ ...base, from: "2026-11-22", to: "2026-11-22" }]), "one", "first and last day count");
  assert.equal(says([{ ...base, to: "2026-11-21" }]), "ended");
  assert.equal(says([base], { service: "errand-two" }), "service");
  assert.equal(says([base], { service: undefined }), "service");
  assert.equal(says([{ ...base, services: "any" }], { service: undefined }), "one");
  assert.equal(says([{ ...base, posts: ["desk"] }], { post: "desk" }), "one");
  assert.equal(says([{ ...base, posts: ["desk"] }], { post: "other" }), "post");
  assert.equal(says([{ ...base, posts: ["desk"] }]), "post");
  assert.equal(says([base], { fields: ["personal-a", "personal-b"] }), "fields");
  assert.equal(says([base], { fields: ["open-a", "personal-a"] }), "one", "free fields need no agreement");
  assert.equal(says([base], { fields: ["personal-a", "sensitive-a"] }), "withheld");
  assert.equal(says([], { fields: ["open-a"] }), "unconditional");
  assert.equal(says([], { consented: true }), "consent");
  assert.equal(says([], { consented: true, fields: ["sensitive-a"] }), "withheld", "no consent opens what is not shared");
  assert.equal(says([{ ...base, fields: ["sensitive-a"] }], { fields: ["sensitive-a"] }), "withheld", "nor does an agreement");
  assert.equal(says([], { asker: "keeper", fields: ["sensitive-a"] }), "owner");
});

test("the words name the agreement that came nearest", () => {
  const near = { ...base, id: "near", services: ["errand-two"] };
  const verdict = rulesOf(ordinary, [{ ...base, id: "far", status: "revoked" }, near]).decide(asking());
  assert.ok(!verdict.allowed);
  assert.match(verdict.reason.text.en, /^Agreement near is not for this purpose: errand-one\.$/);
  assert.match(verdict.reason.text.zh, /near.*errand-one/);
});

test("an older edition that is still at work does not take the newer one's place", () => {
  const [was, is] = [[base], [{ ...base, status: "revoked" as const }]];
  for (const [older, newer, allowed] of [
    [was, is, false],
    [is, was, true],
  ] as const) {
    const late = rulesOf(ordinary, older, "editions");
    const current = rulesOf(ordinary, newer, "editions");
    assert.equal(current.decide(asking()).allowed, allowed);
    assert.equal(late.decide(asking()).allowed, !allowed, "each by its own policies");
    assert.equal(current.decide(asking({ day: "2026-11-21" })).allowed, allowed, "what is asked next as well");
  }
});

test("names with quotes stay names", () => {
  const odd = { ...base, id: 'x"y', services: ['a"); permit (principal, action, resource); //'] };
  assert.equal(says([odd]), "service");
  assert.equal(says([odd], { service: odd.services[0] }), 'x"y');
});

/** What is said in docs/sharing.md, without Cedar. */
function oracle(register: Register, agreements: readonly Agreement[], { asker, post, fields, service, day, consented }: Asking): boolean {
  if (asker === register.owner) return true;
  const kinds = fields.map((name) => register.share[register.fields[name]?.class ?? "open"]);
  if (kinds.includes("none")) return false;
  const wanted = fields.filter((_, n) => kinds[n] === "conditional");
  if (wanted.length === 0 || consented) return true;
  return agreements.some(
    (one) =>
      one.status === "active" &&
      one.asker === asker &&
      one.from <= day &&
      day <= (one.to ?? "9999-12-31") &&
      (one.services === "any" || (service !== undefined && one.services.includes(service))) &&
      (one.posts === undefined || (post !== undefined && one.posts.includes(post))) &&
      wanted.every((name) => one.fields.includes(name)),
  );
}

test("random agreements and random questions are decided as the plain rule says", () => {
  const seed = process.env.SEED === undefined ? randomInt(2 ** 31) : Number(process.env.SEED);
  process.stdout.write(`# SEED=${seed}\n`);
  let state = seed;
  // Lehmer's generator: enough to choose among a few.
  const below = (n: number): number => {
    state = (state * 48271 + 11) % 2147483647;
    return state % n;
  };
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const some_ = <T>(list: readonly T[]): T[] => {
    const chosen = list.filter(() => below(2) === 0);
    return chosen.length > 0 ? chosen : [pick(list)];
  };
  const names = Object.keys(ordinary.fields);
  const [agencies, services, posts, days] = [
    ["keeper", "a", "b"],
    ["s", "t", "u"],
    ["p", "q"],
    ["2026-01-01", "2026-06-30", "2026-07-01", "2026-12-31"],
  ];
  const kinds = ["unconditional", "conditional", "none"] as const;
  const seen = new Map<string, number>();
  for (let round = 0; round < 60; round++) {
    const register = registerOf({ open: pick(kinds), personal: pick(kinds), sensitive: pick(kinds) });
    const agreements = Array.from({ length: below(6) }, (_, n): Agreement => {
      const from = pick(days);
      const { to: _to, ...rest } = base;
      return {
        ...rest,
        id: `agreement-${n}`,
        asker: pick(agencies),
        fields: some_(names),
        services: below(3) === 0 ? "any" : some_(services),
        ...(below(3) === 0 ? { posts: some_(posts) } : {}),
        from,
        ...(below(2) === 0 ? { to: pick(days.filter((day) => day >= from)) } : {}),
        status: pick(["active", "active", "active", "suspended", "revoked"] as const),
      };
    });
    const rules = rulesOf(register, agreements, "random");
    for (let n = 0; n < 50; n++) {
      const question: Asking = {
        asker: pick(agencies),
        post: below(2) === 0 ? pick(posts) : undefined,
        service: below(5) === 0 ? undefined : pick(services),
        fields: some_(names),
        day: pick(days),
        consented: below(6) === 0,
      };
      const verdict = rules.decide(question);
      const shown = () => JSON.stringify({ share: register.share, agreements, question, verdict });
      assert.equal(verdict.allowed, oracle(register, agreements, question), shown());
      assert.deepEqual(rules.decide(question), verdict, "the same question is answered alike");
      const key = verdict.allowed ? (verdict.by.startsWith("agreement-") ? "agreement" : verdict.by) : verdict.reason.reason;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  for (const key of [
    "owner",
    "unconditional",
    "agreement",
    "consent",
    "withheld",
    "no-agreement",
    "service",
    "post",
    "fields",
    "suspended",
  ])
    assert.ok((seen.get(key) ?? 0) > 0, `${key} never came: ${JSON.stringify([...seen])}`);
});

test("every register's policies are valid under a schema that knows what a question is", () => {
  const schema = {
    "": {
      entityTypes: { Agency: {}, Register: {} },
      actions: {
        ask: {
          appliesTo: {
            principalTypes: ["Agency"],
            resourceTypes: ["Register"],
            context: {
              type: "Record" as const,
              attributes: {
                fields: { type: "Set" as const, element: { type: "String" as const } },
                day: { type: "Long" as const },
                consented: { type: "Boolean" as const },
                service: { type: "String" as const, required: false },
                post: { type: "String" as const, required: false },
              },
            },
          },
        },
      },
    },
  };
  const filed = agreementsFile.parse(parse(readFileSync(join(cityFolder, "agreements.yaml"), "utf8"))).agreements;
  for (const register of file.value.registers) {
    const own = filed
      .filter((one) => one.register === register.id)
      .map(
        ({ posts, law, to, ...one }): Agreement => ({
          ...base,
          ...one,
          ...(posts ? { posts } : {}),
          ...(law ? { law } : {}),
          ...(to ? { to } : {}),
        }),
      );
    const answer = validate({ schema, policies: { staticPolicies: policiesOf(register, own) } });
    assert.equal(answer.type, "success", JSON.stringify(answer));
    assert.deepEqual(answer.type === "success" && answer.validationErrors, [], register.id);
  }
});

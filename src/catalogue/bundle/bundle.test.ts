// Bundles put together: whatever the parts ask, every question is asked once, every part gets exactly its own, and what does not fit
// is told where it stands.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { counted } from "../../engine/form/index.ts";
import { checkPack } from "../check.ts";
import { readPackFolder } from "../folder.ts";
import { loadPack } from "../load.ts";
import type { Pack } from "../pack.ts";
import { readPlace } from "../place.ts";
import { authored, partIds, pinned, pinsOf } from "./index.ts";

const folder = join(import.meta.dirname, "../../../test/fixtures/bundle");
const filesOf = (id: string) => {
  const read = readPackFolder(join(folder, id));
  assert.ok(read.ok);
  return read.files;
};
const packOf = (id: string): Pack | undefined => {
  const loaded = loadPack(filesOf(id));
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.pack;
};
const parts = new Map(["stall-permit", "stall-bin", "stall-sign", "stall-lamp"].map((id) => [id, packOf(id)]));
const whole = filesOf("stall-start");
const load = (change: (text: string) => string = (text) => text, more: Record<string, string> = {}) =>
  loadPack({ ...whole, "pack.yaml": change(whole["pack.yaml"] ?? ""), ...more }, "", (id) => parts.get(id));
const messages = (done: ReturnType<typeof load>) => (done.ok ? [] : done.problems.map(({ message, line }) => `${line} ${message.en}`));

test("the fixture: fields, evidence, facts, fees and procedure of its parts together", () => {
  const done = load();
  assert.ok(done.ok, messages(done).join("\n"));
  const { pack } = done;
  assert.deepEqual(Object.keys(pack.form.fields), [
    "place",
    "area",
    "goods",
    "phone",
    "litres",
    "words",
    "lit",
    "watts",
    "lamps",
    "chosenParts",
  ]);
  assert.deepEqual(
    pack.header.requirements.map(({ id, sources }) => [id, sources.flatMap((one) => ("registry" in one ? one.fields : []))]),
    [
      ["person", ["name", "address"]],
      ["bin-storage", []],
    ],
  );
  assert.equal(pack.header.fees.length, 2);
  const { tasks } = pack.model.stages.parts ?? assert.fail("no stage");
  assert.deepEqual(tasks.bin?.follows, ["permit"]);
  assert.deepEqual(tasks.lamp?.follows, ["permit"]);
  assert.equal(pack.parts?.sign?.fields.where, "place");
  assert.equal(pack.parts?.bin?.fields.permitNumber, undefined, "what is fed is not asked");
});

test("a bundle is addressed by its own content and by its parts' versions", () => {
  const done = load();
  assert.ok(done.ok);
  assert.deepEqual(pinsOf(done.pack.files)?.permit, parts.get("stall-permit")?.hash);
  assert.deepEqual(authored(done.pack.files), whole);
  assert.deepEqual(
    pinned(whole, (id) => parts.get(id)?.hash),
    done.pack.files,
  );
  assert.equal(
    pinned(whole, () => undefined),
    undefined,
  );
  assert.deepEqual(partIds(filesOf("stall-bin")), undefined);
  const permit = filesOf("stall-permit");
  const changed = loadPack({ ...permit, "pack.yaml": (permit["pack.yaml"] ?? "").replace("1.0.0", "1.0.1") });
  assert.ok(changed.ok);
  const again = loadPack(whole, "", (id) => (id === "stall-permit" ? changed.pack : parts.get(id)));
  assert.ok(again.ok && again.pack.hash !== done.pack.hash);
});

test("what does not fit is told at its line", () => {
  const said = (change: (text: string) => string) => messages(load(change)).join("\n");
  assert.match(
    said((text) => text.replace("pack: stall-sign", "pack: stall-singe")),
    /^26 There is no pack "stall-singe"/,
  );
  assert.match(
    said((text) => text.replace("permit:output/permit/number", "permit:output/licence/number")),
    /"permit" does not yield "licence\/number"/,
  );
  assert.match(
    said((text) => text.replace("permit:output/permit/number", "sign:output/permit/number")),
    /"sign" may be left out/,
  );
  assert.match(
    said((text) => text.replace("permit:output/permit/number", "permit:output/permit")),
    /must be what a part yields/,
  );
  assert.match(
    said((text) => text.replace("/permitNumber:", "/permitNumbers:")),
    /"stall-bin" has no field "permitNumbers"/,
  );
  assert.match(
    said((text) => text.replace("after: [permit]", "after: [permits]")),
    /no part "permits" to wait for/,
  );
  assert.match(
    said((text) => text.replace("{ pack: stall-permit }", "{ pack: stall-permit, after: [lamp] }")),
    /waits for parts that wait for it/,
  );
  assert.match(
    said((text) => text.replace("sign/where: permit/place", "sign/where: permit/site")),
    /no question "permit\/site"/,
  );
  assert.match(
    said((text) => text.replace("permit/place }", "permit/place, permit/place: sign/where }")),
    /leads back to itself/,
  );
  assert.match(
    said((text) => text.replace("clock: joint\n  parts", "clock: jont\n  parts")),
    /names no clock "jont"/,
  );
  assert.match(
    said((text) => text.replace("area > 6", "acreage > 6")),
    /There is no fact "acreage"/,
  );
  assert.match(
    said((text) => text.replace("applicants: [person]", "applicants: [person, organisation]")),
    /cannot be applied for by a organisation/,
  );
  assert.match(
    said((text) => text.replace(/ {4}(bin|sign|lamp):.*\n/g, "").replace(/ {2}same:.*\n/, "")),
    /two parts at least/,
  );
  const other = "/where: permit/place }\n  apart: [bin/phone]";
  const apart = load((text) => text.replace("/where: permit/place }", other));
  assert.ok(apart.ok && Object.hasOwn(apart.pack.form.fields, "bin_phone"));
});

test("a bundle that costs more than its parts, or promises less time than they take, is warned about", () => {
  const folderOf = fileURLToPath(new URL("../../../", import.meta.url));
  const place = readPlace({ city: `${folderOf}city`, law: `${folderOf}law`, today: "2026-09-21" });
  assert.ok(place.ok);
  const warned = (change: (text: string) => string) =>
    checkPack({ ...whole, "pack.yaml": change(whole["pack.yaml"] ?? "") }, place.place, "", (id) => parts.get(id)).problems.flatMap(
      ({ level, message }) => (level === "warning" && !message.en.startsWith("No agreement") ? [message.en] : []),
    );
  assert.deepEqual(
    warned((text) => text),
    [],
  );
  const dear = warned((text) => text.replace("fields: 5, days: 6", "fields: 50, days: 4").replace("time: 6 workdays", "time: 4 workdays"));
  assert.deepEqual(dear, [
    "Parts that follow each other promise 6 working days, and the whole promises 4.",
    "One by one the parts cost 16; together they cost 50.",
  ]);
});

test("the same name asked differently must be said to be one question or another", () => {
  const bin = filesOf("stall-bin");
  const stricter = loadPack({ ...bin, "form.yaml": (bin["form.yaml"] ?? "").replace("maxLength: 60", "maxLength: 10") });
  assert.ok(stricter.ok);
  const using = (change: (text: string) => string) =>
    loadPack({ ...whole, "pack.yaml": change(whole["pack.yaml"] ?? "") }, "", (id) => (id === "stall-bin" ? stricter.pack : parts.get(id)));
  assert.match(messages(using((text) => text)).join(), /"place" is asked differently by several parts/);
  const one = using((text) => text.replace("sign/where: permit/place", "sign/where: permit/place, bin/place: permit/place"));
  assert.ok(one.ok, messages(one).join());
  const long = { place: "明湖公园南门外第二个路口" };
  assert.ok(JSON.stringify(one.pack.form.schema.properties.place).includes('"maxLength":10'), "both parts' demands hold");
  assert.ok(long.place.length > 10);
});

test("its own questions come first, and stand for those of the parts", () => {
  const form = `schema: { type: object, required: [place], properties: { place: { type: string, minLength: 2, maxLength: 60 } } }
fields: { place: { label: { zh: 在哪里摆, en: Where will you stand? } } }
pages: [{ id: where, title: { zh: 地点, en: Place }, fields: [place] }]
`;
  const done = load((text) => text, { "form.yaml": form });
  assert.ok(done.ok, messages(done).join("\n"));
  assert.equal(done.pack.form.fields.place?.label.en, "Where will you stand?");
  assert.equal(done.pack.form.pages.filter(({ fields }) => fields.includes("place")).length, 1);
});

/** A part that asks some of eight questions on pages of its own; a page may depend on an earlier answer of yes. */
const names = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
const isYes = (name: string) => "abc".includes(name);
const partForm = fc.tuple(fc.shuffledSubarray([...names], { minLength: 2 }), fc.infiniteStream(fc.boolean())).map(([fields, coins]) => {
  const next = () => coins.next().value === true;
  const pages: { id: string; fields: string[]; when?: string }[] = [];
  for (const name of fields) {
    const last = pages.at(-1);
    if (last && next()) last.fields.push(name);
    else {
      const before = pages.flatMap((page) => page.fields).filter(isYes);
      pages.push({ id: `p${pages.length}`, fields: [name], ...(before.length > 0 && next() ? { when: before[0] as string } : {}) });
    }
  }
  return { fields, pages };
});
type PartForm = { fields: string[]; pages: { id: string; fields: string[]; when?: string }[] };
const base = filesOf("stall-lamp");
const title = { zh: "题", en: "Title" };

/** The pack of a part with this form; `suffix` gives its questions names of their own. */
function packWith(id: string, { fields, pages }: PartForm, suffix: string): Pack {
  const own = (name: string) => `${name}${suffix}`;
  const form = {
    schema: {
      type: "object",
      required: fields.map(own),
      properties: Object.fromEntries(fields.map((name) => [own(name), { type: isYes(name) ? "boolean" : "string" }])),
    },
    fields: Object.fromEntries(fields.map((name) => [own(name), { label: { zh: name, en: name } }])),
    pages: pages.map((page) => ({ id: page.id, title, fields: page.fields.map(own), ...(page.when ? { when: own(page.when) } : {}) })),
  };
  const header = (base["pack.yaml"] ?? "")
    .replace("id: stall-lamp", `id: ${id}`)
    .replace(/facts:\n.*\n/, "")
    .replace(/requirements:[\s\S]*?outputs:/, "outputs:")
    .replace(/fields: \d+/, "fields: 20");
  const loaded = loadPack({ ...base, "pack.yaml": header, "form.yaml": JSON.stringify(form) });
  assert.ok(loaded.ok, JSON.stringify(!loaded.ok && loaded.problems));
  return loaded.pack;
}

test("random bundles: every question once, and every part gets exactly its own", () => {
  const answersFor = fc.record(Object.fromEntries(names.map((name) => [name, isYes(name) ? fc.boolean() : fc.constantFrom("x", "y")])));
  const chosen = fc.subarray(["two", "three"]);
  let composed = 0;
  fc.assert(
    fc.property(partForm, partForm, partForm, fc.boolean(), answersFor, chosen, (one, two, three, renames, values, wanted) => {
      const suffix = renames ? "Of" : "";
      const packs = new Map([
        ["part-one", packWith("part-one", one, "")],
        ["part-two", packWith("part-two", two, "")],
        ["part-three", packWith("part-three", three, suffix)],
      ]);
      const same = Object.fromEntries(
        renames
          ? three.fields.flatMap((name) => {
              const owner = one.fields.includes(name) ? "one" : two.fields.includes(name) ? "two" : undefined;
              return owner ? [[`three/${name}${suffix}`, `${owner}/${name}`]] : [];
            })
          : [],
      );
      const header = (whole["pack.yaml"] ?? "").replace(/bundle:[\s\S]*$/, "");
      const bundle = {
        parts: { one: { pack: "part-one" }, two: { pack: "part-two", choice: true }, three: { pack: "part-three", choice: true } },
        same,
        clock: "joint",
      };
      const law = { "law/stall-rules.yaml": whole["law/stall-rules.yaml"] ?? "" };
      const done = loadPack({ ...law, "pack.yaml": `${header}bundle: ${JSON.stringify(bundle)}\n` }, "", (id) => packs.get(id));
      if (!done.ok) {
        // Conditions that look at what another part asks later are refused; nothing else may be.
        assert.ok(
          messages(done).every((message) => /which is asked on this page or later/.test(message)),
          messages(done).join("\n"),
        );
        return;
      }
      composed++;
      const { form, parts: made = {} } = done.pack;
      const placed = form.pages.flatMap(({ fields }) => fields);
      assert.equal(new Set(placed).size, placed.length, "asked once");
      assert.deepEqual(new Set(placed), new Set(Object.keys(form.fields)), "all asked");
      const typed = Object.fromEntries(Object.keys(form.fields).map((name) => [name, values[name.replace(/Of$/, "")] ?? wanted]));
      const kept = counted(form, { ...typed, chosenParts: wanted }, { facts: { "chosen parts": wanted } });
      for (const part of Object.values(made)) {
        if (part.key !== "one" && !wanted.includes(part.key)) continue;
        const project = (from: Readonly<Record<string, unknown>>) =>
          Object.fromEntries(
            Object.entries(part.fields).flatMap(([field, name]) => (from[name] === undefined ? [] : [[field, from[name]]])),
          ) as never;
        assert.deepEqual(counted(part.pack.form, project(kept)), counted(part.pack.form, project(typed)), part.key);
      }
    }),
    { numRuns: 30 },
  );
  assert.ok(composed > 5, `only ${composed} were put together`);
});

test("rates that a part's decisions look up come with it; two parts may not mean different ones by the same name", () => {
  const shipped = join(import.meta.dirname, "../../../packs");
  const read = (id: string) => {
    const found = readPackFolder(join(shipped, id));
    assert.ok(found.ok);
    return found.files;
  };
  const farewell = read("after-death");
  const others = Object.values(partIds(farewell) ?? {});
  const packs = new Map(
    others.map((id) => {
      const loaded = loadPack(read(id));
      assert.ok(loaded.ok);
      return [id, loaded.pack] as const;
    }),
  );
  const done = loadPack(farewell, "", (id) => packs.get(id));
  assert.ok(done.ok, messages(done).join("\n"));
  const rate = "rates/resident-income.yaml";
  assert.deepEqual(Object.keys(done.pack.rates), ["resident-income"]);
  const [other = ""] = others.filter((id) => id !== "funeral-subsidy");
  const without = read(other);
  const meant = {
    ...without,
    "pack.yaml": (without["pack.yaml"] ?? "").replace(
      /^facts:$/m,
      'facts:\n  income: { type: number, decision: "income.dmn#income", title: { zh: 收入, en: Income } }',
    ),
    "income.dmn": (read("funeral-subsidy")["subsidy.dmn"] ?? "")
      .replace(/<inputData[\s\S]*?<\/inputData>/, "")
      .replace(/<informationRequirement.*\n/, "")
      .replaceAll(/(name|id)="subsidy/g, '$1="income')
      .replace(/<text>.*<\/text>/, '<text>rate("resident-income", date("2026-01-01"))</text>'),
    [rate]: (read("funeral-subsidy")[rate] ?? "").replace("4582", "4583"),
  };
  const another = loadPack(meant);
  assert.ok(another.ok, messages(another).join("\n"));
  const clash = loadPack(farewell, "", (id) => (id === other ? another.pack : packs.get(id)));
  assert.ok(messages(clash).some((message) => message.includes(rate)));
});

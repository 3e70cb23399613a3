// What a part is given of a bundle: no more than its own pack asks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stallPacks } from "../../../test/support/stalls.ts";
import { type ComposedPart, loadPack, type Pack, readPackFolder } from "../../catalogue/index.ts";
import type { Evidence } from "../evidence.ts";
import { agreedTo, awaited, partContent } from "./part.ts";

const now = Date.parse("2026-09-21T09:30:00+08:00");
const filesOf = (id: string) => {
  const read = readPackFolder(`${stallPacks}/${id}`);
  assert.ok(read.ok);
  return read.files;
};
/** The bundle, with the sources of one part's requirement changed. */
function bundle(change: (id: string, header: string) => string = (_, header) => header): Readonly<Record<string, ComposedPart>> {
  const packs = new Map<string, Pack>();
  for (const id of ["stall-permit", "stall-bin", "stall-sign", "stall-lamp"]) {
    const files = filesOf(id);
    const loaded = loadPack(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [path, path === "procedure.yaml" ? text : change(id, text)])),
    );
    assert.ok(loaded.ok, JSON.stringify(!loaded.ok && loaded.problems));
    packs.set(id, loaded.pack);
  }
  const whole = loadPack(filesOf("stall-start"), "", (id) => packs.get(id));
  assert.ok(whole.ok, JSON.stringify(!whole.ok && whole.problems));
  return whole.pack.parts ?? {};
}
const partIn = (parts: Readonly<Record<string, ComposedPart>>, key: string): ComposedPart => parts[key] ?? assert.fail(key);
const found: Evidence = {
  requirement: "person",
  source: "registry",
  register: "population",
  request: "01a2",
  fetchedAt: now,
  content: { fields: { name: "沈若兰", address: "明湖路8号" } },
};
const file = { id: "f", name: "scan.pdf", kind: "pdf", size: 1000, sha256: "", key: "" } as const;

test("answers under its own names, and what others yielded", () => {
  const answers = { place: "南门", area: 8, goods: "豆浆", litres: 60, phone: "138", words: "若兰", chosenParts: ["sign"] };
  const { sign, bin } = bundle();
  assert.deepEqual(partContent(sign ?? assert.fail(), { answers, evidence: [], now }, {}).data, {
    words: "若兰",
    where: "南门",
    phone: "138",
  });
  assert.deepEqual(partContent(bin ?? assert.fail(), { answers, evidence: [], now }, { permitNumber: "摊1号" }).data, {
    place: "南门",
    litres: 60,
    phone: "138",
    permitNumber: "摊1号",
  });
});

test("of a record only the fields that it asks for itself, with the question that fetched them", () => {
  const parts = bundle();
  const bin = partContent(partIn(parts, "bin"), { answers: {}, evidence: [found], now }, {});
  assert.deepEqual(bin.answered, {
    person: { state: "found", register: "population", request: "01a2", fields: { name: "沈若兰" }, at: now },
  });
  assert.deepEqual(bin.handed, [{ requirement: "person", register: "population", request: "01a2", fields: ["name"] }]);
  assert.deepEqual(
    partContent(partIn(parts, "sign"), { answers: {}, evidence: [found], now }, {}).answered,
    {},
    "what it does not need it does not get",
  );
  const nothing = partContent(partIn(parts, "bin"), { answers: {}, evidence: [], now }, {});
  assert.deepEqual(
    nothing.answered,
    { person: { state: "none", register: "population", at: now } },
    "asked once for the bundle, and not again",
  );
});

test("an objection goes to every part that uses the record; a paper only to a part that takes one", () => {
  const parts = bundle((id, header) =>
    id === "stall-bin" ? header.replace("        fields: [name]", "        fields: [name]\n      - upload: { kinds: [pdf] }") : header,
  );
  const evidence: Evidence[] = [
    { ...found, content: { ...found.content, objection: "名字写错了" } },
    { requirement: "person", source: "upload", fetchedAt: now, content: { file } },
    { requirement: "person", source: "declaration", fetchedAt: now, content: {} },
  ];
  const given = (key: string) => partContent(partIn(parts, key), { answers: {}, evidence, now }, {}).evidence;
  assert.deepEqual(given("bin"), [{ requirement: "person", objection: "名字写错了", file }]);
  assert.deepEqual(given("permit"), [{ requirement: "person", objection: "名字写错了" }]);
});

test("what is looked up later without a law rests on what was agreed to with the bundle", () => {
  const parts = bundle((id, header) =>
    id === "stall-bin"
      ? header
          .replace("by: applicant", "by: /permitNumber")
          .replace("        law: online-services/7\n", "")
          .replace(/( {2}- \{ id: you,.*\n)( {2}- \{ id: permit,.*\n)/, "$2$1")
      : header,
  );
  const bin = partIn(parts, "bin");
  assert.equal(bin.consent, "agree_bin");
  assert.deepEqual(bin.requirements, {});
  assert.deepEqual(
    agreedTo(bin, { agree_bin: ["person"] }).map(({ id }) => id),
    ["person"],
  );
  assert.deepEqual(agreedTo(bin, {}), []);
  assert.equal(partIn(parts, "permit").consent, undefined);
});

test("a part waits until those before it are over, and does not begin where one did not come out right", () => {
  const bin = partIn(bundle(), "bin");
  const task = (status: "open" | "done" | "void", outcome?: string) => [
    { round: 1, stage: "parts", key: "permit", status, ...(outcome === undefined ? {} : { outcome }) },
  ];
  assert.deepEqual(awaited(bin, task("open")), { open: false, failed: [] });
  assert.deepEqual(awaited(bin, task("done", "granted")), { open: true, failed: [] });
  for (const outcome of ["refused", "closed", "not-opened"]) assert.deepEqual(awaited(bin, task("done", outcome)).failed, ["permit"]);
  assert.deepEqual(awaited(bin, []), { open: true, failed: [] }, "what is not wanted is not waited for");
});

// Whatever a file holds, the answer is a procedure or a list of refusals; never an exception.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compile } from "../procedure/index.ts";
import { Dice } from "../procedure/testing/random.ts";
import { decodeXml, fromBpmn, toBpmn } from "./index.ts";
import { plain } from "./testing/plain.ts";

const fixture = compile(
  readFileSync(new URL("../../../test/fixtures/procedures/cinema-opening.yaml", import.meta.url), "utf8"),
  "cinema-opening",
);
assert.ok(fixture.ok);
const ours = toBpmn(fixture.model);
const others = plain(
  "startEvent s\nparallelGateway x\nuserTask a\nuserTask b\nparallelGateway y\nexclusiveGateway g\nendEvent e\ns > x\nx > a\nx > b\na > y\nb > y\ny > g\ng > e [ok]\ng > x [no]",
);

/** Reads it, and sees that the answer has its shape. */
function answered(text: string): boolean {
  const read = fromBpmn(text);
  if (read.ok) return compile(read.yaml, read.id).ok;
  return read.refusals.length > 0 && read.refusals.every(({ line, message }) => line >= 1 && message.zh !== "" && message.en !== "");
}

test("files that are cut off, stirred, or written over are answered", () => {
  const seed = 20_260_401;
  const dice = new Dice(seed);
  for (let n = 0; n < 400; n++) {
    const text = dice.chance(0.5) ? ours : others;
    const at = dice.below(text.length);
    const lines = text.split("\n");
    const [one, two] = [dice.below(lines.length), dice.below(lines.length)];
    const ids = [...text.matchAll(/"([a-z_0-9]+)"/g)].map(([, id = ""]) => id);
    const variants = [
      () => text.slice(0, at),
      () => text.slice(0, at) + dice.pick(["<", ">", "&", '"', "\0", "]]>", "<x/>", "é", "\ud800"]) + text.slice(at + dice.below(3)),
      () => lines.toSpliced(one, 1).join("\n"),
      () => lines.toSpliced(one, 0, lines[two] ?? "").join("\n"),
      () =>
        lines
          .with(one, lines[two] ?? "")
          .with(two, lines[one] ?? "")
          .join("\n"),
      () => text.replaceAll(`"${dice.pick(ids)}"`, `"${dice.pick(ids)}"`),
      () => text.replace(/(sourceRef|targetRef)="(\w+)"/g, (whole, end) => (dice.chance(0.15) ? `${end}="${dice.pick(ids)}"` : whole)),
      () =>
        text.replace(/ (\w+)="([^"]*)"/g, (whole, name) =>
          dice.chance(0.03) ? ` ${name}="${dice.pick(["", "x] , y: {", "a\tb", "none", "999 years", "{chosen}"])}"` : whole,
        ),
    ];
    assert.ok(answered(dice.pick(variants)()), `seed ${seed}, ${n}`);
  }
});

test("bombs, depths, lengths and circles are answered", () => {
  const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><definitions>&c;</definitions>';
  const deep = `${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`;
  const long = (n: number) =>
    plain(
      [
        "startEvent s",
        ...Array.from({ length: n }, (_, i) => `userTask t${i}`),
        "endEvent e",
        "s > t0",
        ...Array.from({ length: n - 1 }, (_, i) => `t${i} > t${i + 1}`),
        `t${n - 1} > e`,
      ].join("\n"),
    );
  const gates = plain("startEvent s\nexclusiveGateway a\nexclusiveGateway b\nendEvent e\ns > a\na > b [x]\nb > a [y]\nb > e [z]");
  const nested = (n: number) => {
    const open = Array.from({ length: n }, (_, i) => [`parallelGateway x${i}`, `userTask u${i}`, `parallelGateway y${i}`].join("\n"));
    const inner = Array.from(
      { length: n },
      (_, i) => `x${i} > ${i + 1 < n ? `x${i + 1}` : "core"}\nx${i} > u${i}\nu${i} > y${i}\n${i + 1 < n ? `y${i + 1}` : "core"} > y${i}`,
    );
    return plain(["startEvent s", "userTask core", "endEvent e", ...open, "s > x0", ...inner, "y0 > e"].join("\n"));
  };
  /** Each choice doubles the ways through one parallel block, without ever meeting before its end. */
  const wide = (n: number) =>
    plain(
      [
        "startEvent s",
        "parallelGateway x",
        "userTask o",
        "parallelGateway y",
        "endEvent e",
        "exclusiveGateway last",
        ...Array.from({ length: n }, (_, i) => `exclusiveGateway g${i}\nuserTask a${i}`),
        "s > x",
        "x > o",
        "o > y",
        "x > g0",
        ...Array.from(
          { length: n },
          (_, i) =>
            `g${i} > a${i} [l${i}]\na${i} > ${i + 1 < n ? `g${i + 1}` : "last"}\ng${i} > ${i + 2 < n ? `g${i + 2}` : "last"} [r${i}]`,
        ),
        "last > y",
        "y > e",
      ].join("\n"),
    );
  for (const text of [
    bomb,
    deep,
    long(300),
    long(5000),
    gates,
    nested(40),
    nested(400),
    wide(12),
    wide(60),
    "x".repeat(6_000_000),
    "",
    "\ufeff",
    "<",
  ])
    assert.ok(answered(text), text.slice(0, 200));
});

test("a file is read by its own encoding, and another one is told", () => {
  const text = plain("startEvent s\nuserTask a 审查\nendEvent e\ns > a\na > e");
  const in16 = Buffer.from(`\ufeff${text.replace("UTF-8", "UTF-16")}`, "utf16le");
  const big = Buffer.from(in16).swap16();
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), in16, big]) {
    const decoded = decodeXml(bytes);
    assert.ok(decoded.ok && fromBpmn(decoded.text).ok);
  }
  const latin = Buffer.from(plain("startEvent s\nuserTask a Prüfen\nendEvent e\ns > a\na > e").replace("UTF-8", "ISO-8859-1"), "latin1");
  const decoded = decodeXml(latin);
  assert.ok(decoded.ok);
  const read = fromBpmn(decoded.text);
  assert.ok(read.ok && read.yaml.includes("prufen"));
  for (const bytes of [Buffer.from([0x3c, 0xff, 0xfe, 0x80]), Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>')])
    assert.equal(decodeXml(bytes).ok, false);
});

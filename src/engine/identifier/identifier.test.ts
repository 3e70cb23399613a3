import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  checkResidentId,
  checkUscc,
  divisionKnown,
  makeLicenceIdentifier,
  makeUscc,
  mod3736CheckCharacter,
  mod3736Holds,
  residentCheckCharacter,
  tidyIdentifier,
} from "./index.ts";

const today = "2026-09-24";
const english = (number: string, divisions?: ReadonlySet<string>) =>
  checkResidentId(number, divisions ? { today, divisions } : { today }).why?.en ?? "valid";
const withCheck = (first17: string) => first17 + residentCheckCharacter(first17);

test("the examples printed in GB 11643 hold", () => {
  for (const number of ["11010519491231002X", "11010519491231002x", "440524188001010014"]) assert.equal(english(number), "valid");
});

test("each fault of a resident id is named", () => {
  assert.match(english("1101051949123100"), /18 characters/);
  assert.match(english("11010519491231002Y"), /18 characters/);
  assert.match(english("１1010519491231002X"), /18 characters/);
  assert.match(english(withCheck("99010519491231002")), /990105/);
  assert.match(english(withCheck("11010519490229002")), /not a date/);
  assert.match(english(withCheck("11010519481331002")), /not a date/);
  assert.match(english(withCheck("11010520260925002")), /future/);
  assert.equal(english(withCheck("11010520260924002")), "valid");
  assert.match(english("110105194912310021"), /last character/);
});

test("withdrawn codes and the installation's own divisions count", () => {
  assert.ok(divisionKnown("110103"), "Chongwen, merged into Dongcheng in 2010");
  assert.equal(english(withCheck("11010319900101002")), "valid");
  assert.match(english(withCheck("98010119900101002")), /980101/);
  assert.equal(english(withCheck("98010119900101002"), new Set(["980101"])), "valid");
});

test("any single wrong digit and any swap of neighbours in a resident id is found", () => {
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.tuple(digit, digit, digit), fc.integer({ min: 0, max: 16 }), digit, ([a, b, c], at, other) => {
      const good = withCheck(`11010519491231${a}${b}${c}`);
      assert.equal(english(good), "valid");
      const wrong = good.slice(0, at) + other + good.slice(at + 1);
      if (wrong !== good) assert.notEqual(english(wrong), "valid");
      const swapped = good.slice(0, at) + good.charAt(at + 1) + good.charAt(at) + good.slice(at + 2);
      if (swapped !== good) assert.notEqual(english(swapped), "valid");
    }),
  );
});

test("published unified social credit codes hold, altered ones fail", () => {
  for (const code of ["91350100M000100Y43", "91350100m000100y43", makeUscc("91980101MA0000001")]) {
    assert.deepEqual(checkUscc(code), { valid: true, why: null });
  }
  assert.match(checkUscc("91350100M000100Y4").why?.en ?? "", /18 digits/);
  assert.match(checkUscc("9135O100M000100Y43").why?.en ?? "", /Character 5 is the letter O/);
  assert.match(checkUscc("91A50100M000100Y43").why?.en ?? "", /Characters 3 to 8/);
  assert.match(checkUscc("91350100M000100Y44").why?.en ?? "", /last character/);
  assert.throws(() => makeUscc("short"), RangeError);
});

test("any single wrong character of a credit code is found", () => {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9AN]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}$/), fc.nat(17), fc.nat(30), (body, at, other) => {
      const good = makeUscc(body);
      assert.ok(checkUscc(good).valid);
      const wrong = good.slice(0, at) + letters.charAt(other) + good.slice(at + 1);
      if (wrong !== good) assert.equal(checkUscc(wrong).valid, false);
    }),
  );
});

test("MOD 37,36 gives the check character of the standard's example, and finds single errors", () => {
  assert.equal(mod3736CheckCharacter("A12425GABC1234002"), "M");
  assert.ok(mod3736Holds("A12425GABC1234002M"));
  assert.equal(mod3736Holds("A12425GABC1234003M"), false);
  assert.equal(mod3736Holds("not one"), false);
  const identifier = makeLicenceIdentifier({
    type: "11100000000013338W0001",
    issuer: "11350000000000000X",
    serial: "000001",
    version: "001",
  });
  assert.match(identifier, /^1\.2\.156\.3005\.2\.11100000000013338W0001\.11350000000000000X\.000001\.001\.[0-9A-Z]$/);
});

test("every reason is there in both languages", () => {
  for (const verdict of [checkUscc(""), checkResidentId("", { today }), checkUscc("ISOVZISOVZISOVZISO")]) {
    assert.ok(verdict.why && verdict.why.zh.length > 10 && verdict.why.en.length > 10);
  }
});

test("what a person typed is tidied before it is checked", () => {
  assert.equal(tidyIdentifier(" １１０105-1949 1231—002ｘ "), "11010519491231002X");
});

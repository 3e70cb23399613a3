import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkpointText,
  emptyRoot,
  makePrivateKey,
  makeSigner,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
  verifierKey,
} from "./index.ts";

// The example of C2SP signed-note.
const line = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const note = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const known = parseVerifierKey(line) ?? assert.fail();

test("the standard's example opens with its key", () => {
  assert.equal(verifierKey(known), line);
  const opened = openNote(note, [known]);
  assert.ok(opened.ok);
  assert.equal(opened.text, "This is an example message.\n");
});

test("an altered text, an unknown key and a malformed note are told apart", () => {
  assert.deepEqual(openNote(note.replace("example message", "exemple message"), [known]), { ok: false, why: "forged" });
  assert.deepEqual(openNote(note, []), { ok: false, why: "unknown" });
  for (const bad of [
    "",
    "text\n",
    note.trimEnd(),
    note.replace("— ", "- "),
    note.replace("message", "mess\tage"),
    `${note}\n`,
    `text\n\n— a+b AAAAAAA=\n`,
  ]) {
    assert.deepEqual(openNote(bad, [known]), { ok: false, why: "malformed" }, JSON.stringify(bad));
  }
});

test("signatures of other keys are ignored, a second known one is found", async () => {
  const signer = makeSigner("city.example/log", makePrivateKey());
  const witness = makeSigner("witness.example", makePrivateKey());
  const signed = signNote("a line\n\nanother 行\n", [signer, witness]);
  const both = openNote(signed, [witness, signer]);
  assert.ok(both.ok);
  assert.deepEqual(
    both.by.map(({ name }) => name),
    ["city.example/log", "witness.example"],
  );
  assert.equal(both.text, "a line\n\nanother 行\n");
  assert.ok(openNote(signed, [witness]).ok);
  assert.throws(() => signNote("no newline", [signer]), RangeError);
  assert.throws(() => makeSigner("two words", makePrivateKey()), RangeError);
});

test("verifier keys with a wrong id, type or length are refused", () => {
  for (const bad of [line.replace("530d903a", "530d903b"), line.replace("+Aek", "+Bek"), line.slice(0, -4), "name", ""]) {
    assert.equal(parseVerifierKey(bad), null, bad);
  }
});

test("checkpoints are written and read as the standard says", () => {
  const checkpoint = { origin: "city.example/log", size: 0, root: emptyRoot };
  const text = checkpointText(checkpoint);
  assert.equal(text, "city.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  assert.deepEqual(parseCheckpoint(text), { ...checkpoint, root: Buffer.from(emptyRoot) });
  assert.equal(parseCheckpoint(`${text}extension\n`)?.size, 0);
  for (const bad of [
    "",
    text.trimEnd(),
    text.replace("\n0\n", "\n00\n"),
    text.replace("\n0\n", "\n-1\n"),
    text.replace("\n0\n", "\n99999999999999999\n"),
    `${text}\n`,
    text.replace("FU=", "F="),
  ]) {
    assert.equal(parseCheckpoint(bad), null, JSON.stringify(bad));
  }
});

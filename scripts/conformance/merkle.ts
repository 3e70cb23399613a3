// Holds the Merkle log against published proofs, valid and broken, and against a whole C2SP tiled log.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  append,
  consistencyProof,
  emptyFrontier,
  entriesOf,
  type Hash,
  hashesOf,
  leafHash,
  nodeIn,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  rootOf,
  sameHash,
  tileOf,
  tilePath,
  verifyConsistency,
  verifyInclusion,
} from "../../src/engine/merkle/index.ts";

const bytes = z
  .string()
  .nullable()
  .transform((coded) => Buffer.from(coded ?? "", "base64"));
const proof = z
  .array(bytes)
  .nullable()
  .transform((hashes) => hashes ?? []);
const inclusion = z.object({ leafIdx: z.number(), treeSize: z.number(), root: bytes, leafHash: bytes, proof, wantErr: z.boolean() });
const consistency = z.object({ size1: z.number(), size2: z.number(), root1: bytes, root2: bytes, proof, wantErr: z.boolean() });
const logKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

/** Checks every proof file, then each checkpoint of the log against its tiles, its entries and its predecessors. */
export async function merkle(dataDir: string): Promise<{ passed: number; failed: number; lines: string[] }> {
  const folder = join(dataDir, "merkle");
  const result = { passed: 0, failed: 0, lines: [] as string[] };
  if (!existsSync(folder)) return { ...result, lines: [`merkle: no ${folder}`] };
  const note = (holds: boolean, what: string) => {
    result[holds ? "passed" : "failed"] += 1;
    if (!holds) result.lines.push(`merkle: ${what}`);
  };
  const each = (kind: string, check: (json: unknown, name: string) => void) => {
    for (const name of readdirSync(join(folder, "proofs", kind)))
      check(JSON.parse(readFileSync(join(folder, "proofs", kind, name), "utf8")), name);
  };
  each("inclusion", (json, name) => {
    const p = inclusion.parse(json);
    note(verifyInclusion(p.leafHash, p.leafIdx, p.treeSize, p.proof, p.root) === !p.wantErr, `inclusion/${name}`);
  });
  each("consistency", (json, name) => {
    const p = consistency.parse(json);
    note(verifyConsistency(p.size1, p.size2, p.proof, p.root1, p.root2) === !p.wantErr, `consistency/${name}`);
  });
  wholeLog(join(folder, "tessera-log/log"), note);
  result.lines.push(`merkle: ${result.passed} of ${result.passed + result.failed} proofs, checkpoints and tiles`);
  return result;
}

function wholeLog(folder: string, note: (holds: boolean, what: string) => void): void {
  const verifier = parseVerifierKey(logKey);
  if (!verifier) {
    note(false, "the log's verifier key");
    return;
  }
  const roots: Hash[] = [];
  const names = readdirSync(folder).filter((name) => /^checkpoint\.\d+$/.test(name));
  for (const name of names.sort((a, b) => Number(a.slice(11)) - Number(b.slice(11)))) {
    const opened = openNote(readFileSync(join(folder, name), "utf8"), [verifier]);
    const checkpoint = opened.ok ? parseCheckpoint(opened.text) : null;
    if (!checkpoint) {
      note(false, `${name}: signature or form`);
      continue;
    }
    const { size, root } = checkpoint;
    roots[size] = root;
    if (size === 0) {
      note(sameHash(root, rootOf(emptyFrontier)), `${name}: root of nothing`);
      continue;
    }
    const hashes = hashesOf(readFileSync(join(folder, tilePath({ level: 0, index: 0, width: size }))));
    const entries = entriesOf(readFileSync(join(folder, tilePath({ level: "entries", index: 0, width: size })))) ?? [];
    note(sameHash(rootOf(append(emptyFrontier, hashes)), root), `${name}: root from tile`);
    note(sameHash(rootOf(append(emptyFrontier, entries.map(leafHash))), root), `${name}: root from entries`);
    for (let old = 1; old < size; old += 1) {
      const path = consistencyProof(old, size, (id) => nodeIn(id, tileOf(id).level === 0 ? hashes : []));
      note(verifyConsistency(old, size, path, roots[old] ?? new Uint8Array(), root), `${name}: consistent with ${old}`);
    }
  }
}

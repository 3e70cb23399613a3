// The entries of a case with what proves them: the bytes that were committed to, the nonce, and the path to a signed checkpoint. Everything is
// written so that a hash program and a signature program are enough to check it.
import { createHash, createPublicKey } from "node:crypto";
import type { CaseView, Desk } from "../../../casework/index.ts";
import { verifierKey } from "../../../engine/merkle/index.ts";
import { entryBody, latestHead, logVerifiers, proveInclusion } from "../../../ledger/index.ts";
import { canonical } from "../../../platform/crypto/index.ts";
import type { PayloadFile } from "./bag.ts";

interface Row {
  seq: number;
  at: number;
  actor: string;
  type: string;
  command: string;
  events: unknown;
  request: Buffer;
  digest: Buffer;
  sealed: Buffer;
  idx: string | number | null;
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** An entry as a reader of the package is told of it. */
export interface ProvedEntry {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly type: string;
  readonly words: string | undefined;
  readonly proved: boolean;
}

export async function logFiles(
  desk: Desk,
  { loaded: { row, cipher } }: CaseView,
): Promise<{ readonly files: PayloadFile[]; readonly entries: ProvedEntry[] }> {
  const { rows } = await desk.pool.query<Row>(
    `select e.seq, e.at, e.actor, e.type, e.command, e.events, e.request, e.digest, e.sealed, l.idx
     from casework.entry e left join ledger.leaf l on l.case_id = e.case_id and l.seq = e.seq where e.case_id = $1::uuid order by e.seq`,
    [row.id],
  );
  const head = await latestHead(desk.pool);
  const files: PayloadFile[] = [];
  const entries: ProvedEntry[] = [];
  for (const entry of rows) {
    const name = `entries/${String(entry.seq).padStart(5, "0")}`;
    const body = Buffer.from(canonical(entryBody(entry)));
    const nonce = cipher.nonce(entry.seq);
    const hidden = createHash("sha256").update(nonce).update(body).digest("hex");
    const committed = Buffer.from(
      JSON.stringify({
        actor: entry.actor,
        at: new Date(entry.at).toISOString(),
        body: hidden,
        case: row.id,
        seq: entry.seq,
        type: entry.type,
      }),
    );
    const index = entry.idx === null ? undefined : Number(entry.idx);
    const covered = head !== null && index !== undefined && index < head.size;
    const proof = covered ? await proveInclusion(desk.pool, index, head.size) : [];
    // Words, marks, a message, a comment: whatever was said with it. What the caller was answered says nothing more.
    const { reply: _, ...said } = cipher.openEntry(entry.seq, entry.sealed);
    const words = said.words ?? messageIn(said);
    files.push(
      { path: `${name}.body.json`, bytes: body },
      { path: `${name}.nonce`, bytes: nonce },
      { path: `${name}.entry.json`, bytes: committed },
      {
        path: `${name}.proof.json`,
        bytes: json({
          commitment: entry.digest.toString("hex"),
          ...(covered ? { index, size: head.size, proof: proof.map((node) => Buffer.from(node).toString("hex")) } : {}),
          ...said,
        }),
      },
    );
    entries.push({ seq: entry.seq, at: entry.at, actor: entry.actor, type: entry.type, words, proved: covered });
  }
  return { files: [...files, ...(await headFiles(desk, head))], entries };
}

/** The text of a message that the entry is. */
function messageIn(said: object): string | undefined {
  const message = "message" in said ? said.message : undefined;
  return typeof message === "object" && message !== null && "text" in message ? String(message.text) : undefined;
}

/** The checkpoint: as it is published, what is signed of it, its signature, and the key. */
async function headFiles(desk: Desk, head: Awaited<ReturnType<typeof latestHead>>): Promise<PayloadFile[]> {
  if (!head) return [];
  const verifier = (await logVerifiers(desk.pool)).find(({ name }) => name === head.origin);
  if (!verifier) return [];
  const body = head.checkpoint.slice(0, head.checkpoint.indexOf("\n\n") + 1);
  const line = head.checkpoint.split("\n").find((one) => one.startsWith(`— ${head.origin} `)) ?? "";
  const signature = Buffer.from(line.slice(line.lastIndexOf(" ") + 1), "base64").subarray(4);
  const x = Buffer.from(verifier.publicKey).toString("base64url");
  const pem = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }).export({ type: "spki", format: "pem" });
  return [
    { path: "log/checkpoint", bytes: Buffer.from(head.checkpoint) },
    { path: "log/checkpoint.body", bytes: Buffer.from(body) },
    { path: "log/checkpoint.sig", bytes: signature },
    { path: "log/key.pem", bytes: Buffer.from(pem) },
    { path: "log/key.txt", bytes: Buffer.from(`${verifierKey(verifier)}\n`) },
    { path: "log/trust.pem", bytes: Buffer.from(await desk.signing.published()) },
  ];
}

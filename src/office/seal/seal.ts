// The keeper's act: the document laid out with its seals, what it rests on put inside, signed with the key of each organ, and the words
// by which the register of uses is told, which the case's own commit writes.
import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { LaidOut, Office, SealAct, SealedDocument, SealOrder } from "../../casework/index.ts";
import { documentKinds, type OfficialDocument } from "../../engine/official/index.ts";
import { type KeyStore, type OfficialStatement, type SigningKey, signOfficial, statementName } from "../../licence/index.ts";
import { minuteAt, type Organisation } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Renderer } from "../../platform/pdf/index.ts";
import { layOut } from "../layout/index.ts";
import { type Authority, authorityOf, type SealState } from "./authority.ts";
import { keeperAt } from "./keepers.ts";
import { listPath, placesInList } from "./status.ts";

/** What sealing needs of the installation. */
export interface SealGround {
  readonly pool: Pool;
  readonly organisation: Organisation;
  readonly signing: KeyStore;
  renderer(): Promise<Renderer>;
  readonly publicUrl: string;
  /** IANA time zone of the installation. */
  readonly zone: string;
}

const refusal = (text: Text): { readonly ok: false; readonly problem: { readonly kind: "seal"; readonly text: Text } } => ({
  ok: false,
  problem: { kind: "seal", text },
});

/** The office of an installation, as casework calls it. */
export const officeOf = (ground: SealGround): Office => ({
  lay: async (document, at): Promise<LaidOut> => layOut(await ground.renderer(), document, { at }),
  seal: (order) => seal(ground, order),
});

/** One organ's part in a document that is about to be made. */
interface Part {
  readonly act: SealAct;
  readonly authority: Authority;
  readonly key: SigningKey;
  readonly place: number;
}

async function seal(ground: SealGround, order: SealOrder): Promise<SealedDocument> {
  const directory = await ground.organisation.current();
  if (!directory || order.acts.length === 0) return refusal({ zh: "没有用印人。", en: "Nobody applies a seal." });
  const judged: { readonly act: SealAct; readonly authority: Authority }[] = [];
  for (const act of order.acts) {
    // At the act, and now: a seal that was suspended in between is put on nothing more.
    const states = [await stateOf(ground.pool, act.organ, act.at), await stateOf(ground.pool, act.organ, order.at)];
    const state = states.find((one) => one !== "used") ?? "used";
    const keeper = await keeperAt(ground.pool, act.organ, act.at);
    const answer = authorityOf(directory, act, { minute: minuteAt(act.at, ground.zone), state, keeper });
    if (!answer.ok) return refusal(answer.text);
    judged.push({ act, authority: answer.authority });
  }
  const parts: Part[] = [];
  for (const { act, authority } of judged) {
    const { title, uscc } = authority.organ;
    const key = await ground.signing.signingKey(act.organ, { zh: title.zh, en: title.en, code: uscc }, order.at);
    parts.push({ act, authority, key, place: await placeOf(ground.pool, order, act.organ) });
  }
  return make(ground, order, parts);
}

async function make(ground: SealGround, order: SealOrder, parts: readonly Part[]): Promise<SealedDocument> {
  const { document } = order;
  const statement = statementOf(document, parts, ground.publicUrl);
  // An order bears its signer's signature seal, minutes bear none: what proves them is the signature alone.
  const drawn = document.format === "minutes" ? [] : document.signature.names;
  const laid = layOut(await ground.renderer(), document, {
    at: order.at,
    seals: drawn,
    attachments: [
      {
        name: statementName,
        mime: "application/json",
        relationship: "data",
        description: "用印说明 Statement of seals",
        bytes: Buffer.from(JSON.stringify(statement)),
      },
    ],
  });
  if (!laid.ok) return laid;
  const pdf = signOfficial(
    laid.pdf,
    statement,
    parts.map(({ key }) => key),
    order.at,
  );
  const digest = createHash("sha256").update(pdf).digest();
  return {
    ok: true,
    pdf,
    sha256: digest.toString("hex"),
    pages: laid.pages,
    uses: parts.map(({ act, key }) => ({
      organ: act.organ,
      task: order.task,
      output: order.output,
      officer: act.by.officer,
      post: act.by.post,
      used_at: new Date(act.at).toISOString(),
      signer: act.approved.officer,
      signer_post: act.approved.post,
      signed_at: new Date(act.approved.at).toISOString(),
      signed_entry: act.approved.entry,
      document: digest.toString("base64"),
      number: document.number ?? null,
      kid: key.kid,
    })),
  };
}

function statementOf(document: OfficialDocument, parts: readonly Part[], publicUrl: string): OfficialStatement {
  return {
    statement: "official-document/1",
    kind: documentKinds[document.kind],
    title: document.title,
    number: document.number ?? null,
    issuers: [...document.issuers],
    date: document.signature.date,
    seals: parts.map(({ act, authority: { organ, post, right, held, named, signedPost }, key, place }) => ({
      organ: { ...organ.title, code: organ.uscc },
      post: post.title,
      right,
      held,
      ...(named === undefined ? {} : { named: new Date(named).toISOString() }),
      at: new Date(act.at).toISOString(),
      signed: { post: signedPost.title, at: new Date(act.approved.at).toISOString() },
      kid: key.kid,
      status: { uri: `${publicUrl.replace(/\/$/, "")}${listPath(act.organ, place)}`, idx: place % placesInList },
    })),
  };
}

async function stateOf(pool: Pool, organ: string, at: number): Promise<SealState> {
  const { rows } = await pool.query<{ state: SealState }>({
    name: "seal-state",
    text: "select office.seal_state($1, $2) as state",
    values: [organ, new Date(at)],
  });
  return rows[0]?.state ?? "used";
}

async function placeOf(pool: Pool, { case: id, task, output }: SealOrder, organ: string): Promise<number> {
  const { rows } = await pool.query<{ place: number }>("select office.seal_place($1::uuid, $2, $3, $4) as place", [
    id,
    task,
    output,
    organ,
  ]);
  const [row] = rows;
  if (!row) throw new Error("a seal's use got no place");
  return row.place;
}

// What casework needs of the room that lays out and seals official documents, which stands above it.
import type { OfficialDocument } from "../engine/official/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { RenderProblem } from "../platform/pdf/index.ts";

/** Why a document could not be laid out or sealed; `where` says in which part the characters stand that no font has. */
export type OfficeProblem =
  | Exclude<RenderProblem, { readonly kind: "missing-glyph" }>
  | {
      readonly kind: "missing-glyph";
      readonly characters: readonly string[];
      readonly where: readonly { readonly character: string; readonly place: Text }[];
    }
  | { readonly kind: "seal"; readonly text: Text };

/** One organ's seal on a document: its keeper's act, under the approval of another officer. */
export interface SealAct {
  /** The agency whose seal it is. */
  readonly organ: string;
  /** The keeper, and the post in which the seal was applied. */
  readonly by: { readonly officer: string; readonly post: string };
  /** Who signed the document: the officer, the post, when, and which entry of the case says so. */
  readonly approved: { readonly officer: string; readonly post: string; readonly at: number; readonly entry: number };
  /** When the keeper acted, epoch milliseconds. */
  readonly at: number;
}

export interface SealOrder {
  readonly document: OfficialDocument;
  readonly case: string;
  /** The task that makes the sealed document. */
  readonly task: number;
  /** The output's id in its pack. */
  readonly output: string;
  /** One for each organ that seals, the lead first. */
  readonly acts: readonly SealAct[];
  /** When it is made, epoch milliseconds. */
  readonly at: number;
}

export type LaidOut =
  | { readonly ok: true; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly ok: false; readonly problem: OfficeProblem };

export type SealedDocument =
  | {
      readonly ok: true;
      readonly pdf: Uint8Array;
      /** SHA-256 of the PDF, hex. */
      readonly sha256: string;
      readonly pages: number;
      /** What the register of uses is told, by the very commit that files the document: `made.seals`. */
      readonly uses: readonly Readonly<Record<string, unknown>>[];
    }
  | { readonly ok: false; readonly problem: OfficeProblem };

export interface Office {
  /** The document as it will look, without seal and signature. */
  lay(document: OfficialDocument, at: number): Promise<LaidOut>;
  /**
   * The document with its seals, signed with the key of each organ. Refused where a keeper's post had no right to the organ's seal at
   * that time, where keeper and signer are one person, or where the seal is suspended or revoked.
   */
  seal(order: SealOrder): Promise<SealedDocument>;
}

// Letters and notices: rendered as PDF/A-2b and signed by the agency that writes them.
import { createHash } from "node:crypto";
import { type Json, qrSvg, type Renderer, type RenderRequest, type RenderResult } from "../platform/pdf/index.ts";
import { signPdf } from "./pades.ts";
import type { SigningKey } from "./signing-key.ts";

export interface LetterOrder extends Omit<RenderRequest, "standard" | "attachments" | "data"> {
  readonly renderer: Renderer;
  readonly signingKey: SigningKey;
  readonly data: Readonly<Record<string, Json>>;
  /** A public page about this letter; the template then finds `verifyUrl` and `qr: "/qr.svg"` in its data. */
  readonly verifyUrl?: string;
}

export type SignedLetter = { readonly ok: true; readonly pdf: Uint8Array; readonly sha256: string } | Extract<RenderResult, { ok: false }>;

/** Renders and signs one letter. Problems are those of rendering; then nothing is signed. */
export function signLetter({ renderer, signingKey, verifyUrl, ...request }: LetterOrder): SignedLetter {
  const checked = verifyUrl === undefined ? {} : { verifyUrl, qr: "/qr.svg" };
  const files = verifyUrl === undefined ? request.files : { ...request.files, "/qr.svg": qrSvg(verifyUrl) };
  const rendered = renderer.render({ ...request, ...(files && { files }), data: { ...request.data, ...checked }, standard: "a-2b" });
  if (!rendered.ok) return rendered;
  const pdf = signPdf(rendered.pdf, signingKey, { at: request.at, reason: request.title });
  return { ok: true, pdf, sha256: createHash("sha256").update(pdf).digest("hex") };
}

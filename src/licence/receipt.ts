// The applicant's receipt as a document: a page to read, and inside it the very receipt that can be checked.
import { readFileSync } from "node:fs";
import type { Lang, Text } from "../platform/i18n/index.ts";
import { type Json, qrSvg, type Renderer } from "../platform/pdf/index.ts";
import { parts } from "./licence.ts";
import { signPdf } from "./pades.ts";
import type { SigningKey } from "./signing-key.ts";
import { attachments } from "./verify-licence.ts";

export interface ReceiptOrder {
  readonly renderer: Renderer;
  /** The receipt itself; attached exactly as `JSON.stringify` writes it. */
  readonly receipt: Json;
  readonly lang: Lang;
  /** What the page says: whom the receipt is from, and rows of label and value. */
  readonly page: {
    readonly issuer: Text;
    readonly rows: readonly { readonly label: Text; readonly value: string }[];
    readonly verifyUrl?: string;
  };
  /** When the receipt was made, epoch milliseconds: the same receipt gives the same file (but for a signature). */
  readonly at: number;
  /** Signs the page too; without it only the attached receipt proves anything. */
  readonly signingKey?: SigningKey;
}

let template: string | undefined;

/** The receipt as PDF/A-3b. It is always made: a character that no font has is shown by its code point. */
export function receiptPdf({ renderer, receipt, lang, page, at, signingKey }: ReceiptOrder): Uint8Array {
  template ??= readFileSync(new URL("./templates/receipt.typ", import.meta.url), "utf8");
  const title = { zh: "受理回执", en: "Receipt" }[lang];
  const rendered = renderer.render({
    template,
    files: page.verifyUrl ? { "/qr.svg": qrSvg(page.verifyUrl) } : {},
    data: {
      lang,
      issuer: page.issuer[lang],
      rows: page.rows.map(({ label, value }) => ({ label: label[lang], value })),
      qr: page.verifyUrl ? "/qr.svg" : null,
    },
    standard: "a-3b",
    lang,
    title,
    at,
    uncovered: "code-point",
    attachments: [
      {
        name: parts.receipt,
        mime: "application/json",
        relationship: "source",
        description: title,
        bytes: Buffer.from(JSON.stringify(receipt)),
      },
    ],
  });
  if (!rendered.ok) throw new Error(`The receipt's own template failed: ${JSON.stringify(rendered.problem)}`);
  return signingKey ? signPdf(rendered.pdf, signingKey, { at, reason: title }) : rendered.pdf;
}

/** The receipt inside a PDF, as text; undefined where there is none. */
export async function extractReceipt(pdf: Uint8Array): Promise<string | undefined> {
  const bytes = (await attachments(pdf))?.get(parts.receipt);
  return bytes && Buffer.from(bytes).toString();
}

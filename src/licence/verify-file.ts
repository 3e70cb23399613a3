// One door for checkers: whatever file somebody holds, by its content and not by its name.
import { type Finding, finding } from "./finding.ts";
import { isRecord } from "./jws.ts";
import type { Licence } from "./licence.ts";
import { parts } from "./licence.ts";
import { type CheckTerms, verifyCredential } from "./verify-credential.ts";
import { attachments, verifyLicence, verifySignedPdf } from "./verify-licence.ts";

export interface FileTerms extends CheckTerms {
  /** Checks a receipt (its JSON as text); the ledger's. */
  readonly verifyReceipt: (json: string) => readonly Finding[] | Promise<readonly Finding[]>;
}

export interface FileCheck {
  readonly kind: "receipt" | "receipt-pdf" | "licence" | "signed-pdf" | "credential" | "unknown";
  readonly findings: readonly Finding[];
  readonly licence?: Licence;
}

/** Checks any file: a receipt (JSON or PDF), a licence, a signed letter, a bare credential. What it is not it says; it never throws on content. */
export async function verifyFile(bytes: Uint8Array, terms: FileTerms): Promise<FileCheck> {
  const text = Buffer.from(bytes.subarray(0, 5)).toString("latin1");
  if (text === "%PDF-") return verifyPdf(bytes, terms);
  const whole = decode(bytes);
  if (whole === undefined) return unknown;
  const trimmed = whole.trim();
  if (isJsonObject(trimmed)) return { kind: "receipt", findings: await terms.verifyReceipt(trimmed) };
  if (/^[\w-]+\.[\w-]+\.[\w-]+~/.test(trimmed)) return { kind: "credential", findings: verifyCredential(trimmed, terms).findings };
  return unknown;
}

const unknown: FileCheck = {
  kind: "unknown",
  findings: [
    finding(
      "format",
      false,
      "这不是可以核验的文件。可以核验：受理回执（PDF 或 JSON）、证照和公文（PDF）、可验证凭证。",
      "This is not a file that can be checked. These can: receipts (PDF or JSON), licences and letters (PDF), verifiable credentials.",
    ),
  ],
};

async function verifyPdf(bytes: Uint8Array, terms: FileTerms): Promise<FileCheck> {
  // What claims a signature and does not keep it is not even opened.
  const claimed = Buffer.from(bytes).includes("/ByteRange") ? verifySignedPdf(bytes, terms) : [];
  if (claimed[0]?.holds === false) return { kind: "signed-pdf", findings: claimed };
  const files = await attachments(bytes);
  const receipt = files?.get(parts.receipt);
  if (receipt)
    return {
      kind: "receipt-pdf",
      findings: [...(await terms.verifyReceipt(Buffer.from(receipt).toString())), ...(claimed.length > 0 ? claimed : [unsignedPage])],
    };
  if (claimed.length > 0 && !files?.has(parts.credential)) return { kind: "signed-pdf", findings: claimed };
  return { kind: "licence", ...(await verifyLicence(bytes, terms)) };
}

const unsignedPage = finding(
  "page",
  null,
  "页面文字没有签名；以所附回执的核验结果为准。",
  "The page's wording is not signed; what counts is the attached receipt as checked.",
);

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isJsonObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

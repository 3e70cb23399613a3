// One door for checkers: whatever file somebody holds, by its content and not by its name.
import type { Text } from "../platform/i18n/index.ts";
import { finding } from "./finding.ts";
import { isRecord } from "./jws.ts";
import type { Licence } from "./licence.ts";
import { parts } from "./licence.ts";
import { type OfficialStatement, statementName } from "./official.ts";
import { readPdfSignatures } from "./pades.ts";
import { type CheckTerms, verifyCredential } from "./verify-credential.ts";
import { attachments, verifyLicence, verifySignedPdf } from "./verify-licence.ts";
import { officialFindings } from "./verify-official.ts";

export interface FileTerms extends CheckTerms {
  /** Checks a receipt (parsed JSON): the ledger's, with the keys and the instant already bound to it. */
  readonly verifyReceipt: (receipt: unknown) => readonly AnyFinding[];
}

/** A finding of this room or of the ledger. */
export interface AnyFinding {
  readonly check: string;
  readonly holds: boolean | null;
  readonly text: Text;
}

export interface FileCheck {
  readonly kind: "receipt" | "receipt-pdf" | "licence" | "official-document" | "signed-pdf" | "credential" | "unknown";
  readonly findings: readonly AnyFinding[];
  readonly licence?: Licence;
  /** What a sealed official document says of itself, where it belongs to its signatures. */
  readonly official?: OfficialStatement;
}

/** What a check came to, for whoever asked for it. */
export interface Verdict {
  readonly kind: FileCheck["kind"];
  /** True only if something was checked and nothing failed. */
  readonly holds: boolean;
  readonly findings: readonly AnyFinding[];
}

/** Checks any file: a receipt (JSON or PDF), a licence, a signed letter, a bare credential. What it is not it says; it never throws on content. */
export async function verifyFile(bytes: Uint8Array, terms: FileTerms): Promise<FileCheck> {
  const text = Buffer.from(bytes.subarray(0, 5)).toString("latin1");
  if (text === "%PDF-") return verifyPdf(bytes, terms);
  const whole = decode(bytes);
  if (whole === undefined) return unknown;
  const trimmed = whole.trim();
  const json = jsonObject(trimmed);
  if (json) return { kind: "receipt", findings: terms.verifyReceipt(json) };
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
  const stated = files?.get(statementName);
  if (stated) return verifyOfficial(bytes, stated, terms);
  const receipt = files?.get(parts.receipt);
  if (receipt) {
    // What is no JSON object at all is still the ledger's to refuse, in its own words.
    const proved = terms.verifyReceipt(jsonObject(decode(receipt) ?? ""));
    return { kind: "receipt-pdf", findings: [...proved, ...(claimed.length > 0 ? claimed : [unsignedPage])] };
  }
  if (claimed.length > 0 && !files?.has(parts.credential)) return { kind: "signed-pdf", findings: claimed };
  return { kind: "licence", ...(await verifyLicence(bytes, terms)) };
}

function verifyOfficial(bytes: Uint8Array, stated: Uint8Array, terms: FileTerms): FileCheck {
  const signatures = readPdfSignatures(bytes) ?? [];
  const whole =
    signatures.length > 0 && signatures.every((one) => one.holds(one.covered))
      ? finding("signature", true, "签名覆盖整个文件，且文件未被改动。", "The signatures cover the whole file, and the file is unaltered.")
      : finding(
          "signature",
          false,
          "文件没有签名，或者签名与内容不符：不是用印的原件，或者已被改动。",
          "The file is not signed, or a signature does not match it: it is not the sealed original, or it was altered.",
        );
  if (!whole.holds) return { kind: "official-document", findings: [whole] };
  const { findings, statement } = officialFindings(signatures, stated, terms);
  return { kind: "official-document", findings: [whole, ...findings], ...(statement && { official: statement }) };
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

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

// Checking a licence: offline, with the file, the keys that the checker trusts, and a status list where there is one.
import { createHash } from "node:crypto";
import { PDF } from "@libpdf/core";
import { z } from "zod";
import { type Finding, finding } from "./finding.ts";
import { type Licence, licenceSchema, parts } from "./licence.ts";
import { type PdfSignature, readPdfSignature } from "./pades.ts";
import { field, readSdJwt, type SdJwt } from "./sd-jwt.ts";
import { fingerprint } from "./signing-key.ts";
import { type CheckTerms, credentialFindings } from "./verify-credential.ts";
import { issuerFinding } from "./verify-issuer.ts";

export interface LicenceCheck {
  readonly findings: readonly Finding[];
  /** What the licence says, where its signature holds. */
  readonly licence?: Licence;
}

const attached = z.object({ licence: licenceSchema, claims: z.record(z.string(), z.unknown()), verifyUrl: z.string() });

/** Checks a licence as PDF. Any byte altered since it was issued is found; any other file is answered, never thrown. */
export async function verifyLicence(bytes: Uint8Array, terms: CheckTerms): Promise<LicenceCheck> {
  const signature = readPdfSignature(bytes);
  const broken = signatureFinding(signature);
  if (!signature || !broken.holds) return { findings: [broken] };
  const files = await attachments(bytes);
  const credential = readSdJwt(Buffer.from(files?.get(parts.credential) ?? []).toString());
  const data = files?.get(parts.data);
  if (!credential || !data) {
    const whose = issuerFinding(signature.certificate, terms.trustedKeys, terms.now);
    return {
      findings: [
        broken,
        whose,
        finding(
          "credential",
          false,
          "文件内没有可验证凭证，不是本平台签发的证照。",
          "The file holds no verifiable credential: it is not a licence.",
        ),
      ],
    };
  }
  const bound = bindingFinding(signature, credential, data);
  const licence = bound.holds ? readAttached(data)?.licence : undefined;
  return { findings: [broken, ...credentialFindings(credential, terms), bound], ...(licence && { licence }) };
}

/** Checks only that a PDF is whole and whose signature it bears: letters and signed receipts. */
export function verifySignedPdf(bytes: Uint8Array, terms: CheckTerms): readonly Finding[] {
  const signature = readPdfSignature(bytes);
  const whole = signatureFinding(signature);
  return signature && whole.holds ? [whole, issuerFinding(signature.certificate, terms.trustedKeys, terms.now)] : [whole];
}

/** The files inside a PDF by name; undefined where it is none that can be read. */
export async function attachments(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  try {
    const pdf = await PDF.load(bytes);
    const found = [...pdf.getAttachments().keys()].map((name) => [name, pdf.getAttachment(name)] as const);
    return new Map(found.filter((pair): pair is readonly [string, Uint8Array] => pair[1] !== null));
  } catch {
    return undefined;
  }
}

function signatureFinding(signature: PdfSignature | undefined): Finding {
  if (!signature) {
    return finding(
      "signature",
      false,
      "文件没有覆盖全文的有效签名：不是签发的原件，或者已被改动。",
      "No signature covers the whole file: it is not an original, or it was altered.",
    );
  }
  return signature.holds(signature.covered)
    ? finding("signature", true, "签名覆盖整个文件，且文件未被改动。", "The signature covers the whole file, and the file is unaltered.")
    : finding("signature", false, "签名与文件内容不符：文件已被改动。", "The signature does not match the file: it was altered.");
}

/** The page, the attached data and the credential are one: same key, same data, same words. */
function bindingFinding(signature: PdfSignature, credential: SdJwt, data: Uint8Array): Finding {
  const digest = createHash("sha256").update(data).digest("base64url");
  const said = readAttached(data);
  const one =
    said !== undefined &&
    fingerprint(signature.certificate.publicKey) === fingerprint(credential.certificate.publicKey) &&
    field(credential.claims.document, "sha-256") === digest &&
    expected(said.licence).every(([name, value]) => JSON.stringify(credential.claims[name] ?? null) === JSON.stringify(value));
  return one
    ? finding(
        "binding",
        true,
        "凭证、所附数据与页面出自同一签发者，内容一致。",
        "Credential, attached data and page are by the same issuer and agree.",
      )
    : finding("binding", false, "凭证与文件不属于同一证照。", "The credential and the file do not belong together.");
}

const expected = (l: Licence): readonly (readonly [string, unknown])[] => [
  ["number", l.number],
  ["identifier", l.identifier],
  ["vct", `urn:errand:licence:${l.type}`],
  ["holder_name", l.holder.name],
  ["holder_identifier", l.holder.identifier],
  ["valid_from", l.validFrom],
  ["valid_to", l.validTo],
  ["issued", l.issued],
];

function readAttached(data: Uint8Array) {
  try {
    return attached.safeParse(JSON.parse(Buffer.from(data).toString())).data;
  } catch {
    return undefined;
  }
}

// Detached CMS signatures (RFC 5652) as PAdES B-B asks for (ETSI EN 319 142-1, EN 319 122-1): SHA-256, ECDSA on P-256, the signer's
// certificate inside, and as signed attributes the content type, the digest and the certificate's digest, nothing else. Reading
// accepts only what writing would have produced, byte for byte, so nothing can be altered in the parts that no signature covers.
import { createHash, type KeyObject, sign, verify, type X509Certificate } from "node:crypto";
import { DerError, element, oid, readAll, readElement, readOne, setOf, tags } from "./der.ts";
import { readCertificate } from "./signing-key.ts";

const ids = {
  data: oid("1.2.840.113549.1.7.1"),
  signedData: oid("1.2.840.113549.1.7.2"),
  contentType: oid("1.2.840.113549.1.9.3"),
  messageDigest: oid("1.2.840.113549.1.9.4"),
  signingCertificateV2: oid("1.2.840.113549.1.9.16.2.47"),
  sha256: element(tags.sequence, oid("2.16.840.1.101.3.4.2.1")),
  ecdsaSha256: element(tags.sequence, oid("1.2.840.10045.4.3.2")),
} as const;

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const integer = (value: number) => element(tags.integer, Uint8Array.of(value));
const attribute = (id: Uint8Array, value: Uint8Array) => element(tags.sequence, id, element(tags.set, value));

/** Signs `parts` (as one stream of bytes) with the key of `certificate` (DER); gives the CMS in DER. */
export function signDetached(parts: readonly Uint8Array[], certificate: Uint8Array, key: KeyObject): Uint8Array {
  const attributes = signedAttributes(sha256(...parts), certificate);
  return assemble(certificate, attributes, sign("sha256", setOf(...attributes), { key, dsaEncoding: "der" }));
}

/** What a signature's container holds, before anything in it is believed. */
export interface DetachedSignature {
  readonly certificate: X509Certificate;
  /** True where the digest in the signed attributes is that of `parts` and the signature over them holds under the certificate's key. */
  holds(parts: readonly Uint8Array[]): boolean;
}

/** Reads a CMS container of exactly our form; undefined where it has any other. */
export function readDetached(der: Uint8Array): DetachedSignature | undefined {
  try {
    const [, wrapped] = children(readOne(der).whole);
    const [, , , certificates, signerInfos] = children(wrapped?.content);
    const certificate = readOne(certificates?.content ?? new Uint8Array()).whole;
    const [info] = readAll(signerInfos?.content ?? new Uint8Array());
    const [, , , attributes, , signature] = children(info?.whole);
    const parsed = readCertificate(certificate);
    if (!attributes || !signature || !parsed) return undefined;
    return { certificate: parsed, holds: (parts) => holds(der, certificate, parsed, attributes.content, signature.content, parts) };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** The length of the CMS at the start of a zero-padded field, or undefined where there is none. */
export function detachedLength(padded: Uint8Array): number | undefined {
  try {
    return readElement(padded).whole.length;
  } catch {
    return undefined;
  }
}

function holds(
  der: Uint8Array,
  certificate: Uint8Array,
  parsed: X509Certificate,
  attributes: Uint8Array,
  signature: Uint8Array,
  parts: readonly Uint8Array[],
): boolean {
  const expected = signedAttributes(sha256(...parts), certificate);
  const same = Buffer.compare(setOf(...expected), element(tags.set, attributes)) === 0;
  const canonical = Buffer.compare(assemble(certificate, expected, signature), der) === 0;
  return same && canonical && verify("sha256", setOf(...expected), { key: parsed.publicKey, dsaEncoding: "der" }, signature);
}

function signedAttributes(digest: Uint8Array, certificate: Uint8Array): Uint8Array[] {
  // ESSCertIDv2 (RFC 5035): SHA-256 is its default and is left out.
  const certId = element(tags.sequence, element(tags.octets, sha256(certificate)));
  return [
    attribute(ids.contentType, ids.data),
    attribute(ids.messageDigest, element(tags.octets, digest)),
    attribute(ids.signingCertificateV2, element(tags.sequence, element(tags.sequence, certId))),
  ];
}

function assemble(certificate: Uint8Array, attributes: readonly Uint8Array[], signature: Uint8Array): Uint8Array {
  const signed = element(tags.context0, readOne(setOf(...attributes)).content);
  const info = element(
    tags.sequence,
    integer(1),
    issuerAndSerial(certificate),
    ids.sha256,
    signed,
    ids.ecdsaSha256,
    element(tags.octets, signature),
  );
  const data = element(
    tags.sequence,
    integer(1),
    element(tags.set, ids.sha256),
    element(tags.sequence, ids.data),
    element(tags.context0, certificate),
    element(tags.set, info),
  );
  return element(tags.sequence, ids.signedData, element(tags.context0, data));
}

/** IssuerAndSerialNumber, taken as it stands from the certificate (RFC 5280: version, serial, algorithm, issuer, …). */
function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const [tbs] = children(certificate);
  const fields = readAll(tbs?.content ?? new Uint8Array());
  const [serial, , issuer] = fields[0]?.tag === tags.context0 ? fields.slice(1) : fields;
  if (!serial || !issuer) throw new DerError("certificate");
  return element(tags.sequence, issuer.whole, serial.whole);
}

const children = (bytes: Uint8Array | undefined) => readAll(readOne(bytes ?? new Uint8Array()).content);

// Certificates (RFC 5280): the installation's own authority, and one for each agency's key. A government that has a public-key
// infrastructure puts its own certificates in their place.
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import type { Extension } from "@peculiar/x509";
import { fingerprint, type SigningKey } from "./signing-key.ts";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const year = 365.25 * 24 * 3600 * 1000;

/** Whom a certificate names: the body in both languages and its code (unified social credit code or the installation's own). */
export interface Subject {
  readonly zh: string;
  readonly en: string;
  readonly code: string;
}

/** Makes the authority's key and self-signed certificate, good for 20 years from `at` (epoch milliseconds). */
export async function makeAuthority(subject: Subject, at: number): Promise<SigningKey> {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return certify({ subject, publicKey: pair.publicKey, at, years: 20, authority: undefined, privateKey: pair.privateKey });
}

/** Makes an agency's key, certified by `authority` for five years from `at`. */
export async function makeAgencyKey(subject: Subject, authority: SigningKey, at: number): Promise<SigningKey> {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return certify({ subject, publicKey: pair.publicKey, at, years: 5, authority, privateKey: pair.privateKey });
}

/** The name of whom a certificate was issued to, as people read it: Chinese, then English. */
export function subjectName(certificate: X509Certificate): string {
  const fields = new Map(
    certificate.subject.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  return [fields.get("CN"), fields.get("O")].filter((part, i, all) => part && all.indexOf(part) === i).join(" · ");
}

/** A private key as PKCS #8, to be sealed; and back. */
export const exportKey = (key: KeyObject): Uint8Array => new Uint8Array(key.export({ type: "pkcs8", format: "der" }));
export const importKey = (pkcs8: Uint8Array, certificate: Uint8Array): SigningKey => ({
  kid: fingerprint(new X509Certificate(certificate).publicKey),
  certificate,
  key: createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }),
});

interface Order {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly at: number;
  readonly years: number;
  readonly authority: SigningKey | undefined;
}

async function certify({ subject, publicKey, privateKey, at, years, authority }: Order): Promise<SigningKey> {
  // Loaded here, as only the first use of a key needs it; the library asks for the reflection shim to be there before it.
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const { keyCertSign, cRLSign, digitalSignature, nonRepudiation } = x509.KeyUsageFlags;
  const name = new x509.Name([{ CN: [subject.zh] }, { O: [subject.en] }, { "2.5.4.5": [subject.code] }]);
  const spki = Buffer.from(publicKey.export({ type: "spki", format: "der" }));
  const issuer = authority && new x509.X509Certificate(Buffer.from(authority.certificate));
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(!issuer, issuer ? undefined : 0, true),
    new x509.KeyUsagesExtension(issuer ? digitalSignature | nonRepudiation : keyCertSign | cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(spki, false, crypto),
  ];
  if (issuer) extensions.push(await x509.AuthorityKeyIdentifierExtension.create(issuer, false, crypto));
  const signer = Buffer.from(exportKey(authority ? authority.key : privateKey));
  const made = await x509.X509CertificateGenerator.create(
    {
      serialNumber: positiveSerial(),
      subject: name,
      issuer: issuer ? issuer.subjectName : name,
      // A clock that runs a little behind elsewhere shall not refuse a licence issued at once.
      notBefore: new Date(Math.floor(at / 1000) * 1000 - 300_000),
      notAfter: new Date(Math.floor((at + years * year) / 1000) * 1000),
      publicKey: spki,
      signingKey: await crypto.subtle.importKey("pkcs8", signer, algorithm, false, ["sign"]),
      signingAlgorithm: algorithm,
      extensions,
    },
    crypto,
  );
  return { kid: fingerprint(publicKey), certificate: new Uint8Array(made.rawData), key: privateKey };
}

/** 16 random bytes as a positive number that needs no leading zero (RFC 5280, 4.1.2.2). */
function positiveSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString("hex");
}

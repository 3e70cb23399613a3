// Whose key it is, and why it is believed.
import type { X509Certificate } from "node:crypto";
import { isoDate } from "../platform/i18n/index.ts";
import { subjectName } from "./certificate.ts";
import { type Finding, finding } from "./finding.ts";
import { fingerprint } from "./signing-key.ts";
import { inForce, type TrustedKey, whoVouches } from "./trust.ts";

/** Says whose key made a signature; it holds only where a trusted key vouches and the certificate was in force at `at`. */
export function issuerFinding(certificate: X509Certificate, trusted: readonly TrustedKey[], at: number): Finding {
  const own = fingerprint(certificate.publicKey);
  const name = subjectName(certificate);
  const whose = { zh: `${name}，密钥指纹 ${own}`, en: `${name}, key fingerprint ${own}` };
  const voucher = whoVouches(certificate, trusted);
  if (!voucher) {
    return finding(
      "issuer",
      false,
      `签名只与文件内附的密钥一致，没有可信来源证明该密钥的归属。自称签发者：${whose.zh}。请用签发机构公布的密钥再次核验。`,
      `The signature is consistent with the enclosed key only; no trusted source says whose key that is. It claims to be: ${whose.en}. Check again with a key that the issuer publishes.`,
    );
  }
  if (!inForce(certificate, at)) {
    const [from, to] = [isoDate(certificate.validFromDate.getTime()), isoDate(certificate.validToDate.getTime())];
    return finding(
      "issuer",
      false,
      `签发时证书不在有效期内（${from} 至 ${to}）：${whose.zh}。`,
      `The certificate was not in force when this was issued (${from} to ${to}): ${whose.en}.`,
    );
  }
  const by = voucher.fingerprint === own ? undefined : voucher.fingerprint;
  return finding(
    "issuer",
    true,
    `签发者：${whose.zh}；信任来源：${voucher.source.zh}${by ? `（发证机构密钥指纹 ${by}）` : ""}。`,
    `Issued by ${whose.en}; trusted because of ${voucher.source.en}${by ? ` (authority's key fingerprint ${by})` : ""}.`,
  );
}

// Checks of a credential by itself: its signature, whose key, its dates, its status.
import { type Finding, finding } from "./finding.ts";
import { field, readSdJwt, type SdJwt } from "./sd-jwt.ts";
import { listFinding } from "./status-finding.ts";
import type { TrustedKey } from "./trust.ts";
import { issuerFinding } from "./verify-issuer.ts";

export interface CheckTerms {
  readonly trustedKeys: readonly TrustedKey[];
  /** A status list token that the checker fetched from where the licence says. */
  readonly statusList?: string;
  /** The same for a document with several seals, each of which may have a list of its own. */
  readonly statusLists?: readonly string[];
  /** The instant to check for, epoch milliseconds. */
  readonly now: number;
}

/** A credential (SD-JWT VC, one line ending in `~`). `credential` is set where it could be read, whatever holds. */
export function verifyCredential(
  compact: string,
  terms: CheckTerms,
): { readonly findings: readonly Finding[]; readonly credential?: SdJwt } {
  const credential = readSdJwt(compact);
  if (!credential)
    return {
      findings: [
        finding(
          "format",
          false,
          "不是完整的可验证凭证，或者内容已被改动。",
          "This is not a whole verifiable credential, or it was altered.",
        ),
      ],
    };
  return { findings: credentialFindings(credential, terms), credential };
}

/** The findings on a credential that could be read; nothing beyond the signature is said of one whose signature fails. */
export function credentialFindings(credential: SdJwt, { trustedKeys, statusList, now }: CheckTerms): Finding[] {
  if (!credential.holds)
    return [finding("credential", false, "凭证签名无效：内容已被改动。", "The credential's signature fails: it was altered.")];
  const issued = credential.claims.iat;
  return [
    finding("credential", true, "凭证签名有效。", "The credential's signature holds."),
    issuerFinding(credential.certificate, trustedKeys, typeof issued === "number" ? issued * 1000 : now),
    validityFinding(credential, now),
    statusFinding(credential, trustedKeys, statusList, now),
  ];
}

function validityFinding({ claims: { nbf, exp, valid_from, valid_to } }: SdJwt, now: number): Finding {
  const [from, to] = [text(valid_from), text(valid_to)];
  if (typeof nbf !== "number" || (exp !== undefined && typeof exp !== "number")) {
    return finding("validity", false, "凭证没有写明有效期。", "The credential does not state its validity.");
  }
  if (now < nbf * 1000) return finding("validity", false, `尚未生效：自 ${from} 起有效。`, `Not yet valid: it begins on ${from}.`);
  if (exp !== undefined && now >= exp * 1000)
    return finding("validity", false, `已过有效期：有效期至 ${to}。`, `Expired: it was valid until ${to}.`);
  return exp === undefined
    ? finding("validity", true, `在有效期内：自 ${from} 起长期有效。`, `Valid: from ${from}, without end.`)
    : finding("validity", true, `在有效期内：${from} 至 ${to}。`, `Valid: ${from} to ${to}.`);
}

function statusFinding(credential: SdJwt, trusted: readonly TrustedKey[], compact: string | undefined, now: number): Finding {
  const reference = field(credential.claims.status, "status_list");
  const [uri, idx] = [field(reference, "uri"), field(reference, "idx")];
  if (typeof uri !== "string" || typeof idx !== "number")
    return finding(
      "status",
      null,
      "凭证没有状态列表，无法查询是否吊销。",
      "The credential names no status list; revocation cannot be checked.",
    );
  return listFinding({ uri, idx }, credential.certificate, trusted, compact === undefined ? [] : [compact], now);
}

const text = (value: unknown) => (typeof value === "string" ? value : "—");

// Checking a sealed official document, offline: unaltered, whose seals, when, with what authority, and revoked or not where a status
// list is at hand.
import type { X509Certificate } from "node:crypto";
import { subjectName } from "./certificate.ts";
import { type Finding, finding } from "./finding.ts";
import { type OfficialStatement, officialStatement } from "./official.ts";
import type { PdfSignature } from "./pades.ts";
import { fingerprint } from "./signing-key.ts";
import { listFinding } from "./status-finding.ts";
import type { CheckTerms } from "./verify-credential.ts";
import { issuerFinding } from "./verify-issuer.ts";

/** What a statement says, in form; undefined where it is none. */
export function readStatement(bytes: Uint8Array): OfficialStatement | undefined {
  try {
    return officialStatement.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}

const day = (instant: string): string => instant.slice(0, 10);
const minute = (instant: string): string => `${instant.slice(0, 16).replace("T", " ")} UTC`;
const ways = {
  holder: { zh: "任该岗位", en: "held the post" },
  delegated: { zh: "受委托履行该岗位职责", en: "acted in the post by delegation" },
  substitute: { zh: "代理该岗位", en: "stood in for the post" },
} as const;

/** The findings on a sealed document whose last signature covers the whole file and holds; the statement where all belongs together. */
export function officialFindings(
  signatures: readonly PdfSignature[],
  attached: Uint8Array,
  { trustedKeys, statusLists = [], now }: CheckTerms,
): { readonly findings: readonly Finding[]; readonly statement?: OfficialStatement } {
  const statement = readStatement(attached);
  const bound = statement !== undefined && belongs(statement, signatures);
  if (!statement || !bound) {
    return {
      findings: [
        finding(
          "binding",
          false,
          "文件所附的用印说明与签名不符：不能据以认定用印机关。",
          "The statement inside the file does not match its signatures: it does not tell whose seals these are.",
        ),
      ],
    };
  }
  const { kind, title, number, issuers, date } = statement;
  const named = { zh: number === null ? `“${title}”` : `${number}“${title}”`, en: number === null ? `“${title}”` : `${number} “${title}”` };
  const findings: Finding[] = [
    finding(
      "binding",
      true,
      `${issuers.join("、")}${kind.zh}${named.zh}，成文日期 ${date}；用印说明与签名一致。`,
      `${kind.en} ${named.en} of ${issuers.join(", ")}, dated ${date}; the statement inside matches the signatures.`,
    ),
  ];
  for (const [i, seal] of statement.seals.entries()) {
    const certificate = signatures[i]?.certificate;
    if (!certificate) continue;
    const at = Date.parse(seal.at);
    const whose = issuerFinding(certificate, trustedKeys, at);
    findings.push(whose, authorityFinding(seal), listFinding(seal.status, certificate, trustedKeys, statusLists, now));
  }
  return { findings, statement };
}

/** Each signature is by the key that its seal names, whose certificate names the organ. */
function belongs(statement: OfficialStatement, signatures: readonly PdfSignature[]): boolean {
  return (
    signatures.length === statement.seals.length &&
    statement.seals.every(({ kid, organ }, i) => {
      const one = signatures[i];
      return one !== undefined && fingerprint(one.certificate.publicKey) === kid && names(one.certificate, organ);
    })
  );
}

const names = (certificate: X509Certificate, { zh, en, code }: OfficialStatement["seals"][number]["organ"]): boolean =>
  subjectName(certificate) === [zh, en].filter((part, i, all) => all.indexOf(part) === i).join(" · ") &&
  certificate.subject.split("\n").some((line) => line.slice(line.indexOf("=") + 1) === code);

function authorityFinding({ organ, post, right, held, named, at, signed }: OfficialStatement["seals"][number]): Finding {
  const way = ways[held.as];
  const ordered =
    Date.parse(signed.at) <= Date.parse(at) && held.since <= day(at) && (named === undefined || Date.parse(named) <= Date.parse(at));
  return ordered
    ? finding(
        "authority",
        true,
        `${organ.zh}的印章由“${post.zh}”于 ${minute(at)} 加盖（权限：${right.zh}；${named === undefined ? "" : `该岗位自 ${minute(named)} 起保管此印章；`}用印人自 ${held.since} 起${way.zh}）；此前由“${signed.post.zh}”于 ${minute(signed.at)} 签发，签发人与用印人不是同一人。`,
        `The seal of ${organ.en} was applied by the post “${post.en}” on ${minute(at)} (right: ${right.en}; ${named === undefined ? "" : `named to keep the seal on ${minute(named)}; `}whoever applied it ${way.en} since ${held.since}), after the post “${signed.post.en}” had signed on ${minute(signed.at)}: another person.`,
      )
    : finding(
        "authority",
        false,
        `${organ.zh}：用印说明的时间互相矛盾。`,
        `${organ.en}: the times in the statement contradict each other.`,
      );
}

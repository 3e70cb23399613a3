// What a status list that a checker fetched says of one place in it.
import type { X509Certificate } from "node:crypto";
import { isoDate } from "../platform/i18n/index.ts";
import { type Finding, finding } from "./finding.ts";
import { readStatusList, statuses } from "./status-list.ts";
import { type TrustedKey, whoVouches } from "./trust.ts";

/** Looks up `idx` in the list at `uri` among those at hand; it has to be signed by whom `certificate` names. */
export function listFinding(
  { uri, idx }: { readonly uri: string; readonly idx: number },
  certificate: X509Certificate,
  trusted: readonly TrustedKey[],
  compact: readonly string[],
  now: number,
): Finding {
  const lists = compact.map(readStatusList);
  const own = compact.length > 1 ? lists.filter((list) => list?.uri === uri) : lists;
  if (own.length === 0)
    return finding(
      "status",
      null,
      `签名有效；未核查是否吊销（状态列表：${uri}）。`,
      `The signature holds; revocation was not checked (status list: ${uri}).`,
    );
  const [list] = own;
  if (!list?.holds || !sameIssuer(list.certificate, certificate) || !whoVouches(list.certificate, trusted)) {
    return finding("status", false, "所给状态列表不是签发者签名的有效列表。", "The status list given is not one that the issuer signed.");
  }
  if (list.uri !== uri)
    return finding(
      "status",
      false,
      `所给状态列表不是本文件的列表；应取自 ${uri}。`,
      `The status list given is another one; fetch it from ${uri}.`,
    );
  const made = isoDate(list.at);
  if (now >= list.until)
    return finding(
      "status",
      null,
      `状态列表已过期（${made} 生成），请重新获取：${uri}。`,
      `The status list is out of date (made on ${made}); fetch it again from ${uri}.`,
    );
  switch (list.status(idx)) {
    case statuses.valid:
      return finding(
        "status",
        true,
        `未被吊销或暂停（状态列表生成于 ${made}）。`,
        `Neither revoked nor suspended (status list made on ${made}).`,
      );
    case statuses.suspended:
      return finding("status", false, `已被暂停（状态列表生成于 ${made}）。`, `Suspended (status list made on ${made}).`);
    case statuses.revoked:
      return finding("status", false, `已被吊销（状态列表生成于 ${made}）。`, `Revoked (status list made on ${made}).`);
    default:
      return finding("status", false, "状态列表中没有本文件的位置。", "The status list has no place for this file.");
  }
}

const sameIssuer = (a: X509Certificate, b: X509Certificate) => a.subject === b.subject;

// Checks a receipt offline: what holds, what fails, and whether it proves inclusion or only a promise.
import type { z } from "zod";
import { type NoteVerifier, openNote, parseCheckpoint, parseVerifierKey, verifyInclusion } from "../../engine/merkle/index.ts";
import { canonical } from "../../platform/crypto/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { entryDigest, entryLeaf } from "../entry.ts";
import { promiseText, type Receipt, receipt, receiptFormat } from "../receipt.ts";
import { fingerprint, isTrusted, type TrustedKey } from "./keys.ts";

/** One thing that was looked at. `holds` is null where it cannot be said (yet). */
export interface Finding {
  readonly check: "form" | "key" | "entry" | "promise" | "included" | "checkpoint";
  readonly holds: boolean | null;
  readonly text: Text;
}

export interface ReceiptCheck {
  /** `included` or `promised` only where everything looked at holds. */
  readonly standing: "included" | "promised" | "failed";
  readonly findings: readonly Finding[];
  /** Whose key signed, where the receipt names one. */
  readonly key?: { readonly name: string; readonly fingerprint: string; readonly trusted: boolean };
  readonly receipt?: Receipt;
}

/** True for a JSON value that says it is a receipt, whole or not. */
export const isReceipt = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "format" in value &&
  typeof value.format === "string" &&
  value.format.startsWith("errand-receipt/");

const finding = (check: Finding["check"], holds: boolean | null, zh: string, en: string): Finding => ({ check, holds, text: { zh, en } });

/**
 * Checks a receipt (parsed JSON) against trusted keys. Nothing is fetched. `now` (epoch milliseconds) tells whether a
 * promise should have been kept by now.
 */
export function verifyReceipt(value: unknown, trusted: readonly TrustedKey[], now?: number): ReceiptCheck {
  const parsed = receipt.safeParse(value);
  const signer = parsed.success ? parseVerifierKey(parsed.data.key) : null;
  if (!parsed.success || !signer || !canonicalHolds(parsed.data)) return { standing: "failed", findings: [malformed(parsed)] };
  const given = parsed.data;
  const known = isTrusted(signer, trusted);
  const findings = [
    keyFinding(signer, known),
    entryFinding(given),
    promiseFinding(given, signer),
    ...inclusionFindings(given, signer, now),
  ];
  const whole = findings.every(({ holds }) => holds !== false);
  return {
    standing: !whole ? "failed" : given.included ? "included" : "promised",
    findings,
    key: { name: signer.name, fingerprint: fingerprint(signer.publicKey), trusted: known },
    receipt: given,
  };
}

/** Text with lone surrogates has no canonical form, hence no digest. */
function canonicalHolds(given: Receipt): boolean {
  try {
    canonical(given);
    return true;
  } catch {
    return false;
  }
}

function malformed(parsed: z.ZodSafeParseResult<Receipt>): Finding {
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  const where = issue ? `/${issue.path.join("/")}` : "/key";
  return finding(
    "form",
    false,
    `这不是完整的 ${receiptFormat} 回执：${where} 缺失或有误。请使用原始文件。`,
    `This is not a whole receipt of the format ${receiptFormat}: ${where} is missing or wrong. Use the original file.`,
  );
}

function keyFinding(signer: NoteVerifier, known: boolean): Finding {
  const mark = `${signer.name}, SHA-256 ${fingerprint(signer.publicKey)}`;
  return known
    ? finding("key", true, `签名密钥受信任：${mark}`, `The signing key is trusted: ${mark}`)
    : finding(
        "key",
        false,
        `签名密钥未被信任：${mark}。以下结论只说明与随附密钥一致；请从该机构公布的渠道取得密钥后再核验。`,
        `The signing key is not trusted here: ${mark}. What follows is only consistent with the enclosed key; check again with the key that the authority publishes.`,
      );
}

const leafOf = ({ entry, nonce }: Receipt): string =>
  entryLeaf(entryDigest({ ...entry, at: Date.parse(entry.at) }, Buffer.from(nonce, "hex"))).toString("base64");

function entryFinding(given: Receipt): Finding {
  return leafOf(given) === given.leaf
    ? finding("entry", true, "记录内容与其摘要一致", "The entry is the one that the leaf commits to")
    : finding("entry", false, "记录内容已被改动，与其摘要不符", "The entry was altered: it is not the one that the leaf commits to");
}

function promiseFinding({ origin, promise, leaf, data }: Receipt, signer: NoteVerifier): Finding {
  const opened = openNote(promise, [signer]);
  if (!opened.ok || signer.name !== origin) {
    return finding("promise", false, "承诺的签名不成立", "The signature on the promise does not hold");
  }
  const [at = "", by = ""] = opened.text.split("\n").slice(4, 6);
  if (opened.text === promiseText({ origin, leaf, data, at, by })) {
    return finding(
      "promise",
      true,
      `${origin} 于 ${at} 签名确认收到此记录和所附数据，并承诺在 ${by} 前记入账本`,
      `${origin} signed at ${at} that it received this entry and the enclosed data, and promised to log it by ${by}`,
    );
  }
  const entryDiffers = opened.text.split("\n")[2] !== leaf;
  return entryDiffers
    ? finding("promise", false, "承诺是为另一条记录签名的", "The promise was signed for another entry")
    : finding("promise", false, "所附数据已被改动，与签名时不同", "The enclosed data was altered after it was signed");
}

function inclusionFindings({ included, leaf, origin, promise }: Receipt, signer: NoteVerifier, now: number | undefined): Finding[] {
  if (!included) {
    const by = Date.parse(promise.split("\n")[5] ?? "");
    const due = now !== undefined && now > by;
    return [
      due
        ? finding(
            "included",
            null,
            "尚无入账证明，承诺的时间已过：请重新下载回执",
            "No proof of inclusion yet, and the promised time has passed: download the receipt again",
          )
        : finding("included", null, "尚无入账证明：目前仅为承诺", "No proof of inclusion yet: so far this is a promise"),
    ];
  }
  const opened = openNote(included.checkpoint, [signer]);
  const checkpoint = opened.ok ? parseCheckpoint(opened.text) : null;
  if (!checkpoint || checkpoint.origin !== origin) {
    return [
      finding("checkpoint", false, "检查点的签名不成立", "The signature on the checkpoint does not hold"),
      finding("included", null, "没有可信的检查点，无法判断是否入账", "Without a checkpoint that holds, inclusion cannot be judged"),
    ];
  }
  const { size, root } = checkpoint;
  const path = included.proof.map((node) => Buffer.from(node, "base64"));
  const holds = size === included.size && verifyInclusion(Buffer.from(leaf, "base64"), included.index, size, path, root);
  return [
    finding("checkpoint", true, `检查点签名成立：${origin}，共 ${size} 条`, `The checkpoint is signed by ${origin}: ${size} entries`),
    holds
      ? finding("included", true, `已入账：第 ${included.index} 条`, `Included in the log as leaf ${included.index}`)
      : finding("included", false, "入账证明不成立", "The proof of inclusion does not hold"),
  ];
}

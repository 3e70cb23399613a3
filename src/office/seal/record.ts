// What this installation's own register says of a sealed file that somebody holds.
import type { Pool } from "pg";
import type { AnyFinding, OfficialStatement } from "../../licence/index.ts";
import { usesOf } from "./uses.ts";

/** A finding for whoever checks a file against the register of uses. */
export async function recordFinding(pool: Pool, statement: OfficialStatement, sha256: Uint8Array): Promise<AnyFinding> {
  const uses = await usesOf(pool, sha256);
  const finding = (holds: boolean, zh: string, en: string): AnyFinding => ({ check: "record", holds, text: { zh, en } });
  if (uses.length < statement.seals.length)
    return finding(
      false,
      "用印登记中没有这件公文：它不是本系统发出的那一份。",
      "The register of seals does not know this document: it is not the one that was sent out here.",
    );
  const gone = uses.find((use) => use.void !== null);
  if (gone)
    return finding(false, "这次用印已被宣布无效，公文作废。", "This use of the seal was declared void: the document does not count.");
  const counted = uses.map(({ n }) => n).join(", ");
  return finding(
    true,
    `用印登记中有这件公文（第 ${counted} 次用印），没有被宣布无效。`,
    `The register of seals knows this document (use no. ${counted}); it was not declared void.`,
  );
}

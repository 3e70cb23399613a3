// What a sealed official document says of itself for machines: who issued it, and for each seal with what authority it was applied. It
// lies inside the file under the signatures; posts are named, persons are not.
import { z } from "zod";
import { signPdf } from "./pades.ts";
import type { SigningKey } from "./signing-key.ts";

const text = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const instant = z.iso.datetime();

const seal = z.object({
  /** Whose seal it is; `code` is the organ's credit code. */
  organ: text.extend({ code: z.string().min(1) }),
  /** The post that applied it, the right by which, and since which day whoever applied it held that post. */
  post: text,
  right: text,
  held: z.object({ since: z.iso.date(), as: z.enum(["holder", "delegated", "substitute"]) }),
  /** Since when that post was named to keep the seal, where one was named. */
  named: instant.optional(),
  at: instant,
  /** Who had signed the document: another person. */
  signed: z.object({ post: text, at: instant }),
  /** Fingerprint of the key of its signature. */
  kid: z.string().regex(/^[0-9a-f]{64}$/),
  /** Its place in the organ's status list. */
  status: z.object({ uri: z.url(), idx: z.number().int().nonnegative() }),
});

export const officialStatement = z.object({
  statement: z.literal("official-document/1"),
  kind: text,
  title: z.string(),
  number: z.string().nullable(),
  issuers: z.array(z.string().min(1)).min(1),
  /** The date under its text. */
  date: z.iso.date(),
  /** One for each signature of the file, in their order. */
  seals: z.array(seal).min(1).max(50),
});
export type OfficialStatement = Readonly<z.infer<typeof officialStatement>>;

/** The name under which it lies inside the document. */
export const statementName = "official-document.json";

/** Signs a laid-out document that holds its statement, with the key of each seal in their order. */
export function signOfficial(pdf: Uint8Array, statement: OfficialStatement, keys: readonly SigningKey[], at: number): Uint8Array {
  return keys.reduce((signed, key, i) => {
    const organ = statement.seals[i]?.organ;
    return signPdf(signed, key, { at, reason: `${organ?.zh ?? ""}用印 · Sealed by ${organ?.en ?? ""}` });
  }, pdf);
}

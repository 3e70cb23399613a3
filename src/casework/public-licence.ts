// What anybody may know of a licence by its identifier: that it exists, whose act it is and whether it holds today.
import { instrumentBy, statuses } from "../licence/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { load } from "./load.ts";

export interface PublicLicence {
  readonly identifier: string;
  readonly title: Text;
  readonly number: string;
  readonly agency: string;
  readonly status: "valid" | "suspended" | "revoked" | "expired" | "not-yet";
  /** Calendar dates. */
  readonly validFrom: string;
  readonly validTo: string | undefined;
  readonly issuedAt: number;
  /** Enough to compare with the licence in hand, too little to learn a name from: most characters are covered. */
  readonly holder: string | undefined;
}

const longest = 200;

/** Undefined where no licence was issued under this identifier. */
export async function publicLicence(desk: Desk, identifier: string): Promise<PublicLicence | undefined> {
  if (identifier === "" || identifier.length > longest) return undefined;
  const found = await instrumentBy(desk.licences, identifier);
  if (!found) return undefined;
  const loaded = await load(desk, found.case_id);
  const holder = loaded?.secret().applicant;
  return {
    identifier: found.identifier,
    title: found.title,
    number: found.number,
    agency: found.agency,
    status: standing(found, desk.day(desk.now())),
    validFrom: found.valid_from,
    validTo: found.valid_to ?? undefined,
    issuedAt: found.issued_at,
    holder: holder && covered(holder.name),
  };
}

function standing(row: { status: number; valid_from: string; valid_to: string | null }, today: string): PublicLicence["status"] {
  if (row.status === statuses.revoked) return "revoked";
  if (row.status === statuses.suspended) return "suspended";
  if (row.valid_to !== null && row.valid_to < today) return "expired";
  return row.valid_from > today ? "not-yet" : "valid";
}

/** The first character of a short name, the first and last two of a long one; the rest is covered. */
export function covered(name: string): string {
  const characters = [...new Intl.Segmenter("zh").segment(name)].map(({ segment }) => segment);
  const ends = characters.length > 6 ? 2 : 0;
  return characters.map((one, i) => (i === 0 || (ends > 0 && (i < ends || i >= characters.length - ends)) ? one : "＊")).join("");
}

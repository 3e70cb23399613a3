// What of sharing an officer sees: the catalogue is for every officer, agreements for the two sides, everything for those who keep
// sharing, supervise or administer.
import type { Directory } from "../../organisation/index.ts";
import type { Staff } from "../context.ts";

/** Sees every agency's agreements, refusals and figures. */
export const seesAll = ({ rights }: Pick<Staff, "rights">): boolean =>
  (["manage-sharing", "supervise", "administer"] as const).some((one) => rights.includes(one));

/** The agencies for which an officer stands today. */
export const agenciesOf = ({
  officer,
  directory,
}: {
  readonly officer: Pick<Staff, "posts">;
  readonly directory: Directory;
}): readonly string[] => [...new Set(officer.posts.flatMap((post) => directory.post(post)?.agency ?? []))];

/** Whether the officer stands for this agency, or sees all. */
export const seesAgency = (bench: { readonly officer: Staff; readonly directory: Directory }, agency: string): boolean =>
  seesAll(bench.officer) || agenciesOf(bench).includes(agency);

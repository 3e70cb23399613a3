// What of sharing an officer sees: the catalogue is for every officer, agreements are for the two sides, everything is for those who
// keep sharing, supervise or administer.

/** An officer as far as it matters here: posts as `agency/post`. */
export interface Reader {
  readonly posts: readonly string[];
  readonly rights: readonly string[];
}

/** Sees every agency's agreements, refusals and figures. */
export const seesAll = ({ rights }: Pick<Reader, "rights">): boolean =>
  ["manage-sharing", "supervise", "administer"].some((one) => rights.includes(one));

/** The agencies for which an officer stands today. */
export const agenciesOf = ({ posts }: Pick<Reader, "posts">): readonly string[] => [
  ...new Set(posts.map((post) => post.split("/")[0] ?? "")),
];

/** Whether the officer stands for this agency, or sees all. */
export const seesAgency = (reader: Reader, agency: string): boolean => seesAll(reader) || agenciesOf(reader).includes(agency);

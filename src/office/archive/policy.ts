// Who may do what in the archive. Rights belong to posts: an agency's archivists keep its files, its heads approve what they destroy.
import type { Actor } from "../../identity/index.ts";
import type { Directory } from "../../organisation/index.ts";

export type Officer = Extract<Actor, { kind: "officer" }>;

/** The agencies in which an officer holds a post, or acts in one, today. */
export const agenciesOf = ({ posts }: Officer): string[] => [
  ...new Set(posts.flatMap((post) => (post.includes("/") ? [post.slice(0, post.indexOf("/"))] : []))),
];

/** The posts of an agency in which this officer has one of these rights today. Who acts in a post for certain matters only has not its rights. */
function postsWith(directory: Directory, officer: Officer, agency: string, rights: readonly string[]): string[] {
  return officer.posts.filter((name) => {
    const acting = officer.acting?.find((one) => one.post === name);
    const post = directory.post(name);
    return post?.agency === agency && acting?.packs === undefined && post.rights.some((right) => rights.includes(right));
  });
}

/** The post in which an officer keeps an agency's archive; undefined where none. */
export const keeperPost = (directory: Directory, officer: Officer, agency: string): string | undefined =>
  postsWith(directory, officer, agency, ["manage-archive"])[0];

/** The posts in which an officer may approve what an agency's archive destroys: its archivists' and its heads'. */
export const approverPosts = (directory: Directory, officer: Officer, agency: string): readonly string[] =>
  postsWith(directory, officer, agency, ["approve-disposal", "manage-archive"]);

/** The agencies whose archive an officer keeps, or whose disposals an officer approves. */
export const archivesOf = (directory: Directory, officer: Officer): readonly string[] =>
  agenciesOf(officer).filter((agency) => approverPosts(directory, officer, agency).length > 0);

/** Whom an officer counts as in a post: whoever acts for another counts as that one too. */
export const countsAs = ({ id, acting = [] }: Officer, post: string): string[] => [
  ...new Set([id, ...acting.flatMap((one) => (one.post === post && one.for !== undefined ? [one.for] : []))]),
];

// May this officer put this organ's seal on this document? Pure: the organisation, the act and the seal's state at that time decide.
import { has, rights } from "../../access/index.ts";
import type { SealAct } from "../../casework/index.ts";
import type { Agency, Directory, Post } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { keepingPosts } from "./keepers.ts";

export type SealState = "used" | "suspended" | "revoked";

/** What the act rests on, as the sealed document says it. */
export interface Authority {
  readonly organ: Agency;
  readonly post: Post;
  readonly right: Text;
  /** Since which day whoever applied it held the post, and how. */
  readonly held: { readonly since: string; readonly as: "holder" | "delegated" | "substitute" };
  /** Since which instant the post was named to keep the seal, where one was named. */
  readonly named: number | undefined;
  readonly signedPost: Post;
}

export type Judged = { readonly ok: true; readonly authority: Authority } | { readonly ok: false; readonly text: Text };

const no = (zh: string, en: string): Judged => ({ ok: false, text: { zh, en } });

/** How things stood at the act: its minute by the city's clock (`YYYY-MM-DDTHH:MM`), the seal's state, and who was named to keep it. */
export interface Standing {
  readonly minute: string;
  readonly state: SealState;
  readonly keeper?: { readonly post: string; readonly at: number } | undefined;
}

/** Judged to the instant of the act: what began later or had ended before, were it an hour, gives no right. */
export function authorityOf(directory: Directory, act: SealAct, { minute, state, keeper }: Standing): Judged {
  const day = minute.slice(0, 10);
  const organ = directory.agency(act.organ);
  const post = directory.post(act.by.post);
  const signedPost = directory.post(act.approved.post);
  if (!organ?.active) return no("没有这个用印机关。", "There is no such organ.");
  if (!post || post.agency !== act.organ || !has(post, "keep-seal"))
    return no(`用印人的岗位没有使用“${organ.title.zh}”印章的权限。`, `The post has no right to use the seal of ${organ.title.en}.`);
  const keeping = keepingPosts(directory, act.organ, keeper?.post, day);
  if (!keeping.includes(post))
    return no(
      `“${organ.title.zh}”的印章由“${keeping[0]?.title.zh ?? ""}”保管，不由用印人的岗位保管。`,
      `The seal of ${organ.title.en} is kept by the post “${keeping[0]?.title.en ?? ""}”, not by that of whoever applied it.`,
    );
  if (!signedPost || signedPost.agency !== act.organ)
    return no(`没有“${organ.title.zh}”签发这件公文的记录。`, `Nobody of ${organ.title.en} signed this document.`);
  const held = holding(directory, act, post.name, minute);
  if (!held) return no("用印人在用印时不在该岗位。", "Whoever applied the seal did not hold that post at the time.");
  if (samePerson(directory, act, minute))
    return no("签发人不能自己用印：须由另一人用印。", "Who signed a document may not seal it: another person has to.");
  if (act.approved.at > act.at) return no("尚未签发，不能用印。", "It was not signed yet when it was to be sealed.");
  if (state !== "used")
    return no(
      state === "suspended" ? `“${organ.title.zh}”的印章已暂停使用。` : `“${organ.title.zh}”的印章已废止。`,
      state === "suspended" ? `The seal of ${organ.title.en} is suspended.` : `The seal of ${organ.title.en} is no longer in use.`,
    );
  return {
    ok: true,
    authority: { organ, post, right: rights["keep-seal"], held, named: keeper?.post === post.name ? keeper.at : undefined, signedPost },
  };
}

function holding(directory: Directory, { by, at }: SealAct, post: string, minute: string): Authority["held"] | undefined {
  const day = minute.slice(0, 10);
  const own = directory
    .officer(by.officer)
    ?.appointments.find((one) => one.post === post && one.from <= day && (one.to === undefined || day <= one.to));
  if (own) return { since: own.from, as: "holder" };
  const lent = directory.actingIn(post, minute, at).find(({ officer, packs }) => officer === by.officer && packs === undefined);
  return lent && { since: lent.from, as: lent.how };
}

/** Keeper and signer are one, or one of them acted that day for the other: at whichever hour, and also where that was ended since. */
function samePerson(directory: Directory, { by, approved, at }: SealAct, minute: string): boolean {
  if (by.officer === approved.officer) return true;
  const standsFor = (who: string, whom: string, post: string) =>
    [...directory.actingIn(post, minute.slice(0, 10)), ...directory.actingIn(post, minute, at)].some(
      (one) => one.officer === who && one.for === whom,
    );
  return standsFor(by.officer, approved.officer, by.post) || standsFor(approved.officer, by.officer, approved.post);
}

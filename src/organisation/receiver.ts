// Whether somebody can act in a post, whoever asks for it: asked alike by those who hand on and by those who name a stand-in.
import type { Text } from "../platform/i18n/index.ts";
import { type Against, type Around, against } from "./decided.ts";
import type { StandIn } from "./directory.ts";
import { both, meet, type Period } from "./period.ts";

export const name = ({ directory }: Around, id: string): string => directory.officer(id)?.name ?? id;
export const title = ({ directory }: Around, post: string): Text => directory.post(post)?.title ?? { zh: post, en: post };

/** Those that still count or will. */
export const live = (one: StandIn): boolean => one.endedAt === undefined;

/** What stands against somebody's acting in a post in a time, whoever asks for it. */
export function receiverProblems(around: Around, to: { officer: string; post: string; at: string }, period: Period): Against[] {
  const { directory } = around;
  const officer = directory.officer(to.officer);
  if (!officer) return [against("/officer", "没有这位工作人员。", "There is no such officer.")];
  const posts = directory.postsOf(officer.id, period.from);
  const last = directory.postsOf(officer.id, period.to);
  if (posts.length === 0 || last.length === 0) {
    return [
      against(
        "/officer",
        `${officer.name}在这段时间内没有岗位，不能代行职责。`,
        `${officer.name} holds no post in that time, and cannot act in another's place.`,
      ),
    ];
  }
  const post = title(around, to.post);
  if (posts.some((one) => one.name === to.post)) {
    return [
      against(
        "/officer",
        `${officer.name}本来就在${post.zh}，不需要委托。`,
        `${officer.name} holds the post “${post.en}” already; nothing has to be handed on.`,
      ),
    ];
  }
  const away = directory.leaves().find((one) => one.officer === officer.id && meet(one, period));
  if (away) {
    return [
      against(
        "/officer",
        `${officer.name}在 ${both(away).zh} 休假，请另选。`,
        `${officer.name} is on leave from ${both(away).en}. Choose somebody else.`,
      ),
    ];
  }
  const busy = directory.standIns().find((one) => live(one) && one.officer === officer.id && one.post === to.post && meet(one, period));
  if (!busy) return [];
  const whom = busy.for === undefined ? undefined : name(around, busy.for);
  return [
    against(
      to.at,
      `${officer.name}在 ${both(busy).zh} 已经${whom === undefined ? "" : `替${whom}`}代行${post.zh}，时间不能重叠。`,
      `${officer.name} acts as “${post.en}”${whom === undefined ? "" : ` for ${whom}`} from ${both(busy).en} already; the times may not overlap.`,
    ),
  ];
}

// Who applies: the person who is signed in, or an organisation for which that person may act today.
import type { Pack } from "../catalogue/index.ts";
import { type Actor, type Party, partiesById } from "../identity/index.ts";
import type { Desk } from "./desk.ts";
import { invalid, type Refused, refused } from "./refusal.ts";
import type { PartyCopy } from "./secret.ts";

export interface Applying {
  readonly ok: true;
  readonly applicant: PartyCopy | undefined;
  /** The person who acts for an organisation. */
  readonly agent?: PartyCopy;
}

const copy = ({ id, kind, name, identifier, phone }: Party): PartyCopy => ({
  id,
  kind,
  name,
  identifier,
  ...(phone === undefined ? {} : { phone }),
});

/**
 * May this actor start a case of this pack, and for whom? An internal procedure is started by officers and has no applicant.
 * `known` holds the parties that were read already.
 */
export async function applying(
  desk: Desk,
  actor: Actor,
  pack: Pack,
  onBehalfOf: string | undefined,
  known?: ReadonlyMap<string, Party>,
): Promise<Applying | Refused> {
  const { audience, applicants } = pack.header;
  if (actor.kind === "anonymous") return refused(401, "sign-in", { zh: "请先登录。", en: "Sign in first." });
  if (audience === "child")
    return refused(403, "forbidden", {
      zh: "这类办件由其他办件发起，不能直接申请。",
      en: "Cases of this kind are opened by other cases; they cannot be applied for.",
    });
  if (audience === "internal") {
    return actor.kind === "officer"
      ? { ok: true, applicant: undefined }
      : refused(403, "forbidden", { zh: "这是机关内部事项。", en: "This is internal to the offices." });
  }
  if (actor.kind !== "party") return refused(403, "forbidden", { zh: "请用申请人的账号申请。", en: "Apply with an applicant's account." });
  if (onBehalfOf !== undefined && onBehalfOf !== actor.id && !actor.actsFor.includes(onBehalfOf)) {
    return invalid([
      {
        pointer: "/onBehalfOf",
        detail: {
          zh: "您不能代这个单位申请。请由单位授权后再试。",
          en: "You may not act for this organisation. Have it authorise you first.",
        },
      },
    ]);
  }
  const forOther = onBehalfOf !== undefined && onBehalfOf !== actor.id;
  const found = known ?? (await partiesById(desk.ground, forOther ? [onBehalfOf, actor.id] : [actor.id]));
  const [applicant, agent] = [found.get(onBehalfOf ?? actor.id), forOther ? found.get(actor.id) : undefined];
  if (!applicant) return refused(403, "forbidden", { zh: "没有您的登记信息。", en: "You are not registered here." });
  if (!applicants.includes(applicant.kind)) {
    const who = { person: { zh: "个人", en: "a person" }, organisation: { zh: "单位", en: "an organisation" } };
    const may = applicants.map((kind) => who[kind]);
    return invalid([
      {
        pointer: "/onBehalfOf",
        detail: {
          zh: `这个事项只能由${may.map((one) => one.zh).join("或")}申请。请选择代表哪个单位申请。`,
          en: `Only ${may.map((one) => one.en).join(" or ")} may apply for this. Choose whom you apply for.`,
        },
      },
    ]);
  }
  return { ok: true, applicant: copy(applicant), ...(agent ? { agent: copy(agent) } : {}) };
}

// An officer opened a case: told to the one whom it concerns. The same officer within a quarter of an hour is one opening.
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { workOf } from "./policy.ts";
import { agencyOf } from "./posts.ts";
import type { CaseView } from "./view.ts";

const purposes = {
  handling: { zh: "办理本办件", en: "Handling this case" },
  reading: { zh: "本部门参与的办件，查看情况", en: "Looking at a case in which the agency takes part" },
  oversight: { zh: "监督检查", en: "Supervision" },
  archive: { zh: "利用档案", en: "Use of the archive" },
} as const satisfies Record<string, Text>;

/** Records that an officer looked at the case, in the post by which it may be read; `from` the archive. Others leave no such record. */
export async function recordOpening(desk: Pick<Desk, "exchange">, actor: Actor, view: CaseView, from?: "archive"): Promise<void> {
  if (actor.kind !== "officer") return;
  const { loaded, subject } = view;
  const { applicant, agent } = loaded.secret();
  const subjects = [applicant, agent].flatMap((one) => (one ? [one.identifier] : []));
  const handling = workOf(actor).posts.find((post) => [...loaded.posts.values()].includes(post));
  const involved = actor.posts.find((post) => {
    const agency = agencyOf(post);
    return agency !== undefined && (agency === subject.agency || subject.agencies.has(agency));
  });
  const post = handling ?? involved ?? actor.posts[0];
  if (post === undefined || subjects.length === 0) return;
  const key = from ?? (handling !== undefined ? "handling" : involved !== undefined ? "reading" : "oversight");
  await desk.exchange.recordOpening({
    case: loaded.row.id,
    subjects,
    officer: actor.id,
    agency: agencyOf(post) ?? loaded.row.agency,
    post,
    purpose: { key, text: purposes[key] },
  });
}

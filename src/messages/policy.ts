// Who may write to whom about a case: pure. Nobody is told of a case who may not read it; the graver its data, the fewer may be asked.
import type { Text } from "../platform/i18n/index.ts";

/** To whom a message goes: one officer, whoever holds a post, or an agency, which is its documents desk. */
export type Address = { readonly officer: string } | { readonly post: string } | { readonly agency: string };

/** As it is kept: `officer:<id>` or `post:<agency/post>`. */
export type Receiver = `officer:${string}` | `post:${string}`;

export const receiverOf = (address: Address): Receiver =>
  "officer" in address ? `officer:${address.officer}` : "post" in address ? `post:${address.post}` : `post:${address.agency}/documents`;

export interface MessageCase {
  readonly classification: string;
  readonly status: "running" | "ended";
  /** The owner, and the agencies of which a post has or had a task. */
  readonly agencies: ReadonlySet<string>;
  /** Posts that have or had a task here, and officers who did one. */
  readonly posts: ReadonlySet<string>;
  readonly officers: ReadonlySet<string>;
}

/** What a policy needs to know of a receiver. */
export interface Known {
  readonly receiver: Receiver;
  /** The agency of a post; those of an officer's posts. Empty where there is no such post or officer at work. */
  readonly agencies: readonly string[];
  /** An officer who may read every case. */
  readonly readsAll: boolean;
}

export type Barred = "core" | "ended" | "unknown" | "cannot-read" | "not-cleared";

/** How grave the data of a case are: core data are not written about here at all, important data only with those who work on the case. */
const grades = {
  core: "nobody",
  important: "those at work",
} as const satisfies Record<string, "nobody" | "those at work">;

const gradeOf = (classification: string): "nobody" | "those at work" | "all who read" =>
  Object.hasOwn(grades, classification) ? grades[classification as keyof typeof grades] : "all who read";

/** Why nobody at all may be written to about this case; undefined where somebody may. */
export function closedFor(one: MessageCase): "core" | "ended" | undefined {
  if (gradeOf(one.classification) === "nobody") return "core";
  return one.status === "ended" ? "ended" : undefined;
}

/** Why this receiver may not be written to; undefined where it may. */
export function barredFor(one: MessageCase, known: Known): Barred | undefined {
  const closed = closedFor(one);
  if (closed) return closed;
  if (known.agencies.length === 0) return "unknown";
  const [kind, id] = [known.receiver.slice(0, known.receiver.indexOf(":")), known.receiver.slice(known.receiver.indexOf(":") + 1)];
  if (!known.readsAll && !known.agencies.some((agency) => one.agencies.has(agency))) return "cannot-read";
  if (gradeOf(one.classification) === "those at work" && !(kind === "officer" ? one.officers : one.posts).has(id)) return "not-cleared";
  return undefined;
}

/** True where messages about the case go only to those who work on it, which whoever writes is told. */
export const isGrave = ({ classification }: Pick<MessageCase, "classification">): boolean => gradeOf(classification) === "those at work";

export const barredText = {
  core: { zh: "本办件含核心数据，不得在此传递消息。", en: "This case holds core data: no messages are exchanged about it here." },
  ended: { zh: "办件已办结并归档，不能再发消息。", en: "The case has ended and is filed: no further messages can be sent." },
  unknown: {
    zh: "没有这个岗位、部门或人员，或者现在无人在岗。",
    en: "There is no such post, agency or officer, or nobody is at work there.",
  },
  "cannot-read": {
    zh: "对方无权查看本办件，不能就本办件给对方发消息。",
    en: "They may not read this case, so they cannot be written to about it.",
  },
  "not-cleared": {
    zh: "本办件含重要数据，只能发给承办本办件的岗位和人员。",
    en: "This case holds important data: only posts and officers who work on it can be written to.",
  },
} as const satisfies Record<Barred, Text>;

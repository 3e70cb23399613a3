// A bundle as a reader may see it: each part with where it stands, and of a part's case, the bundle that it belongs to.
import type { ComposedPart, PackHeader, PartOutcome } from "../../catalogue/index.ts";
import { outcomeOfEnd, partOutcomes } from "../../catalogue/index.ts";
import type { Actor } from "../../identity/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Desk } from "../desk.ts";
import { load, loadAll, subjectOf } from "../load.ts";
import { blindsOf } from "../parties.ts";
import { mayRead } from "../policy.ts";
import { type CaseView, viewOf } from "../view.ts";
import { type PartWait, partWaits } from "./await-register.ts";
import { awaited } from "./part.ts";

/** Where a part stands. `left-out`: not wanted; `waiting`: for other parts; `opening`: its case is about to be opened. */
export type PartStatus = "left-out" | "waiting" | "opening" | "running" | "ended" | "not-opened";

export interface PartView {
  readonly key: string;
  readonly title: Text;
  readonly service: string;
  readonly agency: string;
  readonly status: PartStatus;
  readonly fees: PackHeader["fees"];
  readonly promised: string;
  /** What the bundle was told of it. */
  readonly outcome: PartOutcome | undefined;
  readonly outcomeTitle: Text | undefined;
  /** The parts that it waits for, or for want of which it was not opened. */
  readonly because: readonly Text[];
  /** The register that does not answer and for which it waits, and until when. */
  readonly silent: PartWait | undefined;
  /** When its time runs out, while it runs: for everybody who may see the whole. */
  readonly dueAt: number | undefined;
  /** Its case, where there is one and this reader may see it. */
  readonly case: CaseView | undefined;
}

/** The parts of a bundle, in its order; empty for a case that is none. */
export async function partsOf(desk: Desk, actor: Actor, { loaded }: Pick<CaseView, "loaded">): Promise<readonly PartView[]> {
  const { pack, row, snapshot } = loaded;
  if (!pack.parts) return [];
  const parts = pack.parts;
  const [rows, waits] = await Promise.all([
    desk.db.selectFrom("casework.case").select("id").where("parent", "=", row.id).execute(),
    partWaits(desk, row.id),
  ]);
  const cases = new Map(
    (
      await loadAll(
        desk,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.row.parent_task ?? 0, one]),
  );
  const blinds = blindsOf(desk, actor);
  const titleOf = (key: string): Text => parts[key]?.pack.header.title ?? { zh: key, en: key };
  const states = Object.values(snapshot.state.tasks);
  return Object.values(parts).map((part): PartView => {
    const task = row.tasks.findLast(({ key }) => key === part.key);
    const child = task && cases.get(task.no);
    const subject = child && subjectOf(child.row, blinds);
    const readable = child && subject && mayRead(actor, subject).allowed ? viewOf(desk, actor, child, subject) : undefined;
    // A bundle that was withdrawn was told nothing more: what its parts came to says their own end.
    const ended = task?.status === "void" && child?.row.end ? outcomeOfEnd[child.pack.model.ends[child.row.end] ?? "none"] : undefined;
    const outcome = partOutcomes.find((one) => one === task?.outcome) ?? ended;
    const { failed } = awaited(part, states);
    const waiting = part.awaits.filter((key) => states.some((one) => one.key === key && one.status !== "done" && one.status !== "void"));
    return {
      ...outlineOf(part),
      status: statusOf(task?.status, outcome, child?.row.status),
      outcome,
      outcomeTitle: outcome === undefined ? undefined : (pack.header.texts.outcomes[outcome] ?? { zh: outcome, en: outcome }),
      because: (outcome === "not-opened" ? failed : waiting).map(titleOf),
      silent: task && outcome === undefined && !child ? waits.get(task.no) : undefined,
      dueAt: child?.row.status === "running" ? (child.row.due_at ?? undefined) : undefined,
      case: readable,
    };
  });
}

const outlineOf = ({ key, pack: { header } }: ComposedPart) => ({
  key,
  title: header.title,
  service: header.id,
  agency: header.agency,
  fees: header.fees,
  promised: header.time.promised.time,
});

function statusOf(task: string | undefined, outcome: PartOutcome | undefined, child: "running" | "ended" | undefined): PartStatus {
  if (outcome === "not-opened") return "not-opened";
  if (child !== undefined) return child;
  if (task === undefined || task === "void") return "left-out";
  return task === "waiting" ? "waiting" : "opening";
}

/** The bundle that a part's case belongs to, and whether this reader may open it; undefined for any other case. */
export async function bundleOf(
  desk: Desk,
  actor: Actor,
  { loaded: { row } }: Pick<CaseView, "loaded">,
): Promise<
  { readonly id: string; readonly number: string; readonly title: Text; readonly part: string; readonly readable: boolean } | undefined
> {
  if (row.parent === null) return undefined;
  const bundle = await load(desk, row.parent);
  if (!bundle?.pack.parts) return undefined;
  const part = bundle.row.tasks.find(({ no }) => no === row.parent_task)?.key ?? "";
  const readable = mayRead(actor, subjectOf(bundle.row, blindsOf(desk, actor))).allowed;
  return { id: bundle.row.id, number: bundle.row.number, title: bundle.pack.header.title, part, readable };
}

/** What is asked of this reader in any part: one inbox for the whole. */
export const askedIn = (parts: readonly PartView[]) =>
  parts.flatMap((part) =>
    part.case ? part.case.offers.filter(({ outcomes }) => outcomes.length > 0).map((offer) => ({ part, offer })) : [],
  );

// The cases that a case opened, one for each task that is a case of its own: who got it, who has signed for it, what became of it.
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { awaiting } from "./awaited.ts";
import type { Desk } from "./desk.ts";
import { mayRead } from "./policy.ts";
import { agencyOf } from "./posts.ts";
import type { CaseView } from "./view.ts";
import { name } from "./view-text.ts";

export interface OpenedCase {
  /** The task of this case for which it was opened. */
  readonly task: number;
  readonly id: string;
  readonly number: string;
  readonly title: Text;
  /** To whom it belongs. */
  readonly agency: string;
  /** The stage in which it is there, or how it ended; undefined for who may not read it. */
  readonly standing: Text | undefined;
  /** When it came there. */
  readonly openedAt: number;
  /** When the task of this case was finished by it: signed for, closed. Undefined while that is waited for. */
  readonly toldAt: number | undefined;
  readonly outcome: Text | undefined;
  readonly due: number | undefined;
  /** True where it came with documents that are to be read there. */
  readonly receives: boolean;
  /** When somebody there first opened a document that came with it. */
  readonly readAt: number | undefined;
  /** How often it was urged, and when last. */
  readonly urged: number;
  readonly urgedAt: number | undefined;
  /** It was signed for and is to be answered by that day's end (undefined: without a day), and is not yet. */
  readonly unanswered: { readonly since: number; readonly by: number | undefined } | undefined;
  /** The document that answers it, and when that was made. */
  readonly answered: { readonly number: string; readonly at: number } | undefined;
  readonly readable: boolean;
}

interface Row {
  readonly task: number;
  readonly id: string;
  readonly number: string;
  readonly pack_hash: Buffer;
  readonly agency: string;
  readonly stage: string;
  readonly end: string | null;
  readonly opened_at: number;
  readonly posts: string[] | null;
  readonly read_at: number | null;
  readonly urged: number;
  readonly urged_at: number | null;
  readonly answered: { readonly number: string; readonly at: number } | null;
}

/** In the order of the tasks; at most five hundred. */
export async function openedCases(desk: Desk, actor: Actor, { loaded }: CaseView): Promise<readonly OpenedCase[]> {
  const { pack, row, snapshot } = loaded;
  const waited = Object.entries(snapshot.state.tasks).filter(([, task]) => specOf(loaded, task)?.child !== undefined);
  if (waited.length === 0 || pack.parts) return [];
  const { rows } = await desk.pool.query<Row>({
    name: "casework-opened-cases",
    text: `select c.parent_task as task, c.id, c.number, c.pack_hash, c.agency, c.stage, c."end",
        round(extract(epoch from c.opened_at) * 1000)::float8 as opened_at,
        (select array_agg(distinct t.post) from casework.task t where t.case_id = c.id) as posts,
        (select round(extract(epoch from min(e.at)) * 1000)::float8 from casework.entry e
          where e.case_id = c.id and e.type = 'read' and e.events->0->>'text' like 'document:%') as read_at,
        u.urged, u.urged_at,
        (select jsonb_build_object('number', d.number, 'at', round(extract(epoch from d.made_at) * 1000))
          from casework.subject s join casework.document d on d.case_id = s.case_id and d.kind = 'document'
          where s.about = c.id and s.kind = 'answers' and d.number is not null order by d.made_at limit 1) as answered
      from casework.case c cross join lateral (
        select count(*)::int as urged, round(extract(epoch from max(e.at)) * 1000)::float8 as urged_at
        from casework.entry e where e.case_id = c.id and e.type = 'note' and e.events @> '[{"type":"noted","kind":"urge"}]') u
      where c.parent = $1 order by c.parent_task, c.id limit 500`,
    values: [row.id],
  });
  const tasks = new Map(row.tasks.map((task) => [task.no, task]));
  return Promise.all(
    rows.map(async (one) => {
      const { header } = await desk.catalogue.pack(one.pack_hash.toString("hex"));
      const task = tasks.get(one.task);
      const agencies = new Set((one.posts ?? []).flatMap((post) => agencyOf(post) ?? []));
      const readable = mayRead(actor, { agency: one.agency, agencies, party: false, pack: header.id }).allowed;
      return {
        task: one.task,
        id: one.id,
        number: one.number,
        title: header.title,
        agency: one.agency,
        standing: !readable ? undefined : one.end === null ? name(header.texts.stages, one.stage) : name(header.texts.ends, one.end),
        openedAt: one.opened_at,
        toldAt: task?.done ?? undefined,
        outcome: task?.outcome ? name(pack.header.texts.outcomes, task.outcome) : undefined,
        due: task?.due ?? undefined,
        receives: Object.keys(header.received).length > 0,
        readAt: one.read_at ?? undefined,
        urged: one.urged,
        urgedAt: one.urged_at ?? undefined,
        unanswered: unanswered(loaded, one.task),
        answered: one.answered ?? undefined,
        readable,
      };
    }),
  );
}

function specOf({ pack }: CaseView["loaded"], { extra, stage, key }: { extra?: boolean; stage: string; key: string }) {
  return extra ? pack.model.extras[key] : pack.model.stages[stage]?.tasks[key];
}

/** Signed for, and another task waits for the answer. */
function unanswered({ row, ...loaded }: CaseView["loaded"], opener: number): OpenedCase["unanswered"] {
  const since = row.tasks.find(({ no }) => no === opener)?.done;
  const waits = awaiting(loaded, opener).find((no) => no !== opener);
  return waits === undefined || since == null ? undefined : { since, by: row.tasks.find(({ no }) => no === waits)?.due ?? undefined };
}

// A case that is answered by another one's document: once that was sent to the body that asked, the task of answering is done by it.

import { rule } from "../engine/procedure/index.ts";
import { system } from "../identity/index.ts";
import { act } from "./act.ts";
import type { Desk } from "./desk.ts";
import { load } from "./load.ts";
import { commandOf, settle } from "./occasion.ts";

/** Looks at the cases that this one answers; called when it has sent its document somewhere. */
export async function tellAnswered(desk: Desk, answering: string): Promise<void> {
  const { rows } = await desk.pool.query<{ about: string }>(
    "select about from casework.subject where case_id = $1 and kind = 'answers' order by about",
    [answering],
  );
  for (const { about } of rows) await closeAnswered(desk, about);
}

/**
 * Finishes the tasks of a case for which the procedure says so (`answered`), where a document that answers it was sent: to the body from
 * whose case it came, or anywhere where it came from outside. Without such a document nothing happens.
 */
export async function closeAnswered(desk: Desk, id: string): Promise<void> {
  const loaded = await load(desk, id);
  if (loaded?.snapshot.state.status !== "running") return;
  const { pack, snapshot, row } = loaded;
  const open = Object.entries(snapshot.state.tasks).flatMap(([no, task]) => {
    const { answered } = rule(pack.model, task);
    return answered !== undefined && (task.status === "open" || task.status === "taken") ? [{ no: Number(no), outcome: answered }] : [];
  });
  if (open.length === 0) return;
  const { rows } = await desk.pool.query<{ id: string; number: string }>({
    name: "casework-answer-sent",
    text: `select s.case_id as id, coalesce(
        (select d.number from casework.document d where d.case_id = s.case_id and d.kind = 'document' and d.number is not null order by d.no desc limit 1),
        a.number) as number
      from casework.subject s join casework.case a on a.id = s.case_id left join casework.case p on p.id = $2
      where s.about = $1 and s.kind = 'answers'
        and exists (select from casework.case c where c.parent = s.case_id and (p.id is null or c.agency = p.agency))
      order by a.opened_at, a.id limit 1`,
    values: [id, row.parent],
  });
  const [answer] = rows;
  if (!answer) return;
  for (const { no, outcome } of open) {
    const words = `${answer.number}：答复已经发出。The answer was sent.`;
    const command = commandOf(desk, `answered:${id}:${no}:${answer.id}`);
    const done = await act(desk, system, id, { type: "finish", task: no, outcome, words }, { command });
    settle(done);
  }
}

// A disposal list on its way: made, reviewed line by line, proposed, approved by two persons of different posts, carried out.
import { type Desk, newId, type Refused } from "../../casework/index.ts";
import { isDay } from "./hold.ts";
import { type DisposalList, listById, openList } from "./list.ts";
import { approverPosts, countsAs, keeperPost, type Officer } from "./policy.ts";
import { field, notApprover, notKeeper, secondPerson, wrongState } from "./refusals.ts";

type Done = { readonly ok: true; readonly id: string } | Refused;

/** Makes the list of everything that is due at an agency today. `id`: the same request sent twice is one list. */
export async function makeList(desk: Desk, officer: Officer, agency: string, id = newId(desk.now())): Promise<Done> {
  const directory = await desk.organisation.current();
  if (!directory || keeperPost(directory, officer, agency) === undefined) return notKeeper;
  const made = await listById(desk, id);
  if (made) return { ok: true, id };
  const day = desk.day(desk.now());
  const code = directory.agency(agency)?.code ?? agency;
  const { rows } = await desk.pool.query<{ lines: number }>(
    "select archive.make_list($1, $2, $3, $4::date, to_timestamp($5 / 1000.0), $6) as lines",
    [id, agency, `${code}-XH·${day.slice(0, 4)}-{n}`, day, desk.now(), officer.id],
  );
  if ((rows[0]?.lines ?? 0) > 0) return { ok: true, id };
  return field("/agency", "目前没有到期可以销毁的档案", "Nothing is due that may be destroyed now");
}

/** Opens a list for who keeps the archive. */
async function kept(desk: Desk, officer: Officer, id: string): Promise<{ readonly ok: true; readonly list: DisposalList } | Refused> {
  const opened = await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const directory = await desk.organisation.current();
  if (!directory || keeperPost(directory, officer, opened.list.agency) === undefined) return notKeeper;
  return opened;
}

/** Says of lines what is to become of them: destroyed, or kept until a later day. */
export async function reviewLines(
  desk: Desk,
  officer: Officer,
  id: string,
  {
    cases,
    decision,
    until,
  }: { readonly cases: readonly string[]; readonly decision: "destroy" | "keep"; readonly until?: string | undefined },
): Promise<Done> {
  const opened = await kept(desk, officer, id);
  if (!opened.ok) return opened;
  if (cases.length === 0) return field("/cases", "请至少选择一份档案", "Choose at least one file");
  if (decision === "keep" && (until === undefined || !isDay(until) || until <= desk.day(desk.now())))
    return field("/until", "请填写以后的日期：延长保管到哪一天", "Give a later day until which it is kept");
  const { rows } = await desk.pool.query<{ n: number | null }>(
    "select archive.review($1, $2::uuid[], $3, $4::date, $5, to_timestamp($6 / 1000.0)) as n",
    [id, cases, decision, decision === "keep" ? until : null, officer.id, desk.now()],
  );
  return rows[0]?.n === null ? wrongState : { ok: true, id };
}

/** Ends the review: two may approve now. */
export async function proposeList(desk: Desk, officer: Officer, id: string): Promise<Done> {
  const opened = await kept(desk, officer, id);
  if (!opened.ok) return opened;
  if (opened.list.state === "proposed") return { ok: true, id };
  if (opened.list.reviewed < opened.list.lines)
    return field("/lines", "还有没有鉴定的档案，请逐件提出意见", "Some files are not reviewed yet: decide on each of them");
  const { rows } = await desk.pool.query<{ done: string }>("select archive.propose($1, $2, $3, to_timestamp($4 / 1000.0)) as done", [
    id,
    newId(desk.now()),
    opened.list.number,
    desk.now(),
  ]);
  return rows[0]?.done === "done" ? { ok: true, id } : wrongState;
}

/** One of the two approvals of what was proposed, `act`. In which post: one of the officer's that no approval was given in. */
export async function approveList(desk: Desk, officer: Officer, id: string, act: string): Promise<Done> {
  const opened = await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const { list } = opened;
  const directory = await desk.organisation.current();
  const posts = directory ? approverPosts(directory, officer, list.agency) : [];
  const post = posts.find((one) => !list.approvals.some((given) => given.post === one)) ?? posts[0];
  if (post === undefined) return notApprover;
  const { rows } = await desk.pool.query<{ said: string }>(
    "select archive.approve($1, $2, $3, $4, $5::text[], to_timestamp($6 / 1000.0)) as said",
    [id, act, officer.id, post, countsAs(officer, post), desk.now()],
  );
  const said = rows[0]?.said;
  if (said === "again") {
    // The same approval sent twice was given once.
    return list.approvals.some((one) => one.officer === officer.id && one.post === post) && list.state === "proposed"
      ? { ok: true, id }
      : secondPerson;
  }
  return said === "first" || said === "approved" ? { ok: true, id } : wrongState;
}

/** Gives a list back to review, or lays it aside; not once it is being carried out. */
export async function turnBack(desk: Desk, officer: Officer, id: string, drop = false): Promise<Done> {
  const opened = drop ? await kept(desk, officer, id) : await openList(desk, officer, id);
  if (!opened.ok) return opened;
  const { rows } = await desk.pool.query<{ done: boolean }>("select archive.turn_back($1, $2) as done", [id, drop]);
  return rows[0]?.done === true ? { ok: true, id } : wrongState;
}

/** Begins to carry out what two approved. From here on it is finished by itself. */
export async function startList(desk: Desk, officer: Officer, id: string): Promise<Done> {
  const opened = await kept(desk, officer, id);
  if (!opened.ok) return opened;
  const { rows } = await desk.pool.query<{ done: boolean }>("select archive.start($1, $2, to_timestamp($3 / 1000.0)) as done", [
    id,
    officer.id,
    desk.now(),
  ]);
  return rows[0]?.done === true ? { ok: true, id } : wrongState;
}

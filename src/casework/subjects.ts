// What a case is about: other cases, named by their numbers when it begins, and what is about it in turn.
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { SubjectWrite } from "./commit.ts";
import { caseByNumber } from "./contact.ts";
import type { Desk } from "./desk.ts";
import { type Answers, at } from "./facts.ts";
import { load, subjectOf } from "./load.ts";
import { mayRead } from "./policy.ts";
import { agencyOf } from "./posts.ts";
import { type FieldProblem, invalid, type Refused } from "./refusal.ts";
import type { Submission } from "./submission.ts";
import { name } from "./view-text.ts";

type Kind = SubjectWrite["kind"];

/**
 * The cases that a submission is about. Refused where a number names none that the actor may read, and where the officer has no post in
 * the agency to which the case would belong.
 */
export async function subjectsOf(
  desk: Desk,
  actor: Actor,
  { pack, subjects = [] }: Submission,
  made: { readonly agency: string; readonly answers: Answers },
): Promise<readonly SubjectWrite[] | Refused> {
  const { header } = pack;
  const problems: FieldProblem[] = [];
  const [ownerAnswer] =
    header.owner === undefined
      ? []
      : Object.values(header.facts).flatMap(({ answer }) =>
          answer !== undefined && at(made.answers, answer) === made.agency ? [answer] : [],
        );
  if (header.owner !== undefined && actor.kind === "officer" && !actor.posts.some((post) => agencyOf(post) === made.agency))
    problems.push({ pointer: ownerAnswer === undefined ? "" : `/data${ownerAnswer}`, detail: notYours });
  const found: SubjectWrite[] = [...subjects];
  for (const [kind, { answer, own }] of Object.entries(header.subjects) as [Kind, { answer: string; own: boolean }][]) {
    const number = at(made.answers, answer);
    if (typeof number !== "string" || number.trim() === "") continue;
    const id = await caseByNumber(desk, number.trim());
    const other = id === undefined ? undefined : await load(desk, id);
    if (!other || !mayRead(actor, subjectOf(other.row, [])).allowed) problems.push({ pointer: `/data${answer}`, detail: unknown });
    else if (own && other.row.agency !== made.agency) problems.push({ pointer: `/data${answer}`, detail: notOwn });
    else found.push({ about: other.row.id, kind });
  }
  return problems.length > 0 ? invalid(problems) : found;
}

const notYours: Text = {
  zh: "您在这个机关没有岗位，不能以它的名义发起。请选择您所在的机关。",
  en: "You hold no post in this body and cannot begin in its name. Choose the body in which you work.",
};
const unknown: Text = {
  zh: "没有这个编号的办件，或者您不能查看它。请核对办件编号。",
  en: "There is no case of this number, or you may not read it. Check the number of the case.",
};
const notOwn: Text = {
  zh: "那是其他机关的办件，只能由原机关处理。",
  en: "That is another body's case: only that body can do this to it.",
};

/** A case beside this one: which it is about, or which is about it. */
export interface RelatedCase {
  readonly id: string;
  readonly number: string;
  readonly title: Text;
  readonly kind: Kind;
  /** True where the other one is about this case. */
  readonly inverse: boolean;
  readonly status: "running" | "ended";
  readonly standing: Text;
  readonly openedAt: number;
  /** The number of its first official document. */
  readonly documentNumber: string | undefined;
  /** Whether the actor may open it. */
  readonly readable: boolean;
}

interface Row {
  readonly id: string;
  readonly kind: Kind;
  readonly inverse: boolean;
  readonly number: string;
  readonly pack_hash: Buffer;
  readonly status: "running" | "ended";
  readonly stage: string;
  readonly end: string | null;
  readonly agency: string;
  readonly opened_at: number;
  readonly posts: string[] | null;
  readonly document: string | null;
}

/** Both directions, oldest first. */
export async function relatedCases(desk: Desk, actor: Actor, id: string): Promise<readonly RelatedCase[]> {
  const { rows } = await desk.pool.query<Row>({
    name: "casework-related-cases",
    text: `select c.id, s.kind, s.inverse, c.number, c.pack_hash, c.status, c.stage, c."end", c.agency,
        round(extract(epoch from c.opened_at) * 1000)::float8 as opened_at,
        (select array_agg(distinct t.post) from casework.task t where t.case_id = c.id) as posts,
        (select d.number from casework.document d where d.case_id = c.id and d.kind = 'document' and d.number is not null order by d.no limit 1) as document
      from (select about as id, kind, false as inverse from casework.subject where case_id = $1
        union all select case_id, kind, true from casework.subject where about = $1) s
      join casework.case c on c.id = s.id order by c.opened_at, c.id limit 100`,
    values: [id],
  });
  return Promise.all(
    rows.map(async (row) => {
      const { header } = await desk.catalogue.pack(row.pack_hash.toString("hex"));
      const agencies = new Set((row.posts ?? []).flatMap((post) => agencyOf(post) ?? []));
      return {
        id: row.id,
        number: row.number,
        title: header.title,
        kind: row.kind,
        inverse: row.inverse,
        status: row.status,
        standing: row.end === null ? name(header.texts.stages, row.stage) : name(header.texts.ends, row.end),
        openedAt: row.opened_at,
        documentNumber: row.document ?? undefined,
        readable: mayRead(actor, { agency: row.agency, agencies, party: false, pack: header.id }).allowed,
      };
    }),
  );
}

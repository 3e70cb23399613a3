// Agreements as both sides see them: what was agreed, what came of it, and what should be looked at again.
import { type Agreement, type AgreementChange, agreementHistory, agreements, policiesOf } from "../exchange/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type Register, registerOf, registers } from "../registry/index.ts";
import type { SharingGround } from "./ground.ts";

/** What should be looked at again: never used in a month, fields never read, ends within two months, ended, or not in force. */
export const remarks = ["never-used", "fields-never-read", "due", "ended", "suspended", "revoked", "not-begun"] as const;
export type Remark = (typeof remarks)[number];

export interface SharedAgreement {
  readonly agreement: Agreement;
  readonly register: { readonly id: string; readonly title: Text; readonly owner: string };
  /** Questions that it allowed, ever, and when the last was. */
  readonly used: number;
  readonly last?: number;
  /** Fields that were never asked for under it. */
  readonly unread: readonly string[];
  readonly remarks: readonly Remark[];
}

const day_ = 86_400_000;
const idle = 30 * day_;
const renewal = 60 * day_;

/** The agreements that an agency gave or got; all without one. Bring the figures up to date with `refreshSharing` before. */
export async function sharedAgreements(ground: SharingGround, agency?: string): Promise<readonly SharedAgreement[]> {
  const { pool } = ground;
  const [all, known, { rows }] = await Promise.all([
    agreements(pool, agency === undefined ? {} : { agency }),
    registers({ app: pool }),
    pool.query<UseRow>(
      `select allowed, sum(n)::int n, (extract(epoch from max(last)) * 1000)::float8 last, array_agg(distinct f) fields
       from sharing.use, unnest(fields) f where allowed <> '' group by allowed, fields`,
    ),
  ]);
  const byId = new Map(known.map((one) => [one.id, one]));
  return all.flatMap((one) => {
    const register = byId.get(one.register);
    const uses = rows.filter(({ allowed }) => allowed === one.id);
    return register ? [shared(ground, one, register, uses)] : [];
  });
}

interface UseRow {
  allowed: string;
  n: number;
  last: number;
  fields: string[];
}

function shared(ground: SharingGround, agreement: Agreement, register: Register, uses: readonly UseRow[]): SharedAgreement {
  const now = ground.now();
  const today = ground.day(now);
  const read = new Set(uses.flatMap(({ fields }) => fields));
  // Rows come once for each set of fields, and count each question as often as it has fields.
  const used = uses.reduce((sum, { n, fields }) => sum + n / fields.length, 0);
  const last = uses.length === 0 ? undefined : Math.max(...uses.map((one) => one.last));
  const unread = agreement.fields.filter((name) => !read.has(name));
  const { status, from, to } = agreement;
  const inForce = status === "active" && from <= today && (to === undefined || today <= to);
  const old = inForce && today >= ground.day(Date.parse(from) + idle);
  const said: Record<Remark, boolean> = {
    "never-used": old && used === 0,
    "fields-never-read": old && used > 0 && unread.length > 0,
    due: inForce && to !== undefined && to <= ground.day(now + renewal),
    ended: status === "active" && to !== undefined && today > to,
    suspended: status === "suspended",
    revoked: status === "revoked",
    "not-begun": status === "active" && from > today,
  };
  return {
    agreement,
    register: { id: register.id, title: register.title, owner: register.owner },
    used: Math.round(used),
    ...(last === undefined ? {} : { last }),
    unread,
    remarks: remarks.filter((one) => said[one]),
  };
}

/** One agreement with every state that it had, its use by purpose, and the rule that was made from it. */
export interface WholeAgreement extends SharedAgreement {
  readonly history: readonly AgreementChange[];
  readonly uses: readonly { readonly service: string; readonly fields: readonly string[]; readonly n: number; readonly last: number }[];
  /** Cedar; absent while it is not in force. */
  readonly policy?: string;
  readonly definition: Register;
}

export async function wholeAgreement(ground: SharingGround, id: string): Promise<WholeAgreement | undefined> {
  const { pool } = ground;
  const [agreement] = await agreements(pool, { id });
  const register = agreement && (await registerOf({ app: pool }, agreement.register));
  if (!agreement || !register) return undefined;
  const [history, { rows }] = await Promise.all([
    agreementHistory(pool, id),
    pool.query<WholeAgreement["uses"][number]>(
      `select service, fields, sum(n)::int n, (extract(epoch from max(last)) * 1000)::float8 last from sharing.use where allowed = $1
       group by service, fields order by n desc, service limit 100`,
      [id],
    ),
  ]);
  const uses = rows.map(({ n, last, fields }): UseRow => ({ allowed: id, n: n * fields.length, last, fields: [...fields] }));
  const policy = policiesOf(register, [agreement])[`agreement ${id}`];
  return {
    ...shared(ground, agreement, register, uses),
    history,
    uses: rows,
    ...(policy === undefined ? {} : { policy }),
    definition: register,
  };
}

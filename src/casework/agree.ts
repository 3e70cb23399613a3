// The effects `agree`, `suspend`, `resume` and `revoke` of a task: what a case decided about a sharing agreement, written in the
// statement that commits the task. The terms are the case's answers, by the names below.
import { type AgreementTerms, agreements, agreementTerms } from "../exchange/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { registerOf } from "../registry/index.ts";
import type { Desk } from "./desk.ts";
import type { Answers, Json } from "./facts.ts";
import type { Loaded } from "./load.ts";

export type Agreeing =
  | { readonly ok: true; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly ok: false; readonly text: Text };

const effects = ["agree", "suspend", "resume", "revoke"] as const;
type Effect = (typeof effects)[number];
const fail = (zh: string, en: string): Agreeing => ({ ok: false, text: { zh, en } });

/** What a task does to agreements, in the exchange's own words; nothing for a task without such an effect. */
export async function agreeing(desk: Desk, loaded: Loaded, task: number, now: number): Promise<Agreeing> {
  const state = loaded.snapshot.state.tasks[String(task)];
  const rule = state && loaded.pack.model.stages[state.stage]?.tasks[state.key];
  const effect = effects.find((one) => rule?.do.includes(one));
  if (!effect) return { ok: true, rows: [] };
  const { answers } = loaded.secret();
  const starters = await startersOf(desk, loaded);
  return effect === "agree" ? made(desk, loaded, answers, starters, now) : changed(desk, effect, answers, starters);
}

async function made(desk: Desk, { row, pack }: Loaded, answers: Answers, starters: Starters, now: number): Promise<Agreeing> {
  const asker = starters.agencies.find((one) => one === answers.asker) ?? starters.agencies[0];
  if (asker === undefined)
    return fail("办件不是由在岗人员发起的，不能订立共享协议。", "Nobody in office began this case, so nobody is there to agree.");
  const words = said(answers.purpose) ?? said(answers.need);
  const terms = agreementTerms.safeParse({
    asker,
    ...given("posts", list(answers.posts)),
    register: answers.register,
    fields: list(answers.fields),
    services: list(answers.services),
    purpose: words === undefined ? pack.header.title : { zh: words, en: words },
    ...given("law", said(answers.legalBasis)),
    from: desk.day(now),
    ...given("to", said(answers.until)),
    frequency: answers.frequency,
    retention: typeof answers.retention === "string" ? answers.retention.replaceAll("-", " ") : answers.retention,
  });
  if (!terms.success) {
    const [issue] = terms.error.issues;
    const name = issue?.path.join(".") ?? "";
    return fail(`共享协议的“${name}”不合要求：${issue?.message}`, `The agreement's ${name} does not do: ${issue?.message}`);
  }
  return (await unfit(desk, terms.data)) ?? { ok: true, rows: [{ do: "agree", id: row.number, ...stored(terms.data) }] };
}

/** Fields that there are not, or that no agreement opens. */
async function unfit(desk: Desk, { register: id, fields, asker }: AgreementTerms): Promise<Agreeing | undefined> {
  const register = await registerOf({ app: desk.pool }, id);
  if (!register) return fail(`没有登记库“${id}”。`, `There is no register ${id}.`);
  if (register.owner === asker)
    return fail("主管部门查询自己的登记库不需要协议。", "The owner of a register needs no agreement to ask it.");
  const wrong = fields.find((name) => !Object.hasOwn(register.fields, name));
  if (wrong !== undefined) return fail(`${register.title.zh}没有字段“${wrong}”。`, `The ${register.title.en} has no field ${wrong}.`);
  const closed = fields.find((name) => register.share[register.fields[name]?.class ?? "open"] === "none");
  return closed === undefined ? undefined : fail(`“${closed}”不予共享。`, `${closed} is not shared.`);
}

async function changed(desk: Desk, effect: Exclude<Effect, "agree">, answers: Answers, starters: Starters): Promise<Agreeing> {
  const id = said(answers.agreement) ?? "";
  const [found] = id === "" ? [] : await agreements(desk.pool, { id });
  if (!found || found.status === "revoked") return fail(`没有有效的共享协议“${id}”。`, `No agreement in force has the id ${id}.`);
  if (effect === "resume" && found.status !== "suspended")
    return fail(`共享协议“${id}”没有暂停，不需要恢复。`, `Agreement ${id} is not suspended: there is nothing to resume.`);
  const owner = (await registerOf({ app: desk.pool }, found.register))?.owner;
  const may = starters.keeper || starters.agencies.some((one) => one === owner || one === found.asker);
  if (!may) return fail("只有协议双方和共享主管部门可以提出。", "Only the two sides and the keeper of sharing may bring this about.");
  return { ok: true, rows: [{ do: effect, id }] };
}

/** For whom the officer who began the case stood that day. */
interface Starters {
  readonly agencies: readonly string[];
  /** Held the right to manage sharing. */
  readonly keeper: boolean;
}

async function startersOf(desk: Desk, { row }: Loaded): Promise<Starters> {
  const { rows } = await desk.pool.query<{ actor: string }>("select actor from casework.entry where case_id = $1 and seq = 1", [row.id]);
  const officer = /^officer:(.+)$/.exec(rows[0]?.actor ?? "")?.[1];
  const directory = await desk.organisation.current();
  const posts = (officer !== undefined && directory?.postsOf(officer, desk.day(row.opened_at))) || [];
  return {
    agencies: [...new Set(posts.map((one) => one.agency))],
    keeper: posts.some(({ rights }) => rights.includes("manage-sharing")),
  };
}

const said = (value: Json | undefined): string | undefined => (typeof value === "string" && value.trim() !== "" ? value.trim() : undefined);

/** A list as it was answered: several values, or one line of them. */
const list = (value: Json | undefined): string[] | undefined => {
  const items = Array.isArray(value) ? value.map(String) : (said(value)?.split(/[\s,，、;；]+/) ?? []);
  const named = items.filter((one) => one !== "");
  return named.length > 0 ? named : undefined;
};

const given = <K extends string, V>(name: K, value: V | undefined): { [name in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [name in K]?: V };

const stored = ({ from, to, services, ...rest }: AgreementTerms): Record<string, unknown> => ({
  ...rest,
  since: from,
  until: to ?? null,
  services: services === "any" ? null : services,
});

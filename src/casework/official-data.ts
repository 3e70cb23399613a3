// An official document of a case as data: what its page says, read off the case's answers, facts, roles, text and signatures.
import type { OfficialOutput } from "../catalogue/index.ts";
import { type DocumentFormat, isDocumentKind, type OfficialDocument } from "../engine/official/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Agency, Directory } from "../organisation/index.ts";
import { isoDate, type Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { at, type Json } from "./facts.ts";
import type { Loaded } from "./load.ts";
import type { SealAct } from "./office.ts";
import { agencyOf } from "./posts.ts";
import { latestText } from "./texts.ts";

export type OfficialData =
  | {
      readonly ok: true;
      readonly document: OfficialDocument;
      /** For each organ that issues it, the lead first: who sealed under whose signature. Empty where it is not sealed yet. */
      readonly acts: readonly SealAct[];
    }
  | { readonly ok: false; readonly text: Text };

const missing = (zh: string, en: string): OfficialData => ({ ok: false, text: { zh, en } });

/** The officer who makes the document now, and the task in which. */
export interface Maker {
  readonly actor: Actor;
  readonly task: number;
}

/** What the document says as the case stands. With a `maker` it is being made: who sealed it has to be known. */
export async function officialData(desk: Desk, loaded: Loaded, output: OfficialOutput, now: number, maker?: Maker): Promise<OfficialData> {
  const directory = await desk.organisation.current();
  const text = await latestText(desk, loaded, output.text);
  if (!directory) return missing("机构数据还没有载入。", "The organisation has not been loaded.");
  if (!text) return missing("还没有写正文。", "Its text has not been written.");
  const kind = said(loaded, output.type);
  if (!isDocumentKind(kind)) return missing(`没有“${kind}”这个文种。`, `There is no kind of document “${kind}”.`);
  const organs = organsOf(loaded, output);
  const issuers = organs.flatMap((id) => directory.agency(id) ?? []);
  if (issuers.length !== organs.length) return missing("有的发文机关不存在。", "One of the issuing organs does not exist.");
  const steps = await finishedTasks(desk, loaded);
  const signed = organs.map((organ) => last(steps, output.approved, organ));
  const number = await numberOf(desk, loaded, output);
  const field = (name: keyof OfficialOutput["fields"]): Json | undefined => fieldValue(loaded, output.fields[name]);
  const words = (name: keyof OfficialOutput["fields"]): string[] => listOf(field(name), directory);
  const one = (name: keyof OfficialOutput["fields"]): string => words(name).join("、");
  const day = isoDate(signed[0]?.at ?? now, desk.zone);
  const format = said(loaded, output.format) as DocumentFormat;
  const urgency = field("urgency");
  const upward = output.upward !== undefined && fieldValue(loaded, output.upward) === true;
  const signers = signed.flatMap((step) => (step ? (directory.officer(step.officer)?.name ?? []) : []));
  const document: OfficialDocument = {
    format,
    kind,
    issuers: issuers.map(({ title }) => title.zh),
    ...(one("mark") === "" ? {} : { mark: one("mark") }),
    ...(number === undefined ? {} : { number }),
    ...(urgency === "extra" || urgency === "urgent" ? { urgency } : {}),
    ...(upward && signers.length > 0 ? { signers } : {}),
    title: one("title"),
    recipients: words("recipients"),
    text: text.text,
    signature: {
      ...(format === "order" && signers.length > 0
        ? { names: signers, offices: officesOf(directory, signed) }
        : { names: issuers.map(({ title }) => title.zh) }),
      date: day,
    },
    ...(one("note") === "" ? {} : { note: one("note") }),
    ...(words("copies").length > 0 ? { copies: words("copies") } : {}),
    printedBy: one("printed-by") || (issuers[0]?.title.zh ?? ""),
    printedOn: isoDate(now, desk.zone),
    ...(format === "minutes" ? { present: words("present"), absent: words("absent"), observers: words("observers") } : {}),
  };
  if (!maker) return { ok: true, document, acts: [] };
  const acts = organs.map((organ, n) => actOf(loaded, output, steps, organ, signed[n], now, maker));
  const whole = acts.flatMap((act) => act ?? []);
  if (isSealed(loaded, output) && whole.length < organs.length)
    return missing("还有发文机关没有签发或者没有用印。", "One of the issuing organs has not signed or not sealed.");
  return { ok: true, document, acts: whole };
}

/** The offices of those who signed an order; in full, with their organ, where there are several organs (GB/T 9704—2012, 7.3.5.3). */
function officesOf(directory: Directory, signed: readonly (Step | undefined)[]): string[] {
  return signed.flatMap((step) => {
    const post = step && directory.post(step.post);
    if (!step || !directory.officer(step.officer)) return [];
    const organ = signed.length > 1 && post ? (directory.agency(post.agency)?.title.zh ?? "") : "";
    return [`${organ}${post?.title.zh ?? ""}`];
  });
}

/** Whether this one bears a seal: minutes do not. */
export const isSealed = (loaded: Loaded, { seal }: OfficialOutput): boolean =>
  seal !== undefined && (seal.when === undefined || fieldValue(loaded, seal.when) === true);

/** The organs that issue it: the one that owns the case leads. */
export function organsOf(loaded: Loaded, { joint }: OfficialOutput): string[] {
  const others = joint === undefined ? [] : fieldValue(loaded, joint);
  const list = Array.isArray(others) ? others.filter((one): one is string => typeof one === "string") : [];
  return [...new Set([loaded.row.agency, ...list])];
}

/** A word of the pack's: written there, or a fact. */
export function said(loaded: Loaded, source: string): string {
  const value = source.startsWith("fact:") ? loaded.snapshot.facts[source.slice(5)] : source;
  return typeof value === "string" ? value : "";
}

function fieldValue({ snapshot, secret }: Loaded, source: string | undefined): Json | undefined {
  if (source === undefined) return undefined;
  if (source.startsWith("/")) return at(secret().answers, source);
  if (source.startsWith("fact:")) return snapshot.facts[source.slice(5)];
  if (source.startsWith("role:")) return snapshot.roles[source.slice(5)];
  return source.slice("const:".length);
}

/** Names as they are printed: agencies by their titles, lines of a text one by one. */
function listOf(value: Json | undefined, directory: Directory): string[] {
  const values = Array.isArray(value) ? value : typeof value === "string" ? value.split(/\n/) : [];
  const titles = values.flatMap((one) => (typeof one === "string" && one.trim() !== "" ? [one.trim()] : []));
  return titles.map((one) => (directory.agency(one) as Agency | undefined)?.title.zh ?? one);
}

/** A task that an officer finished, with the entry that says so. */
interface Step {
  readonly name: string;
  readonly post: string;
  readonly officer: string;
  readonly at: number;
  readonly entry: number;
}

async function finishedTasks(desk: Desk, { row, posts }: Loaded): Promise<Step[]> {
  const rows = await desk.db
    .selectFrom("casework.entry")
    .select(["seq", "at", "events"])
    .where("case_id", "=", row.id)
    .where("type", "=", "finish")
    .orderBy("seq")
    .execute();
  return rows.flatMap(({ seq, at: when, events }) =>
    events.flatMap((event): Step[] => {
      if (event.type !== "task-finished") return [];
      const task = row.tasks.find(({ no }) => String(no) === event.id);
      if (task?.status !== "done") return [];
      return [{ name: `${task.stage}/${task.key}`, post: posts.get(task.no) ?? "", officer: event.officer, at: when, entry: seq }];
    }),
  );
}

const last = (steps: readonly Step[], names: readonly string[], organ: string): Step | undefined =>
  steps.findLast(({ name, post }) => names.includes(name) && agencyOf(post) === organ);

function actOf(
  loaded: Loaded,
  output: OfficialOutput,
  steps: readonly Step[],
  organ: string,
  signed: Step | undefined,
  now: number,
  { actor, task }: Maker,
): SealAct | undefined {
  if (!signed) return undefined;
  const { post: signing, ...approved } = signed;
  const own = loaded.posts.get(task) ?? "";
  const mine = actor.kind === "officer" && agencyOf(own) === organ;
  const before = mine ? undefined : last(steps, output.seal?.before ?? [], organ);
  const by = mine ? { officer: actor.id, post: own, at: now } : before;
  if (!by) return undefined;
  return {
    organ,
    by: { officer: by.officer, post: by.post },
    approved: { officer: approved.officer, post: signing, at: approved.at, entry: approved.entry },
    at: by.at,
  };
}

/** The number that the case took for this output; undefined where it has none yet. */
export async function numberOf(desk: Desk, loaded: Loaded, { number }: OfficialOutput): Promise<string | undefined> {
  if (!number) return undefined;
  const tasks = loaded.row.tasks.filter(({ stage, key }) => `${stage}/${key}` === number.taken).map(({ no }) => no);
  if (tasks.length === 0) return undefined;
  const taken = await desk.db
    .selectFrom("casework.number")
    .select(["n", "year"])
    .where("case_id", "=", loaded.row.id)
    .where("task", "in", tasks)
    .orderBy("task", "desc")
    .executeTakeFirst();
  return taken && said(loaded, number.format).replaceAll("{year}", String(taken.year)).replaceAll("{n}", String(taken.n));
}

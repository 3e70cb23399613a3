// A pack from outside: renames every stage, task, post, field, fact, outcome, clock, ground, extra, end and text of a pack
// by script, consistently over all its files, so that a test can run it without touching code.
import { parse, stringify } from "yaml";
import type { PackFiles } from "../../src/catalogue/index.ts";

type Kind =
  | "agencies"
  | "posts"
  | "stages"
  | "tasks"
  | "outcomes"
  | "extras"
  | "clocks"
  | "grounds"
  | "ends"
  | "fields"
  | "facts"
  | "outputs"
  | "letters";
/** Old name → new name, for each kind of thing. */
export type Names = Record<Kind, Map<string, string>>;
export interface RenamedPack {
  readonly files: PackFiles;
  readonly id: string;
  readonly names: Names;
  /** A post `agency/post` under its new name. */
  post(old: string): string;
}

// biome-ignore lint/suspicious/noExplicitAny: documents of any shape are walked here
type Any = any;

/** The same pack under other names. Everything that belongs to the city (registers, life events, laws) keeps its name. */
export function renamePack(files: PackFiles): RenamedPack {
  const header: Any = parse(files["pack.yaml"] ?? "");
  const procedure: Any = parse(files["procedure.yaml"] ?? "");
  const form: Any = parse(files["form.yaml"] ?? "");
  const scenarios = Object.keys(files).filter((path) => path.startsWith("scenarios/"));
  const names = collect(
    header,
    procedure,
    form,
    scenarios.map((path) => parse(files[path] ?? "")),
    routing(header, procedure).map((name) => files[name] ?? ""),
  );
  const to = new Renamer(names);
  const id = "brought-along";
  const out: Record<string, string> = {};
  out["pack.yaml"] = stringify(texts(to.header({ ...header, id })));
  out["procedure.yaml"] = stringify(to.procedure(procedure));
  out["form.yaml"] = stringify(texts(to.form(form)));
  for (const path of scenarios) out[path] = stringify(texts(to.scenario(parse(files[path] ?? ""))));
  for (const [path, source] of Object.entries(files)) {
    // Rates are looked up by the names of their files, in decisions.
    if (path.startsWith("rates/")) out[path] = source;
    if (path.endsWith(".dmn")) out[path] = to.dmn(source);
    if (path.endsWith(".typ")) out[path] = source.replace(/\bd\.data\.(\w+)/g, (_, field: string) => `d.data.${to.get("fields", field)}`);
  }
  return { files: out, id, names, post: (old) => to.post(old) };
}

/** The decision files whose results are agencies: those behind the lists of which each item gets a task. */
function routing(header: Any, procedure: Any): string[] {
  const lists = Object.values<Any>(procedure.stages).flatMap(({ tasks }) => Object.values<Any>(tasks).flatMap(({ each }) => each ?? []));
  return lists.flatMap((fact: string) => header.facts[fact]?.decision?.split("#")[0] ?? []);
}

function collect(header: Any, procedure: Any, form: Any, scenarios: Any[], sources: string[]): Names {
  const stages = Object.values<Any>(procedure.stages);
  const tasks = [...stages.flatMap((stage) => Object.values<Any>(stage.tasks)), ...Object.values<Any>(procedure.extras ?? {})];
  const posts = [
    ...tasks.flatMap(({ by, may }) => [by, may]),
    ...scenarios.flatMap(({ steps }) => steps.map((step: Any) => step.post)),
  ].filter((post) => post?.includes("/"));
  const agencies = [
    header.agency,
    ...posts.map((post) => post.split("/")[0]).filter((agency) => !agency.startsWith("{")),
    ...sources.flatMap((source) => [...source.matchAll(/<outputEntry[^>]*><text>"([a-z-]+)"<\/text>/g)].map((found) => found[1])),
    ...scenarios.flatMap(({ steps }) => steps.flatMap((step: Any) => step.chosen ?? [])),
  ];
  const outcomes = tasks.flatMap((task) => [...outcomeKeys(task), ...(task.late ? [task.late] : [])]);
  const kinds: Record<Kind, string[]> = {
    agencies,
    posts: posts.map((post) => post.split("/")[1]),
    stages: Object.keys(procedure.stages),
    tasks: stages.flatMap((stage) => Object.keys(stage.tasks)),
    outcomes,
    extras: Object.keys(procedure.extras ?? {}),
    clocks: Object.keys(procedure.clocks ?? {}),
    grounds: tasks.flatMap(({ stops }) => stops ?? []),
    // The engine itself ends a withdrawn case so.
    ends: Object.keys(procedure.ends).filter((end) => end !== "withdrawn"),
    fields: Object.keys(form.schema.properties),
    facts: Object.keys(header.facts ?? {}),
    outputs: (header.outputs ?? []).map(({ id }: Any) => id),
    letters: (header.letters ?? []).map(({ id }: Any) => id),
  };
  const invent = (kind: string) => (old: string, n: number) =>
    [old, `${kind}${kind === "facts" ? ` ${letters(n)}` : kind === "fields" ? letters(n).toUpperCase() : `-${letters(n)}`}`] as const;
  return Object.fromEntries(Object.entries(kinds).map(([kind, keys]) => [kind, new Map([...new Set(keys)].map(invent(kind)))])) as Names;
}

/** a, b, …, z, ba, bb, … */
const letters = (n: number): string => (n >= 26 ? letters(Math.floor(n / 26)) : "") + String.fromCharCode(97 + (n % 26));
const words = (value: Any): string[] =>
  Array.isArray(value)
    ? value
    : String(value ?? "")
        .split(/\s+/)
        .filter(Boolean);
const outcomeKeys = ({ outcomes, case: child, until }: Any): string[] =>
  child
    ? words(until)
    : outcomes === undefined
      ? ["done"]
      : typeof outcomes === "object" && !Array.isArray(outcomes)
        ? Object.keys(outcomes)
        : words(outcomes);

class Renamer {
  readonly #names: Names;
  constructor(names: Names) {
    this.#names = names;
  }
  get(kind: Kind, old: string): string {
    return this.#names[kind].get(old) ?? old;
  }
  post(old: string): string {
    const [agency = "", post] = old.split("/");
    return post === undefined ? old : `${this.get("agencies", agency)}/${this.get("posts", post)}`;
  }
  /** `stage/task`, or an extra. */
  place(old: string): string {
    const [stage = "", task] = old.split("/");
    return task === undefined ? this.get("extras", stage) : `${this.get("stages", stage)}/${this.get("tasks", task)}`;
  }
  pointer(old: string): string {
    // What lies inside a list of groups keeps its name.
    const [, field = "", ...deeper] = old.split("/");
    return ["", this.get("fields", field), ...deeper].join("/");
  }
  feel(source: string, first: Kind = "facts"): string {
    const known = [...new Map([...this.#names.facts, ...(first === "fields" ? this.#names.fields : [])])].sort(
      ([a], [b]) => b.length - a.length,
    );
    return known.reduce((text, [old, made]) => text.replace(new RegExp(`(?<![\\w"-])${old}(?![\\w"-])`, "g"), made), source);
  }
  #keys(kind: Kind, value: Any, change: (value: Any) => Any = (same) => same): Any {
    return value && Object.fromEntries(Object.entries(value).map(([old, below]) => [this.get(kind, old), change(below)]));
  }
  #task(task: Any): Any {
    const named = (key: string, kind: Kind) =>
      task[key] === undefined ? {} : { [key]: words(task[key]).map((old) => this.get(kind, old)) };
    const outcomes = task.outcomes;
    const isMap = outcomes && typeof outcomes === "object" && !Array.isArray(outcomes);
    const [afterTask = "", afterOutcome = ""] = words(task.after);
    return {
      ...task,
      ...(task.by ? { by: this.post(task.by) } : {}),
      ...(task.may ? { may: this.post(task.may) } : {}),
      outcomes: isMap
        ? this.#keys("outcomes", outcomes, (value) => (value?.extend ? { extend: this.#keys("clocks", value.extend) } : value))
        : outcomeKeys(task).map((old) => this.get("outcomes", old)),
      ...named("keep", "outcomes"),
      ...named("unlike", "tasks"),
      ...named("in", "stages"),
      ...(task.late ? { late: this.get("outcomes", task.late) } : {}),
      ...(task.stops ? { stops: this.get("grounds", task.stops) } : {}),
      ...(task.after ? { after: `${this.get("tasks", afterTask)} ${this.get("outcomes", afterOutcome)}` } : {}),
      ...(task.when ? { when: this.feel(task.when) } : {}),
      ...(task.each ? { each: this.feel(task.each) } : {}),
    };
  }
  procedure(source: Any): Any {
    const target = (old: string) => (this.#names.stages.has(old) ? this.get("stages", old) : this.get("ends", old));
    const route = ([condition, to]: [string, Any]) => [
      words(condition)
        .map((word) => (/^(any|all|none|otherwise|\d+)$/.test(word) ? word : this.get("outcomes", word)))
        .join(" "),
      words(to)
        .map((word) => (word === "back" ? word : target(word)))
        .join(" "),
    ];
    const stage = (one: Any) => ({
      ...one,
      tasks: this.#keys("tasks", one.tasks, (task) => this.#task(task)),
      next: Object.fromEntries(Object.entries<Any>(one.next).map(route)),
    });
    return {
      clocks: this.#keys("clocks", source.clocks, (clock) => ({
        ...clock,
        over: words(clock.over).map((old) => this.get("stages", old)),
        ...(clock.anew ? { anew: words(clock.anew).map((old) => this.get("stages", old)) } : {}),
      })),
      withdraw: words(source.withdraw).map((old) => this.get("stages", old)),
      stages: this.#keys("stages", source.stages, stage),
      extras: this.#keys("extras", source.extras ?? {}, (task) => this.#task(task)),
      ends: this.#keys("ends", source.ends),
    };
  }
  form(source: Any): Any {
    const fields = (list: Any) => list.map((old: string) => this.get("fields", old));
    return {
      schema: { ...source.schema, required: fields(source.schema.required), properties: this.#keys("fields", source.schema.properties) },
      fields: this.#keys("fields", source.fields),
      pages: source.pages.map((page: Any) => ({
        ...page,
        ...(page.fields ? { fields: fields(page.fields) } : {}),
        ...(page.when ? { when: this.feel(page.when, "fields") } : {}),
      })),
      rules: (source.rules ?? []).map((rule: Any) => ({
        ...rule,
        wrong: this.feel(rule.wrong, "fields"),
        at: this.get("fields", rule.at),
      })),
    };
  }
  header(source: Any): Any {
    const occasion = (on: string) => {
      const [event, place = "", outcome] = on.split(" ");
      return [event, this.place(place), ...(outcome ? [this.get("outcomes", outcome)] : [])].join(" ");
    };
    const claim = (value: string) => (value.startsWith("/") ? this.pointer(value) : value);
    const fact = (one: Any) => ({
      ...one,
      ...(one.answer ? { answer: this.pointer(one.answer) } : {}),
      ...(one.decision ? { decision: one.decision.replace(/#(.*)$/, (_: string, name: string) => `#${this.get("facts", name)}`) } : {}),
    });
    return {
      ...source,
      agency: this.get("agencies", source.agency),
      time: {
        statutory: { ...source.time.statutory, clock: this.get("clocks", source.time.statutory.clock ?? "statutory") },
        promised: { ...source.time.promised, clock: this.get("clocks", source.time.promised.clock ?? "promised") },
      },
      steps: Object.fromEntries(
        Object.entries<Any>(source.steps ?? {}).map(([step, list]) => [step, list.map((old: string) => this.get("stages", old))]),
      ),
      facts: this.#keys("facts", source.facts ?? {}, fact),
      fingerprint: (source.fingerprint ?? []).map((old: string) => this.get("facts", old)),
      requirements: (source.requirements ?? []).map((one: Any) => ({
        ...one,
        ...(one.when ? { when: this.feel(one.when) } : {}),
        sources: one.sources.map((from: Any) => (from.by?.startsWith("/") ? { ...from, by: this.pointer(from.by) } : from)),
      })),
      outputs: (source.outputs ?? []).map((one: Any) => ({
        ...one,
        id: this.get("outputs", one.id),
        task: this.place(one.task),
        claims: Object.fromEntries(Object.entries<Any>(one.claims ?? {}).map(([name, value]) => [name, claim(value)])),
      })),
      letters: (source.letters ?? []).map((one: Any) => ({ ...one, id: this.get("letters", one.id), on: occasion(one.on) })),
      reasons: (source.reasons ?? []).map((old: string) => this.get("outcomes", old)),
      corrections: this.#keys("outcomes", source.corrections ?? {}, (place) => this.place(place)),
      records: (source.records ?? []).map((one: Any) => ({
        ...one,
        task: this.place(one.task),
        ...(one.when ? { when: this.feel(one.when) } : {}),
        fields: Object.fromEntries(Object.entries<Any>(one.fields).map(([name, from]) => [name, this.#source(from)])),
      })),
      texts: Object.fromEntries(
        Object.entries(source.texts).map(([kind, list]) => [kind, this.#keys(kind === "after" ? "ends" : (kind as Kind), list)]),
      ),
    };
  }
  /** Where a record's field comes from. */
  #source(from: string): string {
    if (from.includes(" + "))
      return from
        .split(" + ")
        .map((piece) => this.#source(piece))
        .join(" + ");
    if (from.startsWith("/")) return this.pointer(from);
    const [kind = "", rest = ""] = from.split(":");
    if (kind === "fact") return `fact:${this.get("facts", rest)}`;
    return kind === "output" ? `output:${rest.replace(/^[^/]+/, (id) => this.get("outputs", id))}` : from;
  }
  /** The officer whom a scenario calls by agency and post, with a hyphen between. */
  #officer(old: string): string {
    const cuts = [...old.matchAll(/-/g)].map(({ index }) => [old.slice(0, index), old.slice(index + 1)] as const);
    const [agency = "", post = ""] = cuts.find(([one]) => this.#names.agencies.has(one)) ?? [];
    return `${this.get("agencies", agency)}-${this.get("posts", post)}`;
  }
  scenario(source: Any): Any {
    const data = (value: Any) => this.#keys("fields", value);
    const agency = (value: Any) =>
      typeof value === "string"
        ? this.get("agencies", value)
        : Array.isArray(value)
          ? value.map((one) => this.get("agencies", one))
          : value;
    const open = (said: string) => {
      const [place = "", post = ""] = said.split(" ");
      return `${this.place(place)} ${this.post(post)}`;
    };
    const expect = (one: Any) => ({
      ...one,
      ...(one.stage ? { stage: this.get("stages", one.stage) } : {}),
      ...(one.tasks ? { tasks: one.tasks.map(open) } : {}),
      ...(one.due ? { due: this.#keys("clocks", one.due) } : {}),
      ...(one.stopped ? { stopped: this.#keys("clocks", one.stopped, (ground) => this.get("grounds", ground)) } : {}),
      ...(one.letters ? { letters: one.letters.map((old: string) => this.get("letters", old)) } : {}),
      ...(one.outputs ? { outputs: one.outputs.map((old: string) => this.get("outputs", old)) } : {}),
      ...(one.end ? { end: this.get("ends", one.end) } : {}),
      ...(one.facts ? { facts: this.#keys("facts", one.facts, agency) } : {}),
    });
    const step = (one: Any) => ({
      ...one,
      ...(one.post ? { post: this.post(one.post) } : {}),
      ...(one.officer ? { officer: this.#officer(one.officer) } : {}),
      ...(one.do ? { do: this.place(one.do) } : {}),
      ...(one.item ? { item: this.get("agencies", one.item) } : {}),
      ...(one.outcome ? { outcome: this.get("outcomes", one.outcome) } : {}),
      ...(one.marks ? { marks: one.marks.map((old: string) => this.pointer(old)) } : {}),
      ...(one.redo ? { redo: one.redo.map((old: string) => this.get("tasks", old)) } : {}),
      ...(one.data ? { data: data(one.data) } : {}),
      ...(one.open ? { open: this.get("extras", one.open) } : {}),
      ...(one.chosen ? { chosen: agency(one.chosen) } : {}),
      ...(one.expect ? { expect: expect(one.expect) } : {}),
    });
    const registers = Object.fromEntries(
      Object.entries<Any>(source.registers ?? {}).map(([id, rows]) => [
        id,
        rows.map((row: Any) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, agency(value)]))),
      ]),
    );
    return {
      ...source,
      registers,
      data: data(source.data),
      ...(source.expect ? { expect: expect(source.expect) } : {}),
      steps: source.steps.map(step),
    };
  }
  dmn(source: string): string {
    const named = source.replace(
      / (name|label)="([^"]*)"/g,
      (_, attribute: string, name: string) => ` ${attribute}="${this.get("facts", name)}"`,
    );
    return named.replace(/<text>([^<]*)<\/text>/g, (_, text: string) => {
      const agencies = text.replace(/"([a-z-]+)"/g, (_quoted, word: string) => `"${this.get("agencies", word)}"`);
      return `<text>${this.feel(agencies)}</text>`;
    });
  }
}

/** Every text in both languages becomes another one, in the order in which they stand. */
function texts(document: Any): Any {
  let n = 0;
  const walk = (value: Any): Any => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    const keys = Object.keys(value).sort().join();
    if (keys === "en,zh" && typeof value.zh === "string") {
      n += 1;
      return { zh: `第${n}句`, en: `Sentence ${n}` };
    }
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, walk(below)]));
  };
  return walk(document);
}

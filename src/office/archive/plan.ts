// The file plan 分类方案 of a city: its classes, what falls under each, and for how long it is kept (permanently, 30 or 10 years).
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase, Pool } from "pg";
import { z } from "zod";
import type { Text } from "../../platform/i18n/index.ts";
import { key, type Problem, parseYaml, text, type YamlDocument } from "../../platform/yaml/index.ts";

/** How long a file is kept. */
export const retentions = ["permanent", "30 years", "10 years"] as const;
export type Retention = (typeof retentions)[number];

const falls = z.strictObject({
  pack: key,
  /** Facts of the case that must have one of these values. */
  when: z.record(z.string().min(1), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)).optional(),
  /** The pack's own where none is given. */
  retention: z.enum(retentions).optional(),
});
const planClass = z.strictObject({
  id: key,
  /** Stands in file numbers: two to four capital letters. */
  code: z.string().regex(/^[A-Z]{2,4}$/, "code"),
  title: text,
  falls: z.array(falls).default([]),
});
const planFile = z.strictObject({ classes: z.array(planClass).min(1), otherwise: key });

export type FilePlan = z.infer<typeof planFile>;
export type PlanClass = FilePlan["classes"][number];

export type FilePlanRead =
  | { readonly ok: true; readonly plan: FilePlan; readonly document?: YamlDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** An installation whose city has no file plan keeps everything in one class, for as long as the packs say. */
export const plainPlan: FilePlan = {
  classes: [{ id: "general", code: "QT", title: { zh: "业务档案", en: "Files" }, falls: [] }],
  otherwise: "general",
};

const shapes = { code: { zh: "两到四个大写字母", en: "two to four capital letters" } } as const satisfies Record<string, Text>;

/** file-plan.yaml of a city's folder; every problem at its line. */
export function filePlanIn(folder: string): FilePlanRead {
  const file = join(folder, "file-plan.yaml");
  if (!existsSync(file)) return { ok: true, plan: plainPlan };
  const read = parseYaml(file, readFileSync(file, "utf8"), planFile, shapes);
  if (!read.ok) return read;
  const problems = planProblems(read.value, read.document);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plan: read.value, document: read.document };
}

/** Classes or codes that are there twice, lines that an earlier one always takes, a last resort that is no class. */
function planProblems({ classes, otherwise }: FilePlan, document: YamlDocument): Problem[] {
  const problem = (path: readonly PropertyKey[], zh: string, en: string): Problem => ({
    file: document.file,
    ...document.at(path),
    message: { zh, en },
    level: "error",
  });
  const taken = new Set<string>();
  return [
    ...classes.flatMap(({ id, code, falls: lines }, n) => [
      ...(classes.findIndex((one) => one.id === id) < n
        ? [problem(["classes", n, "id"], `类别“${id}”写了两次`, `the class ${id} is there twice`)]
        : []),
      ...(classes.findIndex((one) => one.code === code) < n
        ? [problem(["classes", n, "code"], `代码“${code}”已用于另一类别`, `the code ${code} is another class's`)]
        : []),
      ...lines.flatMap(({ pack, when }, at) => {
        const dead = taken.has(pack);
        if (when === undefined) taken.add(pack);
        return dead
          ? [problem(["classes", n, "falls", at, "pack"], `“${pack}”前面已有一行全部归入`, `an earlier line already takes all of ${pack}`)]
          : [];
      }),
    ]),
    ...(classes.some(({ id }) => id === otherwise)
      ? []
      : [problem(["otherwise"], `没有类别“${otherwise}”`, `there is no class ${otherwise}`)]),
  ];
}

/** What is known of a case that is to be filed. */
export interface Filing {
  readonly pack: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** The pack's own. */
  readonly retention: Retention;
  /** What an officer fixed. */
  readonly given?: { readonly class?: unknown; readonly retention?: unknown };
}

/** The class that a case falls under, and how long it is kept: what an officer fixed, else the plan, else the pack. */
export function classify(
  { classes, otherwise }: FilePlan,
  { pack, facts, retention, given }: Filing,
): { readonly class: PlanClass; readonly retention: Retention } {
  const fits = ({ pack: of, when = {} }: PlanClass["falls"][number]): boolean =>
    of === pack && Object.entries(when).every(([fact, values]) => values.some((value) => value === facts[fact]));
  const found = classes.flatMap((one) => one.falls.filter(fits).map((line) => ({ one, line })))[0];
  const named = classes.find(({ id }) => id === given?.class);
  const last = classes.find(({ id }) => id === otherwise) ?? classes[0];
  const chosen = named ?? found?.one ?? last;
  if (!chosen) throw new Error("a file plan has no class");
  const fixed = retentions.find((one) => one === given?.retention);
  return { class: chosen, retention: fixed ?? found?.line.retention ?? retention };
}

/** The first day on which a file may be destroyed: its years are counted from the one after the end. Null: never. */
export function dueOn(retention: Retention, endedYear: number): string | null {
  if (retention === "permanent") return null;
  return `${endedYear + 1 + Number(retention.split(" ")[0])}-01-01`;
}

/** Written by the owner when a city's folder is brought in. */
export async function loadFilePlan(owner: ClientBase, plan: FilePlan): Promise<void> {
  await owner.query(
    `insert into archive.plan (content) select $1::jsonb
     where $1::jsonb is distinct from (select p.content from archive.plan p order by p.no desc limit 1)`,
    [JSON.stringify(plan)],
  );
}

/** The plan that counts now. */
export async function currentPlan(db: Pick<Pool, "query">): Promise<FilePlan> {
  const { rows } = await db.query<{ content: unknown }>("select content from archive.plan order by no desc limit 1");
  return rows[0] === undefined ? plainPlan : planFile.parse(rows[0].content);
}

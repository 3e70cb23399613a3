// The registers hold what is fetched and may share it; what a register holds is not asked.
import type { Problem } from "../../platform/yaml/index.ts";
import { heldFields } from "../held.ts";
import type { Parts } from "../load.ts";
import type { Place, RegisterOutline } from "../place.ts";
import { error, warning } from "../references/subject.ts";

export function registers({ header, documents }: Parts, place: Place): Problem[] {
  const problems: Problem[] = [];
  header.requirements.forEach(({ sources }, n) => {
    sources.forEach((source, s) => {
      if (!("registry" in source)) return;
      const at = ["requirements", n, "sources", s];
      const report = (path: readonly PropertyKey[], zh: string, en: string) =>
        problems.push(error(documents.pack, [...at, ...path], { zh, en }));
      const register = place.registers.find(({ id }) => id === source.registry);
      if (!register) {
        report(["registry"], `这里没有登记库“${source.registry}”。`, `There is no register "${source.registry}" here.`);
        return;
      }
      if (source.key !== undefined && !register.keys.includes(source.key)) {
        report(
          ["key"],
          `“${register.id}”不能按“${source.key}”查询，可以按：${register.keys.join("、")}。`,
          `"${register.id}" is not looked up by "${source.key}"; it is by: ${register.keys.join(", ")}.`,
        );
      }
      source.fields.forEach((name, f) => {
        const field = register.fields[name];
        if (!field) report(["fields", f], `“${register.id}”没有字段“${name}”。`, `"${register.id}" has no field "${name}".`);
        else if (!shared(register, field.class, header.agency)) {
          report(["fields", f], `“${register.id}”的“${name}”不予共享。`, `"${register.id}" does not share "${name}".`);
        }
      });
      const closed = source.law === undefined ? [] : notAgreed(register, place, header.agency, header.id, source.fields);
      if (closed.length > 0) {
        problems.push(
          warning(documents.pack, [...at, "fields"], {
            zh: `“${header.agency}”没有为“${header.id}”查询“${register.id}”的“${closed.join("、")}”的共享协议，查询会被拒绝：请申请数据共享，或者征得本人同意（不写 law）。`,
            en: `No agreement lets "${header.agency}" ask "${register.id}" for ${closed.join(", ")} for "${header.id}"; it will be refused. Ask for the data, or rest on the person's consent (leave out law).`,
          }),
        );
      }
    });
  });
  return problems;
}

/** The fields that need an agreement and have none that is in force today. */
function notAgreed(
  { id, owner, share, fields }: RegisterOutline,
  { agreements, today }: Place,
  asker: string,
  service: string,
  wanted: readonly string[],
): readonly string[] {
  if (agreements === undefined || asker === owner) return [];
  const conditional = wanted.filter((name) => share[fields[name]?.class ?? ""] === "conditional");
  const covered = agreements.some(
    (one) =>
      one.asker === asker &&
      one.register === id &&
      one.status === "active" &&
      one.posts === undefined &&
      one.from <= today &&
      today <= (one.to ?? today) &&
      (one.services === "any" || one.services.includes(service)) &&
      conditional.every((name) => one.fields.includes(name)),
  );
  return covered ? [] : conditional;
}

/** What is written into registers: they are there, have the fields, and take them from this agency's cases. */
export function written({ header, documents }: Parts, place: Place): Problem[] {
  const problems: Problem[] = [];
  header.records.forEach(({ register: name, change, fields }, n) => {
    if (name.startsWith("/")) return;
    const report = (path: readonly PropertyKey[], zh: string, en: string) =>
      problems.push(error(documents.pack, ["records", n, ...path], { zh, en }));
    const register = place.registers.find(({ id }) => id === name);
    if (!register) {
      report(["register"], `这里没有登记库“${name}”。`, `There is no register "${name}" here.`);
      return;
    }
    if (register.owner !== header.agency && register.writers !== "all" && !register.writers.includes(header.agency) && change !== "correct")
      report(
        ["register"],
        `“${header.agency}”的办件不能写入“${name}”（见其 writers）。`,
        `Cases of "${header.agency}" may not write into "${name}" (see its writers).`,
      );
    const [identifying = ""] = register.keys;
    if (!Object.hasOwn(fields, identifying) && !Object.hasOwn(fields, "key"))
      report(["fields"], `缺少主键“${identifying}”。`, `The identifying key "${identifying}" is missing.`);
    for (const field of Object.keys(fields)) {
      if (field.startsWith("/") || field === "key" || field === "valid-from" || field === "valid-to") continue;
      if (!Object.hasOwn(register.fields, field))
        report(["fields", field], `“${name}”没有字段“${field}”。`, `"${name}" has no field "${field}".`);
    }
  });
  return problems;
}

function shared(register: RegisterOutline, kind: string, agency: string): boolean {
  return register.owner === agency || register.share[kind] !== "none";
}

/** Fields that are typed although a register holds them, and reasons for typing that excuse nothing. */
export function asked({ header, form, documents }: Parts, { registers }: Place): Problem[] {
  const problems = heldFields(header, form, registers).map(({ field: name, register: id, key }) => {
    const [label, title] = [form.fields[name]?.label, registers.find((one) => one.id === id)?.title];
    return warning(documents.form, ["fields", name], {
      zh: `“${label?.zh}”在${title?.zh}里已经有了（${key}），应当查询，不要让人填；确实要填的，用 held: { none: … } 写明理由。`,
      en: `"${label?.en}" is held by the ${title?.en} (${key}); fetch it instead of asking, or give the reason: held: { none: … }.`,
    });
  });
  const excused = Object.entries(form.fields).filter(([, { held, from }]) => held !== undefined && from !== undefined);
  const idle = excused.map(([name]) =>
    warning(documents.form, ["fields", name, "held"], {
      zh: `“${name}”本来就是查询来的（from），held 没有用处，请删去。`,
      en: `"${name}" is fetched anyway (from); its "held" excuses nothing, remove it.`,
    }),
  );
  return [...problems, ...idle];
}

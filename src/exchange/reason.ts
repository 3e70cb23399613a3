// Why a register is not opened to a question, by name and in words: which agreement came nearest, and what of the question is not in it.
import type { Text } from "../platform/i18n/index.ts";
import type { Register } from "../registry/index.ts";
import type { Agreement } from "./agreement.ts";
import type { Asking } from "./rules.ts";

/** What stood in the way; kept with the records of both sides. */
export const reasonKeys = [
  "register", // no such register
  "field", // no such field
  "key", // not searched by that
  "withheld", // not shared at all
  "no-agreement",
  "suspended",
  "revoked",
  "not-begun",
  "ended",
  "service", // another purpose
  "post",
  "fields",
  "consent", // the consent does not hold
  "person", // the record is about somebody else than the one who consented
] as const;
export type ReasonKey = (typeof reasonKeys)[number];

export interface Reason {
  readonly reason: ReasonKey;
  readonly text: Text;
}

/** The reason for a question that the rules do not allow. */
export function reasonFor(register: Register, agreements: readonly Agreement[], asking: Asking): Reason {
  const withheld = asking.fields.filter((name) => kindOf(register, name) === "none");
  if (withheld.length > 0) return { reason: "withheld", text: notShared(register, withheld) };
  const nearest = agreements
    .filter((one) => one.asker === asking.asker)
    .map((one) => ({ one, step: firstMiss(register, one, asking) }))
    .sort((a, b) => b.step - a.step || (a.one.id < b.one.id ? -1 : 1))[0];
  if (!nearest) return { reason: "no-agreement", text: noAgreement(register, asking) };
  const key = steps[nearest.step]?.key ?? "fields";
  return { reason: key, text: words[key](register, nearest.one, asking) };
}

const kindOf = (register: Register, name: string) => {
  const field = register.fields[name];
  return field && register.share[field.class];
};

/** What an agreement is held against, in this order: the further a question gets, the nearer the agreement is. */
const steps: readonly {
  readonly key: Exclude<ReasonKey, "register" | "field" | "key" | "withheld" | "no-agreement" | "consent" | "person">;
  readonly misses: (register: Register, one: Agreement, asking: Asking) => boolean;
}[] = [
  { key: "revoked", misses: (_, one) => one.status === "revoked" },
  { key: "ended", misses: (_, one, { day }) => one.to !== undefined && day > one.to },
  { key: "suspended", misses: (_, one) => one.status === "suspended" },
  { key: "not-begun", misses: (_, one, { day }) => day < one.from },
  { key: "service", misses: (_, one, { service }) => one.services !== "any" && (service === undefined || !one.services.includes(service)) },
  { key: "post", misses: (_, one, { post }) => one.posts !== undefined && (post === undefined || !one.posts.includes(post)) },
  { key: "fields", misses: (register, one, { fields }) => missing(register, one, fields).length > 0 },
];

const firstMiss = (register: Register, one: Agreement, asking: Asking): number => {
  const at = steps.findIndex(({ misses }) => misses(register, one, asking));
  return at < 0 ? steps.length : at;
};

const missing = (register: Register, one: Agreement, fields: readonly string[]): readonly string[] =>
  fields.filter((name) => !one.fields.includes(name) && kindOf(register, name) !== "unconditional");

const titles = (register: Register, names: readonly string[]): Text => ({
  zh: names.map((name) => register.fields[name]?.title.zh ?? name).join("、"),
  en: names.map((name) => register.fields[name]?.title.en ?? name).join(", "),
});

function notShared(register: Register, names: readonly string[]): Text {
  const fields = titles(register, names);
  const { law, why } = register.withheld ?? { law: "", why: { zh: "", en: "" } };
  return {
    zh: `${register.title.zh}的“${fields.zh}”不予共享（${law}）：${why.zh}`,
    en: `The ${register.title.en} does not share: ${fields.en} (${law}). ${why.en}`,
  };
}

function noAgreement(register: Register, { asker, fields }: Asking): Text {
  const wanted = titles(
    register,
    fields.filter((name) => kindOf(register, name) === "conditional"),
  );
  return {
    zh: `${register.title.zh}与 ${asker} 之间没有共享协议，不能提供“${wanted.zh}”。请先申请数据共享。`,
    en: `There is no agreement between the ${register.title.en} and ${asker}, so this is not given: ${wanted.en}. Ask for the data first.`,
  };
}

const words: Readonly<Record<(typeof steps)[number]["key"], (register: Register, one: Agreement, asking: Asking) => Text>> = {
  revoked: (_, { id }) => ({ zh: `共享协议 ${id} 已撤销。`, en: `Agreement ${id} is revoked.` }),
  ended: (_, { id, to }) => ({ zh: `共享协议 ${id} 已于 ${to} 到期。`, en: `Agreement ${id} ended on ${to}.` }),
  suspended: (_, { id }) => ({ zh: `共享协议 ${id} 已暂停。`, en: `Agreement ${id} is suspended.` }),
  "not-begun": (_, { id, from }) => ({ zh: `共享协议 ${id} 自 ${from} 起才生效。`, en: `Agreement ${id} begins on ${from}.` }),
  service: (_, { id }, { service }) => ({
    zh: `共享协议 ${id} 不包括这个用途：${service ?? "未写明"}。`,
    en: `Agreement ${id} is not for this purpose: ${service ?? "none was named"}.`,
  }),
  post: (_, { id }, { post }) => ({
    zh: `共享协议 ${id} 不包括这个岗位：${post ?? "未写明"}。`,
    en: `Agreement ${id} is not for this post: ${post ?? "none was named"}.`,
  }),
  fields: (register, one, { fields }) => {
    const more = titles(register, missing(register, one, fields));
    return { zh: `共享协议 ${one.id} 不包括这些字段：${more.zh}。`, en: `Agreement ${one.id} does not cover: ${more.en}.` };
  },
};

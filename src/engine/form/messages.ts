// A sentence for each JSON Schema keyword: what is wrong, and how to put it right.
import type { Text } from "../../platform/i18n/index.ts";
import type { FormField, Property } from "./model.ts";

interface About {
  readonly params: Record<string, unknown>;
  readonly zh: string;
  readonly en: string;
  readonly field: FormField | undefined;
  readonly property: Property | undefined;
  readonly value: unknown;
}

/** The message for a failed keyword; `params` are Ajv's. */
export function sentence(
  keyword: string,
  params: Record<string, unknown>,
  field: FormField | undefined,
  property: Property | undefined,
  value: unknown,
): Text {
  const zh = field ? `“${bare(field.label.zh)}”` : "该项";
  const en = field ? `“${bare(field.label.en)}”` : "This";
  const say = sentences[keyword] ?? otherwise;
  return say({ params, zh, en, field, property, value });
}

const bare = (label: string): string => label.replace(/[？?：:]\s*$/u, "");
const length = (value: unknown): number => (typeof value === "string" ? Array.from(value).length : 0);
const choosing = (field: FormField | undefined): boolean =>
  field !== undefined && /^(?:radios|select|checkboxes|yes-no)$/.test(field.widget);

const shownOptions = ({ field }: About): Text | null => {
  const all = Object.values(field?.options ?? {});
  if (all.length === 0 || all.length > 8) return null;
  return { zh: all.map((option) => option.zh).join("、"), en: all.map((option) => option.en).join(", ") };
};

const example = ({ field }: About): Text => {
  const [first] = field?.examples ?? [];
  return first === undefined ? { zh: "", en: "" } : { zh: `，例如${String(first)}`, en: `, for example ${String(first)}` };
};

const kinds: Readonly<Record<string, Text>> = {
  string: { zh: "文字", en: "text" },
  number: { zh: "数字，例如12.5", en: "a number, such as 12.5" },
  integer: { zh: "整数，例如12", en: "a whole number, such as 12" },
  boolean: { zh: "“是”或者“否”", en: "yes or no" },
  array: { zh: "一个或者几个选项", en: "one or several of the options" },
};

const formats: Readonly<Record<string, Text>> = {
  date: { zh: "真实存在的日期，例如2026-09-24", en: "a real date, such as 2026-09-24" },
  email: { zh: "电子邮箱地址，例如name@example.com", en: "an email address, such as name@example.com" },
  time: { zh: "时间，例如09:30:00Z", en: "a time, such as 09:30:00Z" },
  "date-time": { zh: "日期和时间，例如2026-09-24T09:30:00+08:00", en: "a date and time, such as 2026-09-24T09:30:00+08:00" },
  uri: { zh: "网址，例如https://example.com/", en: "a web address, such as https://example.com/" },
};

const limit =
  (zh: string, en: string) =>
  (about: About): Text => ({
    zh: `${about.zh}应${zh}${String(about.params.limit)}，请核对后重新填写。`,
    en: `${about.en} must be ${en} ${String(about.params.limit)}. Check it and enter it again.`,
  });

const otherwise = ({ zh, en }: About): Text => ({
  zh: `${zh}不符合要求，请核对后重新填写。`,
  en: `${en} is not as required. Check it and enter it again.`,
});

const sentences: Readonly<Record<string, (about: About) => Text>> = {
  required: ({ zh, en, field, params }) => {
    if (field === undefined)
      return { zh: `缺少“${String(params.missingProperty)}”。`, en: `“${String(params.missingProperty)}” is missing.` };
    return choosing(field) ? { zh: `请选择${zh}。`, en: `Choose an answer to ${en}.` } : { zh: `请填写${zh}。`, en: `Fill in ${en}.` };
  },
  type: ({ zh, en, property }) => {
    const kind = kinds[property?.type ?? ""] ?? { zh: "所要求的类型", en: "of the kind asked for" };
    return { zh: `${zh}应为${kind.zh}。`, en: `${en} must be ${kind.en}.` };
  },
  minLength: ({ zh, en, params, value }) => {
    const gap = Number(params.limit) - length(value);
    return {
      zh: `${zh}现有${length(value)}个字，至少要有${String(params.limit)}个，请再写${gap}个以上。`,
      en: `${en} has ${length(value)} ${length(value) === 1 ? "character" : "characters"} and needs at least ${String(params.limit)}. Add ${gap} or more.`,
    };
  },
  maxLength: ({ zh, en, params, value }) => {
    const over = length(value) - Number(params.limit);
    return {
      zh: `${zh}现有${length(value)}个字，最多${String(params.limit)}个，请删去${over}个以上。`,
      en: `${en} has ${length(value)} characters and may have ${String(params.limit)} at most. Shorten it by ${over} or more.`,
    };
  },
  minimum: limit("不小于", "at least"),
  maximum: limit("不大于", "at most"),
  exclusiveMinimum: limit("大于", "more than"),
  exclusiveMaximum: limit("小于", "less than"),
  multipleOf: ({ zh, en, params }) => ({
    zh: `${zh}应为${String(params.multipleOf)}的倍数，请核对后重新填写。`,
    en: `${en} must be a multiple of ${String(params.multipleOf)}. Check it and enter it again.`,
  }),
  pattern: (about) => ({
    zh: `${about.zh}的格式不正确，请按提示填写${example(about).zh}。`,
    en: `${about.en} is not written in the form asked for. Enter it as the hint shows${example(about).en}.`,
  }),
  format: ({ zh, en, params }) => {
    const format = formats[String(params.format)] ?? { zh: "所要求的格式", en: "written in the form asked for" };
    return { zh: `${zh}应为${format.zh}。`, en: `${en} must be ${format.en}.` };
  },
  enum: (about) => {
    const options = shownOptions(about);
    return {
      zh: `请从给出的选项中选择${about.zh}${options ? `：${options.zh}` : ""}。`,
      en: `Choose ${about.en} from the options given${options ? `: ${options.en}` : ""}.`,
    };
  },
  const: ({ zh, en, params }) => ({
    zh: `${zh}须为${JSON.stringify(params.allowedValue)}才能继续。`,
    en: `${en} must be ${JSON.stringify(params.allowedValue)} to go on.`,
  }),
  minItems: ({ zh, en, params, field }) => ({
    zh: `${zh}至少${field?.rows ? "填写" : "选择"}${String(params.limit)}项。`,
    en: `${en}: ${field?.rows ? "add" : "choose"} at least ${String(params.limit)}.`,
  }),
  maxItems: ({ zh, en, params, field }) => ({
    zh: `${zh}最多${field?.rows ? "填写" : "选择"}${String(params.limit)}项${field?.rows ? "，请删去多余的" : ""}。`,
    en: `${en}: ${field?.rows ? `${String(params.limit)} at most; remove the rest` : `choose ${String(params.limit)} at most`}.`,
  }),
  uniqueItems: ({ zh, en, field }) =>
    field?.rows
      ? { zh: `${zh}中有完全相同的两项，请删去一项。`, en: `${en} holds the same entry twice. Remove one of them.` }
      : { zh: `${zh}中有重复的选项，请每项只选一次。`, en: `${en} holds an option twice. Choose each once only.` },
  dependentRequired: ({ zh, en }) => ({ zh: `请填写${zh}。`, en: `Fill in ${en}.` }),
};

// The rules for publishing an item of the service guide: what the public is told must be whole and true.
import type { Text } from "../../platform/i18n/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import { error, warning } from "../references/subject.ts";
import { hoursOf, parseTime } from "../time.ts";

type Rule = { readonly path: readonly PropertyKey[]; readonly broken: (parts: Parts) => boolean; readonly message: Text };
const LICENCE = "01";

/** True of services that the public is offered. */
const open = ({ header }: Parts) => header.audience === "public";
const length = (text: string) => hoursOf(parseTime(text));

const rules: readonly Rule[] = [
  {
    path: ["item", "kind"],
    broken: ({ header }) => (header.item.kind === "at-once") !== (parseTime(header.time.promised.time).n === 0),
    message: {
      zh: "即办件（at-once）的承诺时限应当是 0，承诺件（promised）不应当是 0。",
      en: 'Kind "at-once" promises a time of 0, and "promised" one above 0.',
    },
  },
  {
    path: ["time", "promised", "time"],
    broken: ({ header }) => length(header.time.promised.time) > length(header.time.statutory.time),
    message: { zh: "承诺时限不能长于法定时限。", en: "The time promised must not be longer than the time set by law." },
  },
  {
    path: ["visits"],
    broken: ({ header }) => header.visits.count > 0 && header.visits.reason === undefined,
    message: { zh: "需要到现场的，要写明原因（visits.reason）。", en: "If people have to come, say why (visits.reason)." },
  },
  {
    path: ["channels"],
    broken: ({ header }) => header.visits.count === 0 && !header.channels.online && !header.channels.post,
    message: {
      zh: "不用到现场又不能网上办的，要能邮寄办理。",
      en: "Where nobody has to come and nothing is online, it must be possible by post.",
    },
  },
  {
    path: ["channels"],
    broken: (parts) => open(parts) && !Object.values(parts.header.channels).includes(true),
    message: { zh: "至少要有一种办理渠道。", en: "At least one channel must be open." },
  },
  {
    path: ["place"],
    broken: ({ header }) => header.channels.counter && (header.place === undefined || header.hours === undefined),
    message: { zh: "可以到窗口办理的，要写明地点和时间（place、hours）。", en: "A counter needs its place and hours." },
  },
  {
    path: ["phones"],
    broken: (parts) => open(parts) && parts.header.phones === undefined,
    message: {
      zh: "要有咨询电话和监督投诉电话（phones）。",
      en: "Telephone numbers for questions and for complaints are needed (phones).",
    },
  },
  {
    path: ["phones", "complaints"],
    broken: ({ header }) => header.phones !== undefined && header.phones.questions === header.phones.complaints,
    message: { zh: "监督投诉电话不能和咨询电话相同。", en: "The number for complaints must differ from that for questions." },
  },
  {
    path: ["fees"],
    broken: ({ header }) => header.fees.some(({ amount }) => amount === 0),
    message: { zh: "不收费的不要列在收费项目里。", en: "What costs nothing does not belong among the fees." },
  },
  {
    path: ["applicants"],
    broken: (parts) => open(parts) && parts.header.applicants.length === 0,
    message: { zh: "要写明谁可以申请（applicants）。", en: "Say who may apply (applicants)." },
  },
  {
    path: ["lifeEvents"],
    broken: (parts) => open(parts) && parts.header.lifeEvents.length === 0,
    message: { zh: "至少要归入一个生命周期事件，否则没有人找得到。", en: "Name at least one life event, or nobody finds it." },
  },
  {
    path: ["law"],
    broken: (parts) => open(parts) && parts.header.law.length === 0,
    message: { zh: "要有设定依据（law）。", en: "The basis in law is missing (law)." },
  },
  {
    path: ["time", "statutory"],
    broken: ({ header }) => header.item.type === LICENCE && header.time.statutory.law === undefined,
    message: {
      zh: "行政许可的法定时限要有依据（time.statutory.law）。",
      en: "A licence's time set by law needs its article (time.statutory.law).",
    },
  },
  {
    path: ["steps"],
    broken: ({ header: { item, steps } }) => item.type === LICENCE && !(steps.receive && steps.examine && steps.decide && steps.deliver),
    message: {
      zh: "行政许可至少要有受理、审查、决定、送达四个步骤（steps）。",
      en: "A licence needs at least the steps receive, examine, decide and deliver (steps).",
    },
  },
  {
    path: ["faq"],
    broken: ({ header }) => header.item.type === LICENCE && header.faq.length === 0,
    message: { zh: "行政许可至少要有一个常见问题（faq）。", en: "A licence needs at least one question and answer (faq)." },
  },
  {
    path: ["errands", "trips"],
    broken: ({ header }) => header.errands.trips !== header.visits.count,
    message: { zh: "承诺的跑动次数要和到现场次数（visits.count）一致。", en: "The trips promised must equal the visits (visits.count)." },
  },
  {
    path: ["errands", "days"],
    broken: ({ header: { errands, time } }) =>
      parseTime(time.promised.time).unit === "workdays" && errands.days !== parseTime(time.promised.time).n,
    message: { zh: "承诺的天数要和承诺时限（time.promised）一致。", en: "The days promised must equal the time promised (time.promised)." },
  },
  {
    path: ["errands", "fields"],
    broken: (parts) => open(parts) && parts.header.errands.fields < alwaysAsked(parts),
    message: { zh: "表单里必填的问题比承诺的多。", en: "The form asks more than the number of fields promised." },
  },
  {
    path: ["errands", "papers"],
    broken: ({ header }) =>
      header.errands.papers <
      header.requirements.filter(
        ({ optional, when, sources }) => !optional && when === undefined && sources.every((source) => "upload" in source),
      ).length,
    message: { zh: "必须上传的材料比承诺的多。", en: "More papers have to be uploaded than promised." },
  },
  {
    path: ["declaration"],
    broken: (parts) => open(parts) && parts.header.declaration === undefined,
    message: { zh: "要有提交前的承诺（declaration）。", en: "The declaration before submission is missing (declaration)." },
  },
];

/** Required answers on pages that everybody sees. */
const alwaysAsked = ({ form }: Parts): number =>
  form.pages
    .filter(({ when }) => when === undefined)
    .flatMap(({ fields }) => fields.filter((name) => form.fields[name]?.required && !form.fields[name]?.from)).length;

export const guide = (parts: Parts): Problem[] =>
  rules.filter(({ broken }) => broken(parts)).map(({ path, message }) => error(parts.documents.pack, path, message));

/** An end that goes against the applicant is told in writing, with reasons (Administrative Licensing Law, Art. 32 and 38). */
export function told(parts: Parts): Problem[] {
  const { header, model, documents } = parts;
  // What goes against the applicant in a bundle was decided in a part, which tells it.
  if (!open(parts) || parts.composed) return [];
  const problems: Problem[] = [];
  for (const [key, stage] of Object.entries(model.stages)) {
    stage.routes.forEach((route) => {
      if (model.ends[route.to] !== "failure") return;
      const written = header.outputs.some(({ task }) => task.startsWith(`${key}/`));
      const outcome = "outcome" in route.if ? route.if.outcome : undefined;
      const letter = header.letters.some(({ on }) => on.startsWith(`finished ${key}/`) && on.endsWith(` ${outcome}`));
      if (!written && !letter) {
        problems.push(
          error(documents.procedure, ["stages", key, "next"], {
            zh: `到“${route.to}”时要有书面决定或者信件告知申请人。`,
            en: `Nothing in writing tells the applicant of "${route.to}"; give it an output or a letter.`,
          }),
        );
      } else if (letter && !written && outcome !== undefined && !header.reasons.includes(outcome)) {
        problems.push(
          error(documents.pack, ["reasons"], {
            zh: `结论“${outcome}”对申请人不利，要说明理由，请列入 reasons。`,
            en: `The outcome "${outcome}" goes against the applicant and needs reasons; add it to "reasons".`,
          }),
        );
      }
    });
  }
  if (parts.scenarios.length === 0)
    problems.push(
      warning(documents.pack, ["id"], {
        zh: "没有任何情景（scenarios/），没有经过检验。",
        en: "There are no scenarios, so nothing has been tried.",
      }),
    );
  return problems;
}

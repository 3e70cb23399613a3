// The procedure of a bundle, where its author writes none: one stage in which every part is a case of its own, and an end that
// says whether all, some or none came out right.
import type { Text } from "../../platform/i18n/index.ts";
import type { BundleSpec, PackHeader } from "../format/index.ts";
import { parseTime } from "../time.ts";
import { moreExtra, partOutcomes, partsStage, supplyExtra, waitingExtra, withoutPart } from "./composed.ts";
import type { Conditioned } from "./requirements.ts";

/** What procedure.yaml says. Pure. */
export function composeProcedure(
  { time }: Pick<PackHeader, "time">,
  parts: readonly Conditioned[],
  supplied: readonly Conditioned[],
): object {
  const clocks = Object.fromEntries(
    [time.statutory, time.promised].flatMap((said) => {
      const length = parseTime(said.time);
      if (length.n === 0) return [];
      const warn = length.unit === "workdays" && length.n > 1 ? { warn: "1 workday" } : {};
      return [
        [said.clock, { time: said.time, over: partsStage, ...warn, ...("law" in said && said.law !== undefined ? { law: said.law } : {}) }],
      ];
    }),
  );
  const tasks = Object.fromEntries(
    parts.map(({ key, pack, wanted, awaits }) => [
      key,
      {
        case: pack.header.id,
        until: [...partOutcomes],
        ...(wanted === undefined ? {} : { when: wanted }),
        ...(awaits.length === 0 ? {} : { follows: [...awaits] }),
      },
    ]),
  );
  const next = {
    "all granted": "all-done",
    "no granted": "none-done",
    otherwise: "some-done",
    ...(parts.every(({ wanted }) => wanted !== undefined) ? { none: "none-done" } : {}),
  };
  return {
    ...(Object.keys(clocks).length > 0 ? { clocks } : {}),
    withdraw: [partsStage],
    stages: { [partsStage]: { tasks, next } },
    // Opened and finished by what the parts do: time that every running part spends waiting for the applicant is not the city's.
    extras: {
      [waitingExtra]: { in: partsStage, by: "system", may: "system", do: "wait", outcomes: "resumed", stops: "applicant", holds: false },
      [moreExtra]: { in: partsStage, by: "applicant", may: "system", outcomes: "answered", holds: false },
      ...Object.fromEntries(supplied.map(({ key }) => [supplyExtra(key), supply])),
    },
    ends: { "all-done": "success", "some-done": "success", "none-done": "failure", withdrawn: "none" },
  };
}

const supply = {
  in: partsStage,
  by: "applicant",
  may: "system",
  outcomes: `supplied ${withoutPart}`,
  due: "30 days",
  late: withoutPart,
  holds: false,
};

/** The words for it; what the author wrote stands before them. */
export function composeTexts(header: PackHeader, parts: readonly Conditioned[], supplied: readonly Conditioned[]): PackHeader["texts"] {
  const { texts } = header;
  return {
    ...texts,
    stages: { [partsStage]: { zh: "各部分办理", en: "The parts" }, ...texts.stages },
    tasks: { ...Object.fromEntries(parts.map(({ key, pack }) => [key, pack.header.title])), ...texts.tasks },
    outcomes: {
      granted: { zh: "办成", en: "Came out right" },
      refused: { zh: "未予办理", en: "Refused" },
      closed: { zh: "没有办（撤回或者逾期）", en: "Closed: withdrawn or lapsed" },
      "not-opened": { zh: "没有启动", en: "Not opened" },
      ...(supplied.length > 0
        ? { supplied: { zh: "提交材料", en: "Send it" }, [withoutPart]: { zh: "不办这一部分", en: "Go on without this part" } }
        : {}),
      answered: { zh: "提交补充", en: "Send it" },
      resumed: { zh: "继续办理", en: "Resumed" },
      ...texts.outcomes,
    },
    extras: {
      [waitingExtra]: { zh: "各部分都在等申请人", en: "Every part waits for the applicant" },
      [moreExtra]: { zh: "新版本还要问的", en: "What the new version asks besides" },
      ...Object.fromEntries(supplied.map(({ key, pack }) => [supplyExtra(key), supplyTitle(pack.header.title)])),
      ...texts.extras,
    },
    grounds: { applicant: { zh: "等待申请人", en: "waiting for the applicant" }, ...texts.grounds },
    ends: {
      "all-done": { zh: "全部办成", en: "All done" },
      "some-done": { zh: "部分办成", en: "Some done" },
      "none-done": { zh: "都没有办成", en: "None done" },
      withdrawn: { zh: "已撤回", en: "Withdrawn" },
      ...texts.ends,
    },
    clocks: { ...clockTitles(header), ...texts.clocks },
    after: {
      "all-done": { zh: "各部分的结果和证照都在下面。", en: "The results and licences of every part are below." },
      "some-done": {
        zh: "办成的结果在下面；没有办成的部分写明了原因，可以补齐后单独申请。",
        en: "What was granted is below; what was not says why, and can be applied for by itself.",
      },
      "none-done": {
        zh: "每一部分都写明了原因；不服的，可以申请行政复议，也可以重新申请。",
        en: "Each part says why; you may ask for reconsideration, or apply again.",
      },
      withdrawn: {
        zh: "整件事已经撤回；撤回前已经办结的部分仍然有效，见下面各部分。",
        en: "The whole was withdrawn. What had come to its end before stays as it is; see the parts below.",
      },
      ...texts.after,
    },
  };
}

const supplyTitle = ({ zh, en }: Text): Text => ({ zh: `“${zh}”还缺的材料`, en: `What is missing for “${en}”` });

/** The two joint clocks by their names; one that is both has one title. */
function clockTitles({ time: { statutory, promised } }: Pick<PackHeader, "time">): Record<string, Text> {
  if (statutory.clock === promised.clock) return { [promised.clock]: { zh: "联办时限", en: "Joint time" } };
  return {
    ...(parseTime(statutory.time).n > 0 ? { [statutory.clock]: { zh: "联办法定时限", en: "Joint time by law" } } : {}),
    ...(parseTime(promised.time).n > 0 ? { [promised.clock]: { zh: "联办承诺时限", en: "Joint time promised" } } : {}),
  };
}

/** The problems of the joint clock. */
export const clockLack = ({ clock }: BundleSpec, { time }: Pick<PackHeader, "time">): boolean =>
  ![time.statutory, time.promised].some((said) => said.clock === clock && parseTime(said.time).n > 0);

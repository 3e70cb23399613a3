// Data from registers that the case used and that was corrected since: what was used, and when the word came. The new value is asked for
// like any other, with a purpose.
import { registryOf } from "../../casework/index.ts";
import { t } from "../../platform/i18n/index.ts";
import { DateText, LangText, Tag } from "../../platform/page/index.ts";
import { correctionsForCase, type Register, registers, type Told } from "../../registry/index.ts";
import { agencyTitle } from "../people.ts";
import type { CasePart, CaseSheet } from "./part.ts";

const text = {
  title: { zh: "数据更正", en: "Corrected data" },
  since: { zh: "后来更正", en: "Corrected since" },
  given: { zh: "本办件取得", en: "Given to this case" },
  told: { zh: "通知", en: "Told" },
  used: { zh: "办件所用的值", en: "What the case used" },
} as const;

export const correctedPart: CasePart = {
  id: "corrected",
  title: text.title,
  place: "first",
  show: async (sheet) => {
    const { desk } = sheet.bench;
    const told = await correctionsForCase(registryOf(desk), sheet.view.heading.id);
    if (told.length === 0) return undefined;
    const known = new Map((await registers({ app: desk.pool })).map((one) => [one.id, one]));
    return (
      <ul class="govuk-list">
        {told.map((one) => (
          <li key={`${one.register}/${one.version}`}>
            <Correction sheet={sheet} one={one} register={known.get(one.register)} />
          </li>
        ))}
      </ul>
    );
  },
};

function Correction({ sheet, one, register }: { sheet: CaseSheet; one: Told; register: Register | undefined }) {
  const { bench, evidence } = sheet;
  const title = register?.title ?? { zh: one.register, en: one.register };
  const owner = register && agencyTitle(bench.directory, register.owner);
  const names = one.fields.map((name) => t(register?.fields[name]?.title ?? { zh: name, en: name }, bench.lang));
  const used = evidence.find(
    ({ register: from, content }) => from === one.register && one.fields.some((name) => content.fields?.[name] !== undefined),
  );
  const values = one.fields.flatMap((name) => {
    const value = used?.content.fields?.[name];
    return value === undefined || value === null ? [] : [String(value)];
  });
  return (
    <>
      <p>
        <Tag kind="soon">{text.since}</Tag>{" "}
        <LangText of={owner ? { zh: `${owner.zh}“${title.zh}”`, en: `${title.en}, ${owner.en}` } : title} />
        {bench.lang === "zh" ? "：" : ": "}
        {names.join(bench.lang === "zh" ? "、" : ", ")}
      </p>
      <p class="e-muted">
        {values.length > 0 ? (
          <>
            <LangText of={text.used} />
            {bench.lang === "zh" ? "：" : ": "}
            {values.join(bench.lang === "zh" ? "、" : ", ")} ·{" "}
          </>
        ) : null}
        <LangText of={text.given} /> <DateText of={one.givenAt} /> · <LangText of={text.told} /> <DateText of={one.at} />
      </p>
    </>
  );
}

// Data that this case used and that was corrected since, for the applicant.
import { registryOf } from "../../casework/index.ts";
import { t } from "../../platform/i18n/index.ts";
import { DateText, InsetText, useSay } from "../../platform/page/index.ts";
import { correctionsForCase, type Register, registers, type Told } from "../../registry/index.ts";
import type { PartyVisit } from "../context.ts";

const words = {
  title: { zh: "数据更正", en: "Corrected data" },
  lead: {
    zh: "办理时用过的登记数据后来更正了，经办部门已经收到通知。",
    en: "Data from a register that was used for this was corrected since. The agency that handles it has been told.",
  },
} as const;

/** One correction with its register. */
export interface CorrectedData {
  readonly told: Told;
  readonly register: Register | undefined;
}

export async function correctedData({ desk }: Pick<PartyVisit, "desk">, caseId: string): Promise<readonly CorrectedData[]> {
  const told = await correctionsForCase(registryOf(desk), caseId);
  if (told.length === 0) return [];
  const known = new Map((await registers({ app: desk.pool })).map((one) => [one.id, one]));
  return told.map((one) => ({ told: one, register: known.get(one.register) }));
}

export function Corrected({ data, lang }: { data: readonly CorrectedData[]; lang: PartyVisit["lang"] }) {
  const s = useSay();
  if (data.length === 0) return null;
  return (
    <>
      <h2>{s(words.title)}</h2>
      <InsetText>
        <p>{s(words.lead)}</p>
        <ul class="govuk-list">
          {data.map(({ told, register }) => (
            <li key={`${told.register}/${told.version}`}>
              {register ? s(register.title) : told.register}
              {s({ zh: "：", en: ": " })}
              {told.fields.map((name) => t(register?.fields[name]?.title ?? { zh: name, en: name }, lang)).join(s({ zh: "、", en: ", " }))}{" "}
              <DateText of={told.at} />
            </li>
          ))}
        </ul>
      </InsetText>
    </>
  );
}

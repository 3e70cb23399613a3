// Agreements in a table, with what should be looked at.
import type { Text } from "../../platform/i18n/index.ts";
import { DateText, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { mayAskUnder, type Remark, type SharedAgreement } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { remarkText, text } from "./words.ts";

const kinds: Readonly<Record<Remark, "plain" | "soon" | "late">> = {
  "never-used": "soon",
  "fields-never-read": "plain",
  due: "soon",
  ended: "late",
  suspended: "late",
  revoked: "late",
  "not-begun": "plain",
};

export function Remarks({ of }: { of: readonly Remark[] }) {
  if (of.length === 0) {
    return (
      <span class="e-muted">
        <LangText of={text.nothing} />
      </span>
    );
  }
  return (
    <>
      {of.map((one) => (
        <span key={one}>
          <Tag kind={kinds[one]}>{remarkText[one]}</Tag>{" "}
        </span>
      ))}
    </>
  );
}

/** `by`: the other side that the rows are about. */
export function AgreementTable({
  bench,
  rows,
  caption,
  by,
}: {
  bench: Bench;
  rows: readonly SharedAgreement[];
  caption: Text;
  by: "asker" | "owner";
}) {
  const { directory, lang } = bench;
  return (
    <Table
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ agreement }) => agreement.id}
      columns={[
        {
          title: text.resource,
          heads: true,
          cell: ({ agreement, register }) => (
            <>
              <Link href={routes.agreement.to({ lang, id: agreement.id })}>
                <LangText of={register.title} />
              </Link>
              <span class="e-row-more e-muted">
                <LangText of={agreement.purpose} />
                {agreement.status === "active" && mayAskUnder(bench.officer, agreement) ? (
                  <>
                    {" · "}
                    <Link href={routes.agreementAsk.to({ lang, id: agreement.id })}>
                      <LangText of={text.ask} />
                      <span class="govuk-visually-hidden"> {agreement.id}</span>
                    </Link>
                  </>
                ) : null}
              </span>
            </>
          ),
        },
        {
          title: by === "asker" ? text.asker : text.owner,
          cell: ({ agreement, register }) => <LangText of={agencyTitle(directory, by === "asker" ? agreement.asker : register.owner)} />,
        },
        {
          title: text.validity,
          cell: ({ agreement }) => (agreement.to === undefined ? <LangText of={text.noEnd} /> : <DateText of={agreement.to} />),
        },
        { title: text.used, numeric: true, cell: ({ used }) => used },
        { title: text.attention, cell: ({ remarks }) => <Remarks of={remarks} /> },
      ]}
    />
  );
}

// Who applies, and who acts for the applicant.
import type { PartyCopy } from "../../casework/index.ts";
import { Code, LangText, SummaryList, type SummaryRow } from "../../platform/page/index.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const applicantPart: CasePart = {
  id: "applicant",
  title: text.applicant,
  place: "below",
  show: (sheet) => (sheet.view.loaded.secret().applicant ? <Applicant sheet={sheet} /> : undefined),
};

const channels = { online: text.online, counter: text.counter, api: text.api, case: text.case } as const;

function Applicant({ sheet: { view } }: { sheet: CaseSheet }) {
  const { applicant, agent } = view.loaded.secret();
  const { channel, language } = view.loaded.row;
  return (
    <SummaryList
      rows={[
        ...(applicant ? partyRows(applicant) : []),
        ...(agent ? [{ key: text.agent, value: <Agent agent={agent} /> }] : []),
        {
          key: text.channel,
          value: <LangText of={Object.hasOwn(channels, channel) ? channels[channel as keyof typeof channels] : channel} />,
        },
        { key: text.language, value: <LangText of={text[language]} /> },
      ]}
    />
  );
}

const partyRows = ({ kind, name, identifier, phone }: PartyCopy): SummaryRow[] => [
  { key: text.name, value: name },
  { key: text.kind, value: <LangText of={text[kind]} /> },
  { key: text.identifier, value: <Code>{identifier}</Code> },
  ...(phone === undefined ? [] : [{ key: text.phone, value: <Code>{phone}</Code> }]),
];

const Agent = ({ agent: { name, identifier, phone } }: { agent: PartyCopy }) => (
  <>
    {name} <Code>{identifier}</Code> {phone === undefined ? null : <Code>{phone}</Code>}
  </>
);

// What it is, whose it is, where it stands.
import { t } from "../../platform/i18n/index.ts";
import { CopyableCode, DateText, LangText, Tag, type TagKind } from "../../platform/page/index.ts";
import { agencyTitle } from "../people.ts";
import { urgency } from "../urgency.ts";
import { words } from "../words.ts";
import type { CaseSheet } from "./part.ts";
import { text } from "./words.ts";

const endKind = { success: "done", failure: "late", none: "plain" } as const satisfies Record<string, TagKind>;

export function Heading({ sheet: { bench, view } }: { sheet: CaseSheet }) {
  const { heading, loaded } = view;
  const { directory, lang, now, desk } = bench;
  const { applicant, agent } = loaded.secret();
  const due = heading.status === "running" && heading.dueAt !== undefined ? urgency(heading.dueAt, now, desk) : undefined;
  return (
    <header class="e-case-head">
      <h1>
        <LangText of={heading.service} />
        {applicant ? <span class="e-case-head__who">{applicant.name}</span> : null}
      </h1>
      <ul class="e-case-head__line">
        <li>
          {heading.end ? <Tag kind={endKind[heading.end.kind]}>{heading.end.title}</Tag> : <Tag kind="now">{heading.stage}</Tag>}{" "}
          {due && due.kind !== "plain" ? <Tag kind={due.kind}>{due.text}</Tag> : null}
        </li>
        <li>
          <CopyableCode label={words.number}>{heading.number}</CopyableCode>
        </li>
        <li>
          <LangText of={text.receivedOn} /> <DateText of={heading.openedAt} />
        </li>
        <li>
          <LangText of={text.ownedBy} />
          {lang === "zh" ? "：" : " "}
          <LangText of={agencyTitle(directory, heading.agency)} />
        </li>
        {agent ? (
          <li>
            {t(text.agent, lang)}
            {t(words.colon, lang)}
            {agent.name}
          </li>
        ) : null}
      </ul>
    </header>
  );
}

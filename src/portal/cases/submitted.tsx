// The end of applying: it is submitted, here is its number and its receipt, and this is what happens next.
import type { CaseView } from "../../casework/index.ts";
import { ButtonLink, DateText, Panel, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { timeText } from "../services/time-text.ts";
import { words } from "./messages.ts";
import { ReceiptLinks } from "./receipt-links.tsx";
import { allAtWork } from "./who.ts";

export function submittedPage(visit: PartyVisit, view: CaseView): Response | Promise<Response> {
  return show(visit, { title: words.submitted, forms: false }, <Submitted visit={visit} view={view} />);
}

function Submitted({ visit, view }: { visit: PartyVisit; view: CaseView }) {
  const s = useSay();
  const { heading } = view;
  const { header } = view.loaded.pack;
  const now = view.loaded.pack.parts ? allAtWork(visit, view) : allAtWork(visit, view).slice(0, 1);
  const due = view.tasks.find(({ status, dueAt }) => status === "open" && dueAt !== undefined)?.dueAt;
  return (
    <>
      <Panel title={words.submitted}>
        {s(words.yourNumber)}
        <br />
        <strong class="e-code">{heading.number}</strong>
      </Panel>
      <h2>{s(words.next)}</h2>
      {now.map(({ who, what }) => (
        <p key={s(what)}>{s(words.nextWho(s(who), s(what)))}</p>
      ))}
      {due === undefined ? null : (
        <p>
          {s(words.nextBy)}
          <DateText of={due} withWeekday />
        </p>
      )}
      {view.clocks.length === 0 ? (
        <p>{s(words.nextWill(s(timeText(header.time.promised.time))))}</p>
      ) : (
        <ul>
          {view.clocks.map(({ key, title, reading }) =>
            reading.due === null ? null : (
              <li key={key}>
                {s(title)}
                {s({ zh: "：", en: ": " })}
                <DateText of={reading.due} withWeekday />
              </li>
            ),
          )}
        </ul>
      )}
      <p>{s(words.nextTell)}</p>
      <h2>{s(words.keepReceipt)}</h2>
      <p>{s(words.receiptWhy)}</p>
      <ReceiptLinks lang={visit.lang} id={heading.id} />
      <ButtonLink href={routes.case.to({ lang: visit.lang, id: heading.id })} big>
        {words.toCase}
      </ButtonLink>
    </>
  );
}

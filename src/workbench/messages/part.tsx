// The case page's part for messages: the conversations of whoever looks, and the way to a new one.
import { closedFor, type Message, messageCase, messagesOf, receiverTitle } from "../../messages/index.ts";
import { ButtonLink, DateTime, LangText, Link, Tag } from "../../platform/page/index.ts";
import type { CasePart, CaseSheet } from "../case/part.ts";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

export const messagesPart: CasePart = {
  id: "messages",
  title: text.messages,
  place: "beside",
  show: async (sheet) => {
    const { bench, view } = sheet;
    const messages = await messagesOf(bench.desk, bench.officer, view.loaded);
    const open = closedFor(messageCase(view.loaded)) === undefined;
    return messages.length === 0 && !open ? undefined : <Conversations sheet={sheet} messages={messages} open={open} />;
  },
};

function Conversations({ sheet: { bench, view }, messages, open }: { sheet: CaseSheet; messages: readonly Message[]; open: boolean }) {
  const { lang, directory } = bench;
  const { id } = view.heading;
  const threads = [...Map.groupBy(messages, ({ thread }) => thread)].toReversed();
  return (
    <div data-live={`message:${id}`}>
      {threads.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.none} />
        </p>
      ) : (
        <ul class="e-plain">
          {threads.map(([thread, of]) => {
            const [first, last] = [of[0], of.at(-1)];
            const fresh = of.filter(({ unread }) => unread).length;
            return first && last ? (
              <li key={thread} class="e-thread">
                <Link href={routes.thread.to({ lang, id, thread })}>
                  {officerName(directory, first.sender)} <LangText of={text.arrow} /> <Names directory={directory} of={first.to} />
                </Link>{" "}
                {fresh > 0 ? <Tag kind="now">{text.unread(fresh)}</Tag> : null}
                <span class="e-row-more e-muted">
                  <LangText of={text.count(of.length)} /> · <DateTime at={last.at} />
                </span>
              </li>
            ) : null;
          })}
        </ul>
      )}
      {open ? (
        <ButtonLink kind="second" href={routes.newMessage.to({ lang, id })}>
          {text.begin}
        </ButtonLink>
      ) : null}
    </div>
  );
}

/** Receivers by their titles, one after the other. */
export const Names = ({ directory, of }: { directory: CaseSheet["bench"]["directory"]; of: readonly string[] }) => (
  <>
    {of.map((one, i) => (
      <span key={one}>
        {i > 0 ? <LangText of={{ zh: "、", en: "; " }} /> : null}
        <LangText of={receiverTitle(directory, one)} />
      </span>
    ))}
  </>
);

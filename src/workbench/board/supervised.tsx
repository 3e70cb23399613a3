// Supervisions with their answers, the latest first: of the officer's agencies, or everywhere for who may read every case.
import { type Supervised, supervisions } from "../../casework/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { DateTime, EmptyState, LangText, Link, Table, Tabs, Tag } from "../../platform/page/index.ts";
import { agenciesHeld } from "../../staffing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { actorName, agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { answerWord } from "./list.tsx";
import { boardTabs } from "./page.tsx";
import { text } from "./words.ts";

const onPage = 50;

export async function supervisedPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, lang } = bench;
  const before = /^\d{1,15}$/.exec(c.req.query("before") ?? "")?.[0];
  const agencies = agenciesHeld(officer);
  const rows = await supervisions(desk, {
    limit: onPage + 1,
    ...(officer.rights.includes("read-cases") ? {} : { agencies }),
    ...(before === undefined ? {} : { before: Number(before) }),
  });
  const shown = rows.slice(0, onPage);
  const last = shown.at(-1);
  const content = (
    <>
      <h1>
        <LangText of={text.supervisedTitle} />
      </h1>
      <p>
        <LangText of={text.supervisedLead} />
      </p>
      <Tabs label={text.title} items={boardTabs(bench, "supervised")} />
      {shown.length === 0 ? <EmptyState title={text.noneSupervised}>{null}</EmptyState> : <Rows bench={bench} rows={shown} />}
      {rows.length > onPage && last ? (
        <p>
          <Link href={routes.supervised.to({ lang }, { before: String(last.at) })}>
            <LangText of={text.older} />
          </Link>
        </p>
      ) : null}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.supervisedTitle, here: "board" }, content));
}

function Rows({ bench, rows }: { bench: Bench; rows: readonly Supervised[] }) {
  const { lang, directory, desk, now } = bench;
  const today = desk.day(now);
  return (
    <Table
      caption={text.supervisedTitle}
      hideCaption
      rows={rows}
      rowKey={(one) => `${one.case} ${one.seq}`}
      columns={[
        {
          title: words.number,
          heads: true,
          cell: (one) => (
            <>
              <Link href={`${routes.case.to({ lang, id: one.case })}#trail`}>
                <span class="e-code">{one.number}</span>
              </Link>
              <span class="e-row-more e-muted">
                <LangText of={agencyTitle(directory, one.agency)} />
              </span>
            </>
          ),
        },
        {
          title: text.by,
          cell: (one) => (
            <span>
              <LangText of={actorName(directory, one.actor)} />
              <span class="e-row-more e-muted">
                <DateTime at={one.at} />
              </span>
            </span>
          ),
        },
        {
          title: text.answer,
          cell: (one) => (
            <span>
              <LangText of={one.until === undefined ? text.supervisedOnce : text.replyBy(one.until)} />{" "}
              <Tag kind={one.answered ? "done" : one.until !== undefined && one.until < today ? "late" : "soon"}>
                {answerWord(one, today)}
              </Tag>
              {one.answered ? (
                <span class="e-row-more e-muted">
                  <LangText of={actorName(directory, one.answered.actor)} /> <DateTime at={one.answered.at} />
                </span>
              ) : null}
            </span>
          ),
        },
      ]}
    />
  );
}

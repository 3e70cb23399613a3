// The uses of a seal: a table on the page, and the same for a spreadsheet.
import { type SealUse, sealUses } from "../../office/index.ts";
import { type Http, refuse, sendCsv } from "../../platform/http/index.ts";
import { dateTime, t } from "../../platform/i18n/index.ts";
import { Code, DateTime, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { mayChange, organOf } from "./may.ts";
import { text } from "./words.ts";

export function Uses({ bench, organ, rows }: { bench: Bench; organ: string; rows: readonly SealUse[] }) {
  const { directory, lang } = bench;
  const change = mayChange(bench, organ);
  return (
    <Table
      caption={text.register}
      hideCaption
      rows={rows}
      rowKey={({ n }) => String(n)}
      columns={[
        { title: text.n, heads: true, cell: ({ n }) => String(n) },
        {
          title: text.number,
          cell: (use) => (
            <span>
              {use.number ?? "—"}
              <span class="e-row-more">
                <Link href={routes.case.to({ lang, id: use.caseId })}>
                  <Code>{use.caseNumber}</Code>
                </Link>
              </span>
            </span>
          ),
        },
        {
          title: text.who,
          cell: (use) => (
            <span>
              {officerName(directory, use.officer)}
              <span class="e-row-more e-muted">
                <LangText of={postTitle(directory, use.post)} />
              </span>
              <span class="e-row-more e-muted">
                <DateTime at={use.usedAt} />
              </span>
            </span>
          ),
        },
        {
          title: text.signer,
          cell: (use) => (
            <span>
              {officerName(directory, use.signer)}
              <span class="e-row-more e-muted">
                <LangText of={postTitle(directory, use.signerPost)} />
              </span>
              <span class="e-row-more e-muted">
                <DateTime at={use.signedAt} />
              </span>
            </span>
          ),
        },
        {
          title: text.state,
          cell: (use) =>
            use.void === null ? (
              <span>
                <Tag kind="done">{text.stands}</Tag>
                {change ? (
                  <span class="e-row-more">
                    <Link href={routes.sealVoid.to({ lang, organ, n: String(use.n) })}>
                      <LangText of={text.declareVoid} />
                    </Link>
                  </span>
                ) : null}
              </span>
            ) : (
              <span>
                <Tag kind="late">{text.void}</Tag>
                <span class="e-row-more e-muted">{use.void}</span>
              </span>
            ),
        },
      ]}
    />
  );
}

const mostRows = 100_000;

/** All uses of a seal as a table for a spreadsheet, the newest first. */
export async function sealFile(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, setting } = bench;
  const organ = organOf(c, bench);
  if (organ === undefined) return refuse(c, "notFound");
  const say = (of: { zh: string; en: string }) => t(of, lang);
  const when = (at: number) => dateTime(at, lang, setting.zone);
  const heads = [
    text.n,
    text.number,
    text.case,
    text.who,
    text.post,
    text.when,
    text.signer,
    text.post,
    text.signed,
    text.digest,
    text.state,
    text.reason,
  ];
  const rows = (await sealUses(desk.pool, { organ, limit: mostRows })).map((use) => [
    String(use.n),
    use.number ?? "",
    use.caseNumber,
    officerName(directory, use.officer),
    say(postTitle(directory, use.post)),
    when(use.usedAt),
    officerName(directory, use.signer),
    say(postTitle(directory, use.signerPost)),
    when(use.signedAt),
    use.document,
    say(use.void === null ? text.stands : text.void),
    use.void ?? "",
  ]);
  return sendCsv(c, `seal-${organ}-${desk.day(bench.now)}`, [heads.map(say), ...rows]);
}

// What stops disposals: the holds of one file, or all that stand.
import { archivesOf, type Hold, liftHold, standingHolds } from "../../office/index.ts";
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import { Button, DateText, EmptyState, Form, LangText, Link, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { backTo, idOf, refusedPage } from "./answer.ts";
import { text } from "./words.ts";

export function Holds({
  bench,
  holds,
  keeper,
}: {
  bench: Bench;
  holds: readonly (Hold & { readonly number?: string })[];
  keeper: boolean;
}) {
  const { directory, lang } = bench;
  if (holds.length === 0) return <EmptyState title={text.noHolds} />;
  const numbered = holds.some(({ number }) => number !== undefined);
  return (
    <Table
      caption={text.holds}
      hideCaption
      rows={holds}
      rowKey={({ id }) => id}
      columns={[
        ...(numbered
          ? [
              {
                title: text.number,
                heads: true,
                cell: (hold: (typeof holds)[number]) => (
                  <Link href={routes.archiveFile.to({ lang, id: hold.case })}>
                    <span class="e-code">{hold.number}</span>
                  </Link>
                ),
              },
            ]
          : []),
        { title: text.reason, heads: !numbered, cell: ({ reason }) => reason ?? "—" },
        { title: text.until, cell: ({ until }) => until ?? <LangText of={text.untilLifted} /> },
        { title: text.placed, cell: ({ placedAt }) => <DateText of={placedAt} /> },
        { title: text.by, cell: ({ officer }) => officerName(directory, officer) },
        {
          title: text.deeds,
          cell: ({ id, liftedAt, liftedBy }) =>
            liftedAt !== null ? (
              <>
                <LangText of={text.lifted} /> <DateText of={liftedAt} /> {liftedBy === null ? "" : officerName(directory, liftedBy)}
              </>
            ) : keeper ? (
              <Form action={routes.archiveLift.to({ lang, id })}>
                <Button kind="second">{text.lift}</Button>
              </Form>
            ) : (
              "—"
            ),
        },
      ]}
    />
  );
}

export async function holdsPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { desk, officer, directory } = bench;
  const agencies = archivesOf(directory, officer);
  if (agencies.length === 0) return refuse(c, "forbidden");
  const content = (
    <>
      <h1>
        <LangText of={text.holds} />
      </h1>
      <p>
        <LangText of={text.holdsLead} />
      </p>
      <Holds bench={bench} holds={await standingHolds(desk, agencies)} keeper={officer.rights.includes("manage-archive")} />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.holds, here: "holds", flash }, content));
}

export async function lift(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const id = idOf(c.req.param("id"));
  if (id === undefined) return refuse(c, "notFound");
  const done = await liftHold(bench.desk, bench.officer, id);
  return done.ok ? backTo(c, routes.archiveFile.to({ lang: bench.lang, id: done.case })) : refusedPage(c, done);
}

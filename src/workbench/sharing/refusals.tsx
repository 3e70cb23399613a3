// Questions that were refused: by whom, of whom, for what, and why.
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { BackLink, DateTime, EmptyState, LangText, Table } from "../../platform/page/index.ts";
import { agenciesOf, currentPacks, refusals, seesAgency, seesAll } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { Purpose } from "./parts.tsx";
import { reasonText, text } from "./words.ts";

const key = /^[a-z][a-z0-9-]{0,63}$/;

export async function refusalsPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, officer } = bench;
  const asked = (name: string): string | undefined => {
    const value = c.req.query(name);
    return value !== undefined && key.test(value) ? value : undefined;
  };
  const [agency, asker, register] = [asked("agency"), asked("asker"), asked("register")];
  if (agency !== undefined && !seesAgency(bench.officer, agency)) return refuse(c, "forbidden");
  const own = agenciesOf(bench.officer);
  // Both sides see a refusal; others do not.
  const seen = (agency === undefined ? (seesAll(officer) ? [undefined] : own) : [agency]).flatMap((one) => [
    { holder: one, asker, register },
    ...(one === undefined || (asker !== undefined && asker !== one) ? [] : [{ asker: one, register }]),
  ]);
  const found = (await Promise.all(seen.map((one) => refusals(desk, one)))).flat();
  const rows = [...new Map(found.map((one) => [one.id, one])).values()].sort((a, b) => b.at - a.at).slice(0, 100);
  const packs = await currentPacks(desk);
  const content = (
    <>
      <h1>
        <LangText of={text.refusals} />
      </h1>
      <p>
        <LangText of={text.refusalsLead} />
      </p>
      {rows.length === 0 ? (
        <EmptyState title={text.noRefusals} />
      ) : (
        <Table
          caption={text.refusals}
          hideCaption
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { title: text.at, heads: true, cell: ({ at }) => <DateTime at={at} /> },
            { title: text.asker, cell: (one) => <LangText of={agencyTitle(directory, one.asker)} /> },
            { title: text.owner, cell: ({ holder }) => <LangText of={agencyTitle(directory, holder)} /> },
            { title: text.resource, cell: (one) => <span class="e-code">{one.register}</span> },
            { title: text.purpose, cell: ({ service }) => <Purpose service={service ?? ""} packs={packs} /> },
            { title: text.fields, cell: ({ fields }) => <span class="e-code">{fields.join(" ")}</span> },
            { title: text.reason, cell: ({ reason }) => (reason === undefined ? "" : <LangText of={reasonText[reason]} />) },
          ]}
        />
      )}
    </>
  );
  const before = <BackLink href={routes.agreements.to({ lang })}>{text.agreements}</BackLink>;
  return sendPage(c, await framed(bench, { title: text.refusals, here: "agreements", before }, content));
}

// For the city's leaders: who shares, who refuses, on what ground, how fast.
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { Code, DateTime, EmptyState, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { type AgencyFigures, refreshSharing, type SharingRequest, seesAll, sharingFigures, sharingRequests } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { Bar, SharingBar } from "./parts.tsx";
import { reasonText, text } from "./words.ts";

export async function figuresPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, lang, officer } = bench;
  if (!seesAll(officer)) return refuse(c, "forbidden");
  await refreshSharing(desk);
  const [figures, requests] = await Promise.all([sharingFigures(desk), sharingRequests(desk)]);
  const content = (
    <>
      <h1>
        <LangText of={text.figures} />
      </h1>
      <p>
        <LangText of={text.figuresLead} />{" "}
        <Link href={routes.sharingFile.to({ lang })}>
          <LangText of={text.file} />
        </Link>
      </p>
      <Agencies bench={bench} figures={figures} />
      <p class="e-muted">
        <LangText of={text.legend} />
      </p>
      <h2>
        <LangText of={text.requests} />
      </h2>
      {requests.length === 0 ? <EmptyState title={text.noRequests} /> : <Requests bench={bench} requests={requests} />}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.figures, here: "figures" }, content));
}

function Agencies({ bench, figures }: { bench: Bench; figures: readonly AgencyFigures[] }) {
  const { directory, lang } = bench;
  const most = Math.max(0, ...figures.map(({ answered }) => answered));
  return (
    <Table
      caption={text.figures}
      hideCaption
      rows={figures}
      rowKey={({ agency }) => agency}
      columns={[
        {
          title: text.owner,
          heads: true,
          cell: ({ agency }) => (
            <Link href={routes.agreements.to({ lang }, { agency })}>
              <LangText of={agencyTitle(directory, agency)} />
            </Link>
          ),
        },
        {
          title: text.registers,
          numeric: true,
          cell: ({ agency, registers }) => <Link href={routes.sharing.to({ lang }, { owner: agency })}>{String(registers)}</Link>,
        },
        {
          title: text.shareOf,
          cell: ({ fields, withheld }) => (
            <>
              <SharingBar free={fields.unconditional} condition={fields.conditional} closed={fields.none} />
              {withheld.map(({ register, law }) => (
                <span key={register} class="e-row-more e-muted">
                  <Code>{law}</Code>
                </span>
              ))}
            </>
          ),
        },
        { title: text.inForce, numeric: true, cell: ({ agreements }) => agreements },
        {
          title: text.answered,
          cell: ({ answered }) => (
            <>
              {answered} <Bar n={answered} of={most} />
            </>
          ),
        },
        {
          title: text.refused,
          cell: ({ agency, refused, reasons }) =>
            refused === 0 ? (
              0
            ) : (
              <>
                <Link href={routes.refusals.to({ lang }, { agency })}>{String(refused)}</Link>
                {reasons.map(({ reason, n }) => (
                  <span key={reason} class="e-row-more e-muted">
                    <LangText of={reasonText[reason]} /> {n}
                  </span>
                ))}
              </>
            ),
        },
        {
          title: text.requests,
          cell: ({ requests }) => {
            const of = (outcome: SharingRequest["outcome"]): number => requests.filter((one) => one.outcome === outcome).length;
            return requests.length === 0 ? (
              0
            ) : (
              <>
                {requests.length}
                <span class="e-row-more e-muted">
                  <LangText
                    of={{
                      zh: `${text.granted.zh} ${of("granted")}，${text.notGranted.zh} ${of("not-granted")}，${text.running.zh} ${of("running")}`,
                      en: `${text.granted.en} ${of("granted")}, ${text.notGranted.en.toLowerCase()} ${of("not-granted")}, ${text.running.en.toLowerCase()} ${of("running")}`,
                    }}
                  />
                </span>
              </>
            );
          },
        },
        { title: text.median, numeric: true, cell: ({ median }) => median ?? "—" },
      ]}
    />
  );
}

const outcomes = { running: [text.running, "now"], granted: [text.granted, "done"], "not-granted": [text.notGranted, "late"] } as const;

function Requests({ bench, requests }: { bench: Bench; requests: readonly SharingRequest[] }) {
  const { directory, lang } = bench;
  return (
    <Table
      caption={text.requests}
      hideCaption
      rows={requests}
      rowKey={(one) => one.case}
      columns={[
        {
          title: text.case,
          heads: true,
          cell: (one) => <Link href={routes.case.to({ lang, id: one.case })}>{one.number}</Link>,
        },
        { title: text.owner, cell: ({ owner }) => (owner === undefined ? "" : <LangText of={agencyTitle(directory, owner)} />) },
        { title: text.resource, cell: ({ register }) => <span class="e-code">{register ?? ""}</span> },
        { title: text.at, cell: ({ opened }) => <DateTime at={opened} /> },
        {
          title: text.outcome,
          cell: ({ outcome }) => {
            const [label, kind] = outcomes[outcome];
            return <Tag kind={kind}>{label}</Tag>;
          },
        },
        { title: text.took, cell: ({ days }) => <LangText of={text.days(days)} /> },
      ]}
    />
  );
}

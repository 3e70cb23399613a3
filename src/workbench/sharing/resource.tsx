// One resource: its fields, on which condition each is shared, how good it is, who uses it, and the ways to ask for it or to complain.
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { BackLink, ButtonLink, Code, DateTime, LangText, Link, SummaryList, Table, Tag } from "../../platform/page/index.ts";
import {
  agenciesOf,
  currentPacks,
  type Quality,
  type Resource,
  refreshSharing,
  resource,
  seesAgency,
  sharedAgreements,
} from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { AgreementTable } from "./agreement-table.tsx";
import { beginning } from "./links.ts";
import { Purpose, SharingTags } from "./parts.tsx";
import { classText, keptText, sharingText, text, typeText } from "./words.ts";

export async function resourcePage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  await refreshSharing(desk);
  const found = await resource(desk, c.req.param("id") ?? "");
  if (!found) return refuse(c, "notFound");
  const own = seesAgency(bench.officer, found.owner);
  const publishes = bench.officer.posts.includes(found.steward);
  const mine = agenciesOf(bench.officer);
  const [packs, all, ask, complain] = await Promise.all([
    currentPacks(desk),
    sharedAgreements(desk, found.owner),
    beginning(bench, "sharing-request", { register: found.id }),
    beginning(bench, "quality-complaint", { register: found.id }),
  ]);
  const about = all.filter(({ register, agreement }) => register.id === found.id && (own || mine.includes(agreement.asker)));
  const uses = found.uses.filter(({ asker }) => own || mine.includes(asker));
  const content = (
    <>
      <h1>
        <LangText of={found.title} />
      </h1>
      <SummaryList
        rows={[
          { key: text.owner, value: <LangText of={agencyTitle(directory, found.owner)} /> },
          { key: text.steward, value: <LangText of={postTitle(directory, found.steward)} /> },
          { key: text.sharing, value: <SharingTags of={found.sharing} /> },
          { key: text.update, value: <LangText of={found.update} /> },
          { key: text.retention, value: <LangText of={keptText(found.retention)} /> },
          ...(found.withheld
            ? [{ key: text.withheld, value: <Withheld {...found.withheld} law={found.withheld.law} bench={bench} /> }]
            : []),
        ]}
      />
      {ask !== undefined || complain !== undefined || publishes ? (
        <div class="govuk-button-group">
          {ask === undefined ? null : <ButtonLink href={ask}>{text.request}</ButtonLink>}
          {complain === undefined ? null : (
            <ButtonLink href={complain} kind="second">
              {text.complain}
            </ButtonLink>
          )}
          {publishes ? (
            <ButtonLink href={routes.openData.to({ lang })} kind="second">
              {text.openData}
            </ButtonLink>
          ) : null}
        </div>
      ) : null}
      <Fields of={found} />
      <h2>
        <LangText of={text.quality} />
      </h2>
      {found.quality ? (
        <QualityList of={found} quality={found.quality} />
      ) : (
        <p>
          <LangText of={text.notMeasured} />
        </p>
      )}
      <h2>
        <LangText of={text.uses} />
      </h2>
      {uses.length === 0 ? (
        <p>
          <LangText of={text.nobody} />
        </p>
      ) : (
        <Table
          caption={text.uses}
          hideCaption
          rows={uses}
          rowKey={({ asker, service }) => `${asker} ${service}`}
          columns={[
            { title: text.asker, heads: true, cell: ({ asker }) => <LangText of={agencyTitle(directory, asker)} /> },
            { title: text.purpose, cell: ({ service }) => <Purpose service={service} packs={packs} /> },
            { title: text.answered, numeric: true, cell: ({ answered }) => answered },
            {
              title: text.refused,
              numeric: true,
              cell: ({ refused, asker }) =>
                refused === 0 ? 0 : <Link href={routes.refusals.to({ lang }, { register: found.id, asker })}>{String(refused)}</Link>,
            },
            { title: text.lastUse, cell: ({ last }) => <DateTime at={last} /> },
          ]}
        />
      )}
      {about.length > 0 ? (
        <>
          <h2>
            <LangText of={text.its} />
          </h2>
          <AgreementTable bench={bench} rows={about} caption={text.its} by="asker" />
        </>
      ) : null}
    </>
  );
  const before = <BackLink href={routes.sharing.to({ lang })}>{text.catalogue}</BackLink>;
  return sendPage(c, await framed(bench, { title: found.title, here: "resources", before }, content));
}

function Withheld({ law, why, bench }: { law: string; why: { zh: string; en: string }; bench: Bench }) {
  const [, number = ""] = law.split("/");
  const named = bench.desk.article(law)?.title;
  return (
    <>
      <LangText of={why} />
      <span class="e-row-more e-muted">
        {named ? <LangText of={{ zh: `${named.zh}第 ${number} 条`, en: `${named.en}, article ${number}` }} /> : <Code>{law}</Code>}
      </span>
    </>
  );
}

function Fields({ of }: { of: Resource }) {
  return (
    <Table
      caption={text.fields}
      rows={of.fields}
      rowKey={({ name }) => name}
      columns={[
        {
          title: text.field,
          heads: true,
          cell: ({ name, title, key }) => (
            <>
              <LangText of={title} />
              <span class="e-row-more e-muted">
                <Code>{name}</Code> {key ? <Tag>{text.key}</Tag> : null}
              </span>
            </>
          ),
        },
        { title: text.type, cell: ({ type }) => <LangText of={typeText[type] ?? { zh: type, en: type }} /> },
        {
          title: text.classification,
          cell: ({ classification }) => <LangText of={classText[classification] ?? { zh: classification, en: classification }} />,
        },
        { title: text.sharing, cell: ({ sharing }) => <LangText of={sharingText[sharing]} /> },
      ]}
    />
  );
}

function QualityList({ of, quality }: { of: Resource; quality: Quality }) {
  const gaps = Object.entries(quality.gaps);
  const percent = (part: number): string => `${Math.floor(part * 1000) / 10} %`;
  return (
    <SummaryList
      rows={[
        { key: text.records, value: String(quality.rows) },
        {
          key: text.lastChange,
          value:
            quality.last === undefined ? (
              ""
            ) : (
              <>
                <DateTime at={quality.last} /> {quality.stale ? <Tag kind="late">{text.stale}</Tag> : null}
              </>
            ),
        },
        ...(quality.complete === undefined ? [] : [{ key: text.complete, value: percent(quality.complete) }]),
        {
          key: text.gaps,
          value:
            gaps.length === 0 ? (
              <LangText of={text.noGaps} />
            ) : (
              <ul class="e-plain">
                {gaps.map(([name, part]) => (
                  <li key={name}>
                    <LangText of={of.fields.find((one) => one.name === name)?.title ?? { zh: name, en: name }} /> {percent(part)}
                  </li>
                ))}
              </ul>
            ),
        },
        { key: text.complaints, value: <LangText of={text.complaintsCount(quality.complaints.all, quality.complaints.open)} /> },
        { key: text.measured, value: <DateTime at={quality.measured} /> },
      ]}
    />
  );
}

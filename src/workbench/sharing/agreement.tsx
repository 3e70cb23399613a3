// One agreement: its terms, what came of it, every state it had, and the rule that was made from it.
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { BackLink, ButtonLink, Code, DateText, DateTime, Details, LangText, Link, SummaryList, Table } from "../../platform/page/index.ts";
import { currentPacks, mayAskUnder, refreshSharing, seesAgency, type WholeAgreement, wholeAgreement } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { Remarks } from "./agreement-table.tsx";
import { beginning } from "./links.ts";
import { Purpose } from "./parts.tsx";
import { frequencyText, keptText, statusText, text } from "./words.ts";

export async function agreementPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  await refreshSharing(desk);
  const found = await wholeAgreement(desk, c.req.param("id") ?? "");
  if (!found) return refuse(c, "notFound");
  const { agreement, register, definition } = found;
  if (!seesAgency(bench.officer, agreement.asker) && !seesAgency(bench.officer, register.owner)) return refuse(c, "forbidden");
  const [packs, stop, resume, renew] = await Promise.all([
    currentPacks(desk),
    agreement.status === "revoked" ? undefined : beginning(bench, "agreement-stop", { agreement: agreement.id }),
    agreement.status === "suspended" ? beginning(bench, "agreement-resume", { agreement: agreement.id }) : undefined,
    beginning(bench, "sharing-request", { register: register.id }),
  ]);
  const asks = agreement.status === "active" && mayAskUnder(bench.officer, agreement);
  const title: Text = { zh: `${text.agreement.zh} ${agreement.id}`, en: `${text.agreement.en} ${agreement.id}` };
  const names = (list: readonly string[]) => (
    <ul class="e-plain">
      {list.map((name) => (
        <li key={name}>
          <LangText of={definition.fields[name]?.title ?? { zh: name, en: name }} />
        </li>
      ))}
    </ul>
  );
  const content = (
    <>
      <h1>
        <LangText of={title} />
      </h1>
      <SummaryList
        rows={[
          { key: text.status, value: <LangText of={statusText[agreement.status] ?? { zh: agreement.status, en: agreement.status }} /> },
          { key: text.attention, value: <Remarks of={found.remarks} /> },
          { key: text.asker, value: <LangText of={agencyTitle(directory, agreement.asker)} /> },
          {
            key: text.resource,
            value: (
              <Link href={routes.resource.to({ lang, id: register.id })}>
                <LangText of={register.title} />
              </Link>
            ),
          },
          { key: text.owner, value: <LangText of={agencyTitle(directory, register.owner)} /> },
          { key: text.fields, value: names(agreement.fields) },
          {
            key: text.services,
            value:
              agreement.services === "any" ? (
                <LangText of={text.anyService} />
              ) : (
                <ul class="e-plain">
                  {agreement.services.map((one) => (
                    <li key={one}>
                      <Purpose service={one} packs={packs} />
                    </li>
                  ))}
                </ul>
              ),
          },
          { key: text.purpose, value: <LangText of={agreement.purpose} /> },
          {
            key: text.posts,
            value: agreement.posts ? (
              <ul class="e-plain">
                {agreement.posts.map((one) => (
                  <li key={one}>
                    <LangText of={postTitle(directory, `${agreement.asker}/${one}`)} />
                  </li>
                ))}
              </ul>
            ) : (
              <LangText of={text.anyPost} />
            ),
          },
          ...(agreement.law === undefined ? [] : [{ key: text.law, value: <Code>{agreement.law}</Code> }]),
          {
            key: text.validity,
            value: (
              <>
                <DateText of={agreement.from} /> <LangText of={text.until} />{" "}
                {agreement.to === undefined ? <LangText of={text.noEnd} /> : <DateText of={agreement.to} />}
              </>
            ),
          },
          { key: text.frequency, value: <LangText of={frequencyText[agreement.frequency] ?? { zh: "", en: "" }} /> },
          { key: text.kept, value: <LangText of={keptText(agreement.retention)} /> },
          { key: text.used, value: String(found.used) },
          ...(found.unread.length > 0 ? [{ key: text.unread, value: names(found.unread) }] : []),
        ]}
      />
      {asks || stop !== undefined || resume !== undefined || renew !== undefined ? (
        <div class="govuk-button-group">
          {asks ? <ButtonLink href={routes.agreementAsk.to({ lang, id: agreement.id })}>{text.askUnder}</ButtonLink> : null}
          {renew !== undefined && (found.remarks.includes("due") || found.remarks.includes("ended")) ? (
            <ButtonLink href={renew}>{text.renew}</ButtonLink>
          ) : null}
          {resume === undefined ? null : <ButtonLink href={resume}>{text.resume}</ButtonLink>}
          {stop === undefined ? null : (
            <ButtonLink href={stop} kind="second">
              {text.stop}
            </ButtonLink>
          )}
        </div>
      ) : null}
      <Uses found={found} bench={bench} packs={packs} />
      <History found={found} bench={bench} />
      <Details summary={text.policy}>
        {found.policy === undefined ? (
          <p>
            <LangText of={text.noPolicy} />
          </p>
        ) : (
          <p class="e-code">{found.policy}</p>
        )}
      </Details>
    </>
  );
  const before = <BackLink href={routes.agreements.to({ lang })}>{text.agreements}</BackLink>;
  return sendPage(c, await framed(bench, { title, here: "agreements", before }, content));
}

function Uses({ found, packs }: { found: WholeAgreement; bench: Bench; packs: Awaited<ReturnType<typeof currentPacks>> }) {
  if (found.uses.length === 0) return null;
  return (
    <Table
      caption={text.used}
      rows={found.uses}
      rowKey={({ service, fields }) => `${service} ${fields.join(" ")}`}
      columns={[
        { title: text.purpose, heads: true, cell: ({ service }) => <Purpose service={service} packs={packs} /> },
        {
          title: text.fields,
          cell: ({ fields }) => (
            <LangText
              of={{
                zh: fields.map((name) => found.definition.fields[name]?.title.zh ?? name).join("、"),
                en: fields.map((name) => found.definition.fields[name]?.title.en ?? name).join(", "),
              }}
            />
          ),
        },
        { title: text.used, numeric: true, cell: ({ n }) => n },
        { title: text.lastUse, cell: ({ last }) => <DateTime at={last} /> },
      ]}
    />
  );
}

function History({ found, bench }: { found: WholeAgreement; bench: Bench }) {
  return (
    <Table
      caption={text.history}
      rows={found.history.map((change, n) => ({ ...change, n }))}
      rowKey={({ n }) => String(n)}
      columns={[
        { title: text.at, heads: true, cell: ({ at }) => <DateTime at={at} /> },
        { title: text.status, cell: ({ status }) => <LangText of={statusText[status] ?? { zh: status, en: status }} /> },
        {
          title: text.reason,
          cell: ({ by }) => {
            const id = /^case:(.+)$/.exec(by)?.[1];
            return id === undefined ? (
              <LangText of={text.byCity} />
            ) : (
              <Link href={routes.case.to({ lang: bench.lang, id })}>
                <LangText of={text.byCase} />
              </Link>
            );
          },
        },
      ]}
    />
  );
}

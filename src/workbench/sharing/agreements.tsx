// Both sides of one agency in one view: what it may ask for, and what it gives.
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { EmptyState, FilterPanel, LangText, Link, Select } from "../../platform/page/index.ts";
import { agenciesOf, refreshSharing, type SharedAgreement, seesAgency, seesAll, sharedAgreements } from "../../sharing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { AgreementTable } from "./agreement-table.tsx";
import { text } from "./words.ts";

export async function agreementsPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, officer } = bench;
  const own = agenciesOf(bench.officer);
  const agency = c.req.query("agency") || own[0];
  if (agency === undefined || !directory.agency(agency)) return refuse(c, "notFound");
  if (!seesAgency(bench.officer, agency)) return refuse(c, "forbidden");
  await refreshSharing(desk);
  const all = await sharedAgreements(desk, agency);
  const choices = seesAll(officer) ? directory.agencies().map(({ id }) => id) : own;
  const name = agencyTitle(directory, agency);
  const content = (
    <>
      <h1>
        <LangText of={text.agreements} />
      </h1>
      <p>
        <LangText of={text.agreementsLead(name)} />
      </p>
      {choices.length > 1 ? (
        <FilterPanel action={routes.agreements.to({ lang })} active={[]} clear={routes.agreements.to({ lang })}>
          <Select
            name="agency"
            label={text.which}
            value={agency}
            options={choices.map((id) => ({ value: id, label: agencyTitle(directory, id) }))}
          />
        </FilterPanel>
      ) : null}
      <Side bench={bench} title={text.may} rows={all.filter(({ agreement }) => agreement.asker === agency)} by="owner" />
      <Side bench={bench} title={text.gives} rows={all.filter(({ register }) => register.owner === agency)} by="asker" />
      <p>
        <Link href={routes.refusals.to({ lang }, { agency })}>
          <LangText of={text.refusals} />
        </Link>
      </p>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.agreements, here: "agreements" }, content));
}

function Side({ bench, title, rows, by }: { bench: Bench; title: Text; rows: readonly SharedAgreement[]; by: "asker" | "owner" }) {
  return (
    <>
      <h2>
        <LangText of={title} />
      </h2>
      {rows.length === 0 ? (
        <EmptyState title={text.none}>
          {by === "owner" ? (
            <p>
              <Link href={routes.sharing.to({ lang: bench.lang })}>
                <LangText of={text.noneHint} />
              </Link>
            </p>
          ) : null}
        </EmptyState>
      ) : (
        <AgreementTable bench={bench} rows={rows} caption={title} by={by} />
      )}
    </>
  );
}

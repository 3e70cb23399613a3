// A data package of an agency, for the stewards of that agency's registers: what is published, what became of it, and the way to withdraw it.
import { type AgencyPackage, datasetChanges, formatName, packageBy } from "../../opendata/index.ts";
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { list, number } from "../../platform/i18n/index.ts";
import { Breadcrumbs, ButtonLink, DateTime, InsetText, LangText, Link, SummaryList } from "../../platform/page/index.ts";
import { registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { isSteward } from "../registry/may.ts";
import { portal, routes } from "../routes.ts";
import { History } from "./history.tsx";
import { StateTag } from "./list.tsx";
import { text } from "./words.ts";

/** The agencies of whose registers this officer is a steward. */
export async function stewardedAgencies(bench: Bench): Promise<readonly string[]> {
  const all = await registers({ app: bench.desk.pool });
  return [...new Set(all.filter((one) => isSteward(bench, one)).map(({ owner }) => owner))];
}

/** The package in the address, for a steward of its agency; or the answer that there is none. */
export async function openedPackage(c: Http, bench: Bench): Promise<Response | AgencyPackage> {
  const found = await packageBy(bench.desk.pool, c.req.param("id") ?? "");
  const own = found !== undefined && (await stewardedAgencies(bench)).includes(found.dataset.agency);
  return own ? found : refuse(c, "notFound");
}

export async function packagePage(c: Http, bench: Bench): Promise<Response> {
  const found = await openedPackage(c, bench);
  if (found instanceof Response) return found;
  const { lang, desk, directory } = bench;
  const { dataset, withdrawn } = found;
  const { id, title } = dataset;
  const before = <Breadcrumbs items={[{ href: routes.openData.to({ lang }), label: text.title }]} />;
  const content = (
    <>
      <h1>
        <LangText of={title} />
      </h1>
      <p>
        <StateTag state={withdrawn ? "withdrawn" : "published"} />{" "}
        <Link href={portal.dataset.to({ lang, id })}>
          <LangText of={text.see} />
        </Link>
      </p>
      <SummaryList
        rows={[
          { key: text.agency, value: <LangText of={agencyTitle(directory, dataset.agency)} /> },
          { key: text.id, value: <code class="e-code">{id}</code> },
          { key: text.modified, value: <DateTime at={dataset.modified} /> },
          ...(withdrawn
            ? []
            : [
                {
                  key: text.packageFiles,
                  value: list(
                    dataset.distributions.map(({ name, format }) => `${name} (${formatName(format)})`),
                    lang,
                  ),
                },
                { key: text.packageRows, value: number(dataset.quality.rows, lang) },
              ]),
        ]}
      />
      {withdrawn ? (
        <InsetText>
          <LangText of={text.republish} />
        </InsetText>
      ) : (
        <p>
          <ButtonLink href={routes.withdrawPackage.to({ lang, id })} kind="second">
            {text.withdraw}
          </ButtonLink>
        </p>
      )}
      <History bench={bench} changes={await datasetChanges(desk.pool, id)} />
    </>
  );
  return sendPage(c, await framed(bench, { title, here: "registers", before }, content));
}

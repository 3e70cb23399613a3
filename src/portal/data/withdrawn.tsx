// The page of a dataset that was withdrawn: that it was there, until when, and why it went, where that was said.
import { type Withdrawn, withdrawnBy } from "../../opendata/index.ts";
import { refuse } from "../../platform/http/index.ts";
import { Breadcrumbs, DateText, DateTime, Link, SummaryList, Tag, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { words as all } from "../messages.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

export async function withdrawnPage(visit: Visit): Promise<Response> {
  const { c, lang, desk } = visit;
  const found = await withdrawnBy(desk.pool, param(visit, "id"));
  if (!found) return refuse(c, "notFound");
  const crumbs = [
    { href: routes.home.to({ lang }), label: all.home },
    { href: routes.data.to({ lang }), label: words.title },
  ];
  return show(
    visit,
    { title: found.title, forms: false, before: <Breadcrumbs items={crumbs} />, status: 410 },
    <Remains visit={visit} found={found} />,
  );
}

function Remains({ visit, found }: { readonly visit: Visit; readonly found: Withdrawn }) {
  const s = useSay();
  return (
    <>
      <h1>
        {s(found.title)} <Tag kind="late">{words.withdrawn}</Tag>
      </h1>
      <p class="e-lead">{s(words.withdrawnLead)}</p>
      <SummaryList
        rows={[
          { key: words.withdrawnAt, value: <DateTime at={found.modified} /> },
          ...(found.why ? [{ key: words.why, value: s(found.why) }] : []),
          { key: words.agency, value: s(agencyTitle(visit, found.agency)) },
          { key: words.issued, value: <DateText of={found.issued} /> },
          { key: words.about, value: s(found.description) },
        ]}
      />
      <p>
        <Link href={routes.data.to({ lang: visit.lang })}>{s(words.others)}</Link>
      </p>
    </>
  );
}

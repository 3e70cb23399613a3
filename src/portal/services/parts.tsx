// What a bundle is made of, on its service page: each part with its office, time and fees, and what one application spares.
import type { Pack } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { SummaryList, Table, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";
import { timeText } from "./time-text.ts";

export function PartsOfBundle({ visit, pack }: { visit: Visit; pack: Pack }) {
  const s = useSay();
  if (!pack.parts) return null;
  const parts = Object.values(pack.parts);
  const titleOf = (key: string): string => s(pack.parts?.[key]?.pack.header.title ?? { zh: key, en: key });
  return (
    <>
      <h2>{s(words.parts)}</h2>
      <p>{s(words.partsHelp)}</p>
      <Table
        caption={words.parts}
        hideCaption
        rows={parts}
        rowKey={({ key }) => key}
        columns={[
          {
            title: words.part,
            heads: true,
            cell: ({ pack: { header }, spec, awaits }) => (
              <>
                {header.audience === "public" ? (
                  <a class="govuk-link" href={routes.service.to({ lang: visit.lang, id: header.id })}>
                    {s(header.title)}
                  </a>
                ) : (
                  s(header.title)
                )}{" "}
                {spec.choice || spec.when !== undefined ? (
                  <span class="e-muted e-small">{s(spec.choice ? words.partChoice : words.sometimes)}</span>
                ) : null}
                {awaits.length > 0 ? (
                  <span class="e-muted e-small"> {s(words.partAfter(awaits.map(titleOf).join(s({ zh: "、", en: ", " }))))}</span>
                ) : null}
              </>
            ),
          },
          { title: words.agency, cell: ({ pack: { header } }) => s(agencyTitle(visit, header.agency)) },
          { title: words.promised, cell: ({ pack: { header } }) => s(timeText(header.time.promised.time)) },
          {
            title: words.fees,
            cell: ({ pack: { header } }) =>
              header.fees.length === 0 ? s(words.none) : s(words.yuan(header.fees.reduce((sum, { amount }) => sum + amount, 0))),
          },
        ]}
      />
      <h3>{s(words.spared(parts.length))}</h3>
      <SummaryList rows={sparedRows(pack)} />
    </>
  );
}

/** What the parts cost a person one by one, and what the bundle costs. */
function sparedRows(pack: Pack): { key: Text; value: string }[] {
  const parts = Object.values(pack.parts ?? {}).map(({ pack: part }) => part);
  const apart = (kind: "trips" | "papers" | "fields" | "days") => parts.reduce((sum, { header }) => sum + header.errands[kind], 0);
  const rows = (["trips", "papers", "fields", "days"] as const).map((kind) => ({
    key: words[kind],
    value: `${apart(kind)} → ${pack.header.errands[kind]}`,
  }));
  return [{ key: words.forms, value: `${parts.length} → 1` }, ...rows];
}

// Where a licence's QR code leads: whether it holds today, and whose act it is. Its holder's name is shown in part only.
import { type PublicLicence, publicLicence } from "../../casework/index.ts";
import { date, isoDate } from "../../platform/i18n/index.ts";
import { ButtonLink, DateTime, SummaryList, type SummaryRow, Tag, type TagKind, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

export async function checkPage(visit: Visit): Promise<Response> {
  const identifier = param(visit, "identifier");
  const licence = await publicLicence(visit.desk, identifier);
  if (!licence)
    return show(visit, { title: words.unknownLicence, status: 404, forms: false }, <Unknown visit={visit} identifier={identifier} />);
  return show(visit, { title: words.licence, forms: false }, <Licence visit={visit} licence={licence} />);
}

const tags = { valid: "done", suspended: "soon", revoked: "late", expired: "late", "not-yet": "soon" } as const satisfies Record<
  PublicLicence["status"],
  TagKind
>;

function Licence({ visit, licence }: { visit: Visit; licence: PublicLicence }) {
  const s = useSay();
  const { lang, desk } = visit;
  const { status, validFrom, validTo } = licence;
  const validity = validTo === undefined ? words.from(date(validFrom, lang)) : words.fromTo(date(validFrom, lang), date(validTo, lang));
  const rows: SummaryRow[] = [
    { key: words.kind, value: s(licence.title) },
    { key: words.number, value: licence.number },
    { key: words.identifier, value: <span class="e-code">{licence.identifier}</span> },
    { key: words.issuer, value: s(agencyTitle(visit, licence.agency)) },
    ...(licence.holder === undefined
      ? []
      : [
          {
            key: words.holder,
            value: (
              <>
                {licence.holder} <span class="e-muted e-small">{s(words.holderNote)}</span>
              </>
            ),
          },
        ]),
    { key: words.issued, value: date(isoDate(licence.issuedAt, desk.zone), lang) },
    { key: words.validity, value: s(validity) },
    { key: words.checkedAt, value: <DateTime at={desk.now()} /> },
  ];
  return (
    <>
      <p class="e-caption">{s(licence.title)}</p>
      <h1>
        <span class="govuk-visually-hidden">
          {s(words.licence)}
          {s({ zh: "：", en: ": " })}
        </span>
        <Tag kind={tags[status]}>{words.status[status]}</Tag>
      </h1>
      <p class="e-lead">{s(words.meaning[status])}</p>
      <SummaryList rows={rows} />
      <h2>{s(words.fileToo)}</h2>
      <p>{s(words.fileTooText)}</p>
      <ButtonLink href={routes.verify.to({ lang })}>{words.byFile}</ButtonLink>
    </>
  );
}

function Unknown({ visit: { lang }, identifier }: { visit: Visit; identifier: string }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.unknownLicence)}</h1>
      <p class="e-code">{identifier}</p>
      <p>{s(words.unknownLicenceText)}</p>
      <ButtonLink href={routes.verify.to({ lang })} kind="second">
        {words.title}
      </ButtonLink>
    </>
  );
}

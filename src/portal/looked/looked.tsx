// Who looked at the reader's data, and at that of the organisations for which the reader may act.
import type { Pack } from "../../catalogue/index.ts";
import type { Access } from "../../exchange/index.ts";
import { refuse } from "../../platform/http/index.ts";
import {
  type ActiveFilter,
  DateText,
  EmptyState,
  FilterPanel,
  Input,
  Pagination,
  Select,
  Timeline,
  useSay,
  type Words,
} from "../../platform/page/index.ts";
import { agencyTitle, type PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { articleOf } from "../services/law.tsx";
import { beginning, serving } from "../services/serving.ts";
import { kinds, type Wanted } from "./filter.ts";
import { gather, type Looked } from "./gather.ts";
import { kindWords, words } from "./messages.ts";
import { groundOf, purposeOf, seenOf, titleOf } from "./said.ts";
import { SubjectTabs } from "./subject-tabs.tsx";

const perPage = 20;
/** On the page that is meant for paper. */
const mostPrinted = 500;

interface Shown extends Looked {
  /** The service by which a look is questioned, where one is offered. */
  readonly questioning: Pack | undefined;
  readonly printed: boolean;
}

export async function lookedPage(visit: PartyVisit): Promise<Response> {
  const printed = visit.c.req.query("print") === "1";
  const looked = await gather(visit, printed ? mostPrinted : perPage);
  if (typeof looked === "string") return refuse(visit.c, looked);
  const questioning = await serving(visit, "look-question");
  return show(visit, { title: words.title, forms: false }, <Page {...looked} questioning={questioning} printed={printed} />);
}

/** The address of this page with other wishes. */
const here = (
  { visit, wanted }: Pick<Looked, "visit" | "wanted">,
  more: Partial<Record<keyof Wanted | "after" | "print", string | undefined>>,
) => routes.looked.to({ lang: visit.lang }, { ...wanted, ...more });

function Page(props: Shown) {
  const s = useSay();
  const { visit, subjects, subject, wanted, accesses, next, printed } = props;
  const { lang } = visit;
  const later = visit.c.req.query("after") !== undefined;
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p>{s(words.lead)}</p>
      <SubjectTabs visit={visit} subjects={subjects} subject={subject} to={(about) => routes.looked.to({ lang }, { about })} />
      {printed ? null : <Filters {...props} />}
      {accesses.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{s(words.noneHelp)}</p>
        </EmptyState>
      ) : (
        <>
          {printed ? null : (
            <p class="e-muted">
              <a class="govuk-link" href={here(props, { print: "1" })}>
                {s(words.print)}
              </a>
              {" · "}
              <a class="govuk-link" href={routes.lookedFile.to({ lang }, { ...wanted })}>
                {s(words.file)}
              </a>
              {" · "}
              <a class="govuk-link" href={routes.consents.to({ lang })}>
                {s(words.consents)}
              </a>
            </p>
          )}
          <Timeline
            items={accesses.map((one) => ({
              key: `${one.kind} ${one.id}`,
              title: titleOf(props, one),
              at: one.at,
              detail: <Detail {...props} access={one} />,
            }))}
          />
        </>
      )}
      {later ? (
        <p>
          <a class="govuk-link" href={here(props, {})}>
            {s(words.newest)}
          </a>
        </p>
      ) : null}
      <Pagination next={next === undefined ? undefined : here(props, { after: next, print: printed ? "1" : undefined })} />
      {accesses.length > 0 && !props.questioning ? (
        <>
          <h2>{s(words.wrongTitle)}</h2>
          <p>{s(words.wrongText)}</p>
        </>
      ) : null}
    </>
  );
}

function Filters(props: Shown) {
  const { visit, wanted, registers } = props;
  const { lang, directory } = visit;
  const agencies = (directory?.agencies() ?? []).map(({ id, title }) => ({ value: id, label: title }));
  const list = [...registers.values()].map(({ id, title }) => ({ value: id, label: title }));
  const active: [keyof Wanted, Words][] = [];
  if (wanted.kind !== undefined) active.push(["kind", kindWords[wanted.kind]]);
  if (wanted.agency !== undefined) active.push(["agency", agencyTitle(visit, wanted.agency)]);
  if (wanted.register !== undefined) active.push(["register", registers.get(wanted.register)?.title ?? wanted.register]);
  if (wanted.from !== undefined) active.push(["from", words.since(wanted.from)]);
  if (wanted.to !== undefined) active.push(["to", words.until(wanted.to)]);
  const shown: ActiveFilter[] = active.map(([name, label]) => ({ label, without: here(props, { [name]: undefined }) }));
  return (
    <FilterPanel action={routes.looked.to({ lang })} active={shown} clear={routes.looked.to({ lang }, { about: wanted.about })}>
      {wanted.about === undefined ? null : <input type="hidden" name="about" value={wanted.about} />}
      <div class="e-filters">
        <Select
          name="kind"
          label={words.kind}
          empty={words.any}
          value={wanted.kind}
          options={kinds.map((value) => ({ value, label: kindWords[value] }))}
        />
        <Select name="agency" label={words.agency} empty={words.any} value={wanted.agency} options={agencies} />
        <Select name="register" label={words.register} empty={words.any} value={wanted.register} options={list} />
        <Input name="from" label={words.from} hint={words.dayHint} value={wanted.from} width={10} maxlength={10} code autocomplete="off" />
        <Input name="to" label={words.to} hint={words.dayHint} value={wanted.to} width={10} maxlength={10} code autocomplete="off" />
      </div>
    </FilterPanel>
  );
}

function Detail(props: Shown & { readonly access: Access }) {
  const s = useSay();
  const { visit, cases, access, questioning, printed } = props;
  const { lang, desk } = visit;
  const seen = s(seenOf(props, access));
  return (
    <>
      <p>
        {s(words.purpose)}
        {s(purposeOf(props, access))}
      </p>
      {seen === "" ? null : (
        <p>
          {access.told ? s(words.fields) : null}
          {seen}
        </p>
      )}
      <p>
        {s(words.ground)}
        {s(groundOf(props, access))}
      </p>
      {access.heldBack ? (
        <p class="e-muted">
          {s(words.heldBack)}
          <DateText of={access.heldBack.until} />
          {s(words.heldBackBy(s(articleOf(desk, access.heldBack.law).name)))}
        </p>
      ) : null}
      {printed ? null : (
        <p>
          {access.case !== undefined && cases.has(access.case) ? (
            <>
              <a class="govuk-link" href={routes.case.to({ lang, id: access.case })}>
                {s(words.yourCase)}
              </a>{" "}
            </>
          ) : null}
          {questioning ? (
            <a
              class="govuk-link"
              href={beginning(visit, questioning, {
                access: access.id,
                at: new Date(access.at).toISOString(),
                agency: access.agency,
                register: access.register,
              })}
            >
              {s(words.question)}
              <span class="govuk-visually-hidden">
                {" "}
                {s(titleOf(props, access))} {new Date(access.at).toISOString()}
              </span>
            </a>
          ) : null}
        </p>
      )}
    </>
  );
}

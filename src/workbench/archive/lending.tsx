// Lending: what an officer asked for, and the lending desk of an archivist.
import {
  archivesOf,
  askLoan,
  decideLoan,
  keeperPost,
  type Loan,
  lendingDesk,
  loansBy,
  mostReason,
  returnLoan,
} from "../../office/index.ts";
import { type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  Button,
  DateText,
  EmptyState,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Link,
  Table,
  Tag,
  Textarea,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle, officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { backTo, errorsOf, idOf, refusedPage } from "./answer.ts";
import { loanStates, text } from "./words.ts";

const kinds = { asked: "now", refused: "plain", lent: "soon", overdue: "late", returned: "done" } as const;

interface LoanRows {
  readonly bench: Bench;
  readonly loans: readonly Loan[];
  readonly caption: (typeof text)[keyof typeof text];
  /** Agencies whose files the reader lends. */
  readonly keeps: readonly string[];
}

/** Loans with what may be done with each. */
export function Loans({ bench, loans, caption, keeps }: LoanRows) {
  const { directory, lang, officer } = bench;
  if (loans.length === 0) return <EmptyState title={text.noLoans} />;
  const deed = (id: string, name: string, label: LoanRows["caption"], kind: "main" | "second") => (
    <Form action={routes.archiveLoan.to({ lang, id, deed: name })}>
      <Button kind={kind}>{label}</Button>
    </Form>
  );
  const deeds = (loan: Loan) => {
    const keeper = keeps.includes(loan.agency);
    if (loan.state === "asked" && keeper && loan.officer !== officer.id)
      return (
        <>
          {deed(loan.id, "lend", text.lend, "main")}
          {deed(loan.id, "refuse", text.refuse, "second")}
        </>
      );
    const out = loan.state === "lent" || loan.state === "overdue";
    return out && (keeper || loan.officer === officer.id) ? deed(loan.id, "return", text.return, "second") : "—";
  };
  return (
    <Table
      caption={caption}
      hideCaption
      rows={loans}
      rowKey={({ id }) => id}
      columns={[
        {
          title: text.number,
          heads: true,
          cell: (loan) =>
            loan.state === "lent" || keeps.includes(loan.agency) ? (
              <Link href={routes.archiveFile.to({ lang, id: loan.case })}>
                <span class="e-code">{loan.number}</span>
              </Link>
            ) : (
              <span class="e-code">{loan.number}</span>
            ),
        },
        { title: text.borrower, cell: (loan) => officerName(directory, loan.officer) },
        { title: text.agency, cell: (loan) => <LangText of={agencyTitle(directory, loan.agency)} /> },
        { title: text.purpose, cell: ({ purpose }) => purpose ?? "—" },
        { title: text.lastDay, cell: ({ until }) => until },
        { title: text.when, cell: ({ askedAt }) => <DateText of={askedAt} /> },
        { title: text.state, cell: ({ state }) => <Tag kind={kinds[state]}>{loanStates[state]}</Tag> },
        { title: text.deeds, cell: deeds },
      ]}
    />
  );
}

export const lendingPage = (c: Http, bench: Bench, flash: string | undefined): Promise<Response> =>
  show(c, bench, { flash, typed: { number: c.req.query("number")?.slice(0, 200) ?? "" } });

interface Shown {
  readonly flash?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly typed: { readonly number?: string; readonly purpose?: string; readonly until?: string };
}

async function show(c: Http, bench: Bench, { flash, errors = [], typed }: Shown): Promise<Response> {
  const { desk, officer, directory, lang } = bench;
  const keeps = archivesOf(directory, officer).filter((agency) => keeperPost(directory, officer, agency) !== undefined);
  const [mine, waiting] = await Promise.all([loansBy(desk, officer.id), keeps.length > 0 ? lendingDesk(desk, keeps) : []]);
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.lending} />
      </h1>
      <p>
        <LangText of={text.lendingLead} />
      </p>
      {keeps.length > 0 ? (
        <>
          <h2>
            <LangText of={text.desk} />
          </h2>
          <Loans bench={bench} loans={waiting} caption={text.desk} keeps={keeps} />
        </>
      ) : null}
      <h2>
        <LangText of={text.mine} />
      </h2>
      <Loans bench={bench} loans={mine} caption={text.mine} keeps={[]} />
      <h2>
        <LangText of={text.ask} />
      </h2>
      <Form action={routes.archiveLending.to({ lang })}>
        <Input name="number" label={text.words} value={typed.number} maxlength={200} error={errorOf(errors, "number")} code />
        <Textarea
          name="purpose"
          label={text.purpose}
          rows={2}
          maxlength={mostReason}
          value={typed.purpose}
          error={errorOf(errors, "purpose")}
        />
        <Input name="until" label={text.lastDay} hint={text.lastDayHint} width={10} value={typed.until} error={errorOf(errors, "until")} />
        <Button>{text.ask}</Button>
      </Form>
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.lending, here: "lending", flash, failed }, content), failed ? 422 : 200);
}

export async function borrow(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const typed = {
    number: form.fields.get("number") ?? "",
    purpose: form.fields.get("purpose") ?? "",
    until: form.fields.get("until") ?? "",
  };
  const asked = await askLoan(bench.desk, bench.officer, { id: idOf(form.fields.once) ?? crypto.randomUUID(), ...typed });
  if (asked.ok) return backTo(c, routes.archiveLending.to({ lang: bench.lang }), "loan-asked");
  return asked.status === 422 ? show(c, bench, { errors: errorsOf(asked), typed }) : refusedPage(c, asked);
}

export async function loanDeed(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const [id, deed] = [idOf(c.req.param("id")), c.req.param("deed")];
  if (id === undefined || (deed !== "lend" && deed !== "refuse" && deed !== "return")) return refuse(c, "notFound");
  const { desk, officer, lang } = bench;
  const done = deed === "return" ? await returnLoan(desk, officer, id) : await decideLoan(desk, officer, { id, lent: deed === "lend" });
  return done.ok ? backTo(c, routes.archiveLending.to({ lang })) : refusedPage(c, done);
}

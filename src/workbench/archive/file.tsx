// One file: what it holds, whether that is whole, what stops its disposal, who borrowed it and who looked.
import { type ArchiveFile, currentPlan, exportFile, mostReason, openFile, placeHold, readFiled } from "../../office/index.ts";
import { type Http, readForm, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  CopyableCode,
  DateText,
  DateTime,
  EmptyState,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Link,
  Notification,
  SummaryList,
  Table,
  Tag,
  Textarea,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { actorName, agencyTitle, officerName, shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { backTo, errorsOf, idOf, refusedPage } from "./answer.ts";
import { Holds } from "./holds.tsx";
import { Loans } from "./lending.tsx";
import { contentsSay, openingSay, retentions, text } from "./words.ts";

export async function filePage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  return show(c, bench, { flash });
}

interface Shown {
  readonly flash?: string | undefined;
  readonly errors?: readonly FieldError[];
  readonly typed?: { readonly reason: string; readonly until: string };
}

const nowhere = "00000000-0000-0000-0000-000000000000";

async function show(c: Http, bench: Bench, { flash, errors = [], typed }: Shown): Promise<Response> {
  const { desk, officer, lang } = bench;
  const file = await openFile(desk, officer, idOf(c.req.param("id")) ?? nowhere);
  if (!file.ok) return refusedPage(c, file);
  const plan = await currentPlan(desk.pool);
  const { line } = file;
  const id = line.id;
  const name = line.title ?? line.service;
  const before = <Breadcrumbs items={[{ href: routes.archive.to({ lang }), label: text.archive }]} />;
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>{typeof name === "string" ? name : <LangText of={name} />}</h1>
      {line.destroyedAt === null ? null : (
        <Notification>
          <p>
            <LangText of={text.gone} />
          </p>
        </Notification>
      )}
      <Summary bench={bench} file={file} classTitle={plan.classes.find((one) => one.id === line.class)?.title ?? line.class} />
      {line.destroyedAt === null ? <Documents bench={bench} file={file} /> : null}
      <h2>
        <LangText of={text.holds} />
      </h2>
      <Holds bench={bench} holds={file.holds} keeper={file.keeper} />
      {file.keeper && line.destroyedAt === null ? (
        <Form action={routes.archiveHold.to({ lang, id })}>
          <Textarea
            name="reason"
            label={text.reason}
            rows={2}
            maxlength={mostReason}
            value={typed?.reason}
            error={errorOf(errors, "reason")}
          />
          <Input
            name="until"
            label={text.until}
            hint={text.untilHint}
            width={10}
            value={typed?.until}
            error={errorOf(errors, "until")}
            optional
          />
          <Button kind="second">{text.hold}</Button>
        </Form>
      ) : null}
      <h2>
        <LangText of={text.lending} />
      </h2>
      <Loans bench={bench} loans={file.loans} caption={text.lending} keeps={file.keeper ? [line.agency] : []} />
      <h2>
        <LangText of={text.openings} />
      </h2>
      <Openings bench={bench} file={file} />
      {file.keeper && line.destroyedAt === null ? (
        <Form action={routes.archiveExport.to({ lang, id })}>
          <p class="govuk-hint">
            <LangText of={text.exportHint} />
          </p>
          <Button kind="second">{text.export}</Button>
        </Form>
      ) : null}
    </>
  );
  const failed = errors.length > 0;
  return sendPage(
    c,
    await framed(bench, { title: { zh: line.number, en: line.number }, here: "archive", flash, failed, before }, content),
    failed ? 422 : 200,
  );
}

function Summary({ bench, file, classTitle }: { bench: Bench; file: ArchiveFile; classTitle: string | { zh: string; en: string } }) {
  const { lang, directory } = bench;
  const { line } = file;
  return (
    <SummaryList
      rows={[
        { key: text.number, value: <CopyableCode label={text.number}>{line.number}</CopyableCode> },
        {
          key: text.caseNumber,
          value: file.reader ? (
            <Link href={routes.case.to({ lang, id: line.id })}>
              <span class="e-code">{line.caseNumber}</span>
            </Link>
          ) : (
            <span class="e-code">{line.caseNumber}</span>
          ),
        },
        { key: text.service, value: <LangText of={line.service} /> },
        { key: text.agency, value: <LangText of={agencyTitle(directory, line.agency)} /> },
        { key: text.class, value: <LangText of={classTitle} /> },
        { key: text.retention, value: <LangText of={retentions[line.retention]} /> },
        ...(line.dueOn === null ? [] : [{ key: text.due, value: line.dueOn }]),
        { key: text.opened, value: <DateText of={line.openedAt} /> },
        { key: text.ended, value: <DateText of={line.endedAt} /> },
        { key: text.filed, value: <DateText of={line.filedAt} /> },
        { key: text.filedBy, value: <LangText of={file.filedBy === "system" ? text.bySystem : actorName(directory, file.filedBy)} /> },
        {
          key: text.contents,
          value: (
            <>
              <LangText of={contentsSay(file.contents)} />
              {file.whole === undefined ? null : (
                <>
                  {" "}
                  <Tag kind={file.whole ? "done" : "late"}>{file.whole ? text.whole : text.notWhole}</Tag>
                </>
              )}
            </>
          ),
        },
        ...(line.destroyedAt === null ? [] : [{ key: text.destroyed, value: <DateText of={line.destroyedAt} /> }]),
        ...(file.list === undefined
          ? []
          : [{ key: text.byList, value: <Link href={routes.archiveList.to({ lang, id: file.list.id })}>{file.list.number}</Link> }]),
      ]}
    />
  );
}

function Documents({ bench, file }: { bench: Bench; file: ArchiveFile }) {
  const { lang } = bench;
  return (
    <>
      <h2>
        <LangText of={text.documents} />
      </h2>
      {file.documents.length === 0 ? (
        <EmptyState title={text.noDocuments} />
      ) : (
        <ul class="govuk-list">
          {file.documents.map((document) => (
            <li key={document.no}>
              <Link href={routes.archiveDocument.to({ lang, id: file.line.id, no: String(document.no) })}>
                <LangText of={document.title} />
              </Link>{" "}
              {document.number ?? ""} <DateText of={document.madeAt} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Openings({ bench, file }: { bench: Bench; file: ArchiveFile }) {
  const { directory } = bench;
  if (file.openings.length === 0) return <EmptyState title={text.noOpenings} />;
  return (
    <Table
      caption={text.openings}
      hideCaption
      rows={file.openings}
      rowKey={({ at, officer, what }) => `${at} ${officer} ${what}`}
      columns={[
        { title: text.when, heads: true, cell: ({ at }) => <DateTime at={at} /> },
        { title: text.by, cell: ({ officer }) => officerName(directory, officer) },
        { title: text.agency, cell: ({ post }) => <LangText of={shortPost(directory, post)} /> },
        { title: text.what, cell: ({ what }) => <LangText of={openingSay(what)} /> },
      ]}
    />
  );
}

export async function hold(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const id = idOf(c.req.param("id")) ?? nowhere;
  const [reason, until] = [form.fields.get("reason") ?? "", form.fields.get("until") ?? ""];
  const placed = await placeHold(bench.desk, bench.officer, {
    id: idOf(form.fields.once) ?? crypto.randomUUID(),
    case: id,
    reason,
    ...(until === "" ? {} : { until }),
  });
  if (placed.ok) return backTo(c, routes.archiveFile.to({ lang: bench.lang, id }));
  return placed.status === 422 ? show(c, bench, { errors: errorsOf(placed), typed: { reason, until } }) : refusedPage(c, placed);
}

export async function filedDocument(c: Http, bench: Bench): Promise<Response> {
  const no = c.req.param("no") ?? "";
  const found = await readFiled(bench.desk, bench.officer, idOf(c.req.param("id")) ?? nowhere, /^[1-9]\d{0,5}$/.test(no) ? Number(no) : 0);
  return found.ok ? saved(c, found.bytes, "application/pdf", found.name) : refusedPage(c, found);
}

export async function exportBag(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const made = await exportFile(bench.desk, bench.officer, idOf(c.req.param("id")) ?? nowhere);
  return made.ok ? saved(c, made.bytes, "application/zip", made.name) : refusedPage(c, made);
}

/** Sent to be saved, kept by nobody in between. */
export const saved = (c: Http, bytes: Uint8Array, type: string, name: string): Response =>
  c.body(new Uint8Array(bytes), 200, {
    "content-type": type,
    "content-disposition": `attachment; filename="${name.replaceAll(/[^\w.-]+/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "no-store",
  });

import { documentsOf, type FiledDocument } from "../../casework/index.ts";
import { officialOutputs } from "../../catalogue/index.ts";
import { size } from "../../platform/i18n/index.ts";
import { Code, DateTime, LangText, Link, Table } from "../../platform/page/index.ts";
import { routes } from "../routes.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

/** Letters and licences that the case has brought forth. */
export const documentsPart: CasePart = {
  id: "documents",
  title: text.documents,
  place: "below",
  show: async (sheet) => <Documents sheet={sheet} documents={await documentsOf(sheet.bench.desk, sheet.view)} />,
};

function Documents({ sheet: { bench, view }, documents }: { sheet: CaseSheet; documents: readonly FiledDocument[] }) {
  const { lang } = bench;
  const { loaded } = view;
  // What is not made yet can be looked at as it will be.
  const coming = officialOutputs(loaded.pack.header).filter(
    ({ id }) => loaded.row.status === "running" && !documents.some(({ name }) => name === id),
  );
  const previews = coming.map(({ id, title }) => (
    <p key={id}>
      <LangText of={title} />{" "}
      <Link href={routes.preview.to({ lang, id: view.heading.id, output: id })}>
        <LangText of={text.preview} />
      </Link>
    </p>
  ));
  if (documents.length === 0) {
    return (
      <>
        <p class="e-muted">
          <LangText of={text.noDocuments} />
        </p>
        {previews}
      </>
    );
  }
  return (
    <>
      {previews}
      <Table
        caption={text.documents}
        hideCaption
        rows={documents}
        rowKey={({ no }) => String(no)}
        columns={[
          {
            title: text.document,
            heads: true,
            cell: ({ no, title }) => (
              <Link href={routes.document.to({ lang, id: view.heading.id, no })}>
                <LangText of={title} />
              </Link>
            ),
          },
          { title: text.kind, cell: ({ kind }) => <LangText of={text[kind]} /> },
          { title: text.docNumber, cell: ({ number }) => (number === undefined ? <span class="e-muted">—</span> : <Code>{number}</Code>) },
          { title: text.madeAt, cell: ({ madeAt }) => <DateTime at={madeAt} /> },
          { title: text.size, numeric: true, cell: (document) => `PDF ${size(document.size, lang)}` },
        ]}
      />
    </>
  );
}

// A look at the first rows of a dataset before anything is published.
import type { previewDataset } from "../../opendata/index.ts";
import { LangText, Table } from "../../platform/page/index.ts";
import type { Register } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { valueText } from "../registry/value.tsx";
import { text } from "./words.ts";

type PreviewProps = {
  readonly bench: Bench;
  readonly register: Register;
  readonly fields: readonly string[];
  readonly rows: Awaited<ReturnType<typeof previewDataset>>;
};

export function Preview({ bench, register, fields, rows }: PreviewProps) {
  if (rows.length === 0) {
    return (
      <p>
        <LangText of={text.noRows} />
      </p>
    );
  }
  return (
    <Table
      caption={text.previewTitle}
      rows={rows.map((row, n) => ({ row, n }))}
      rowKey={({ n }) => String(n)}
      columns={fields.map((name, at) => ({
        title: register.fields[name]?.title ?? name,
        heads: at === 0,
        cell: ({ row }: { row: (typeof rows)[number] }) => {
          const said = valueText(bench, register, name, row[name]);
          return said.length > 80 ? `${said.slice(0, 80)}…` : said;
        },
      }))}
    />
  );
}

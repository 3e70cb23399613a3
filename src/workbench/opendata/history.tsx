// What became of a dataset, by whom and why.
import type { DatasetChange } from "../../opendata/index.ts";
import { DateTime, LangText, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { actorName } from "../people.ts";
import { changeText, text } from "./words.ts";

const bringers = { city: text.city, operator: text.operator, package: text.package } as const;
const bringer = (by: string) => (by === "city" || by === "operator" || by === "package" ? bringers[by] : undefined);

export function History({ bench, changes }: { readonly bench: Bench; readonly changes: readonly DatasetChange[] }) {
  if (changes.length === 0) return null;
  return (
    <Table
      caption={text.history}
      rows={changes.map((one, n) => ({ ...one, n }))}
      rowKey={({ n }) => String(n)}
      columns={[
        { title: text.at, heads: true, cell: ({ at }) => <DateTime at={at} /> },
        { title: text.what, cell: ({ what }) => <LangText of={changeText[what]} /> },
        { title: text.who, cell: ({ by }) => <LangText of={bringer(by) ?? actorName(bench.directory, by)} /> },
        { title: text.why, cell: ({ why }) => (why ? <LangText of={why} /> : "—") },
      ]}
    />
  );
}

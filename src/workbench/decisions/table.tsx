// A decision table as a table, the rules that hit marked.
import type { Table as DecisionTable } from "../../engine/decision/index.ts";
import { LangText, Table, Tag } from "../../platform/page/index.ts";
import { policies, text } from "./words.ts";

export function RuleTable({ name, table, hits }: { name: string; table: DecisionTable; hits: readonly number[] }) {
  const rows = table.rules.map((rule, at) => ({ rule, no: at + 1 }));
  const noted = table.rules.some(({ notes = [] }) => notes.length > 0);
  // Two columns may ask the same; their titles tell them apart.
  const titles = table.inputs.map(({ value }) => value.text.trim());
  const titled = (title: string, at: number): string => (titles.indexOf(title) === at ? title : `${title} (${at + 1})`);
  return (
    <Table
      caption={text.hitPolicy(policies[table.policy])}
      rows={rows}
      rowKey={({ no }) => String(no)}
      columns={[
        {
          title: text.rule,
          heads: true,
          cell: ({ no }) => (
            <>
              <span class="e-figures">{no}</span> {hits.includes(no) ? <Tag kind="done">{text.hit}</Tag> : null}
            </>
          ),
        },
        ...table.inputs.map((_, at) => ({
          title: text.input(titled(titles[at] ?? "", at)),
          cell: ({ rule }: (typeof rows)[number]) => <Cell source={rule.inputs[at]?.text ?? ""} />,
        })),
        ...table.outputs.map((output, at) => ({
          title: text.output(output.name ?? name),
          cell: ({ rule }: (typeof rows)[number]) => <span class="e-code">{rule.outputs[at]?.text ?? ""}</span>,
        })),
        ...(noted ? [{ title: text.notes, cell: ({ rule }: (typeof rows)[number]) => (rule.notes ?? []).join(" ") }] : []),
      ]}
    />
  );
}

function Cell({ source }: { source: string }) {
  const plain = source.trim();
  if (plain !== "" && plain !== "-") return <span class="e-code">{plain}</span>;
  return (
    <span class="e-muted">
      <LangText of={text.anything} />
    </span>
  );
}

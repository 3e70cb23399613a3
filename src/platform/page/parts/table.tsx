import type { ComponentChildren } from "preact";
import { words } from "../messages.ts";
import { useSay, type Words } from "../setting.ts";

export interface Column<Row> {
  readonly title: Words;
  readonly cell: (row: Row) => ComponentChildren;
  readonly numeric?: boolean | undefined;
  /** Names the row for those who hear the table. */
  readonly heads?: boolean | undefined;
  /** The address of the list in this column's order (or turned round, where it is in this order already). */
  readonly sort?: { readonly href: string; readonly now?: "ascending" | "descending" | undefined } | undefined;
}

/** Rows in columns. On a phone each row becomes a block, its titles beside its values. */
export function Table<Row>(props: {
  caption: Words;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  hideCaption?: boolean | undefined;
}) {
  const s = useSay();
  const titles = props.columns.map((c) => s(c.title));
  return (
    <table class="govuk-table e-table">
      <caption class={props.hideCaption ? "govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--m"}>
        {s(props.caption)}
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {props.columns.map((c) => (
            <th
              key={s(c.title)}
              scope="col"
              class={`govuk-table__header${c.numeric ? " govuk-table__header--numeric" : ""}`}
              aria-sort={c.sort?.now}
            >
              {c.sort ? (
                <a class="govuk-link e-sort" href={c.sort.href}>
                  {s(c.title)}
                  <span aria-hidden="true">{c.sort.now === "ascending" ? " ↑" : c.sort.now === "descending" ? " ↓" : ""}</span>
                  <span class="govuk-visually-hidden"> {s(words.sortBy(s(c.title)))}</span>
                </a>
              ) : (
                s(c.title)
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)} class="govuk-table__row">
            {props.columns.map((c, i) =>
              c.heads ? (
                <th key={titles[i]} scope="row" class="govuk-table__header" data-title={titles[i]}>
                  {c.cell(row)}
                </th>
              ) : (
                <td key={titles[i]} class={`govuk-table__cell${c.numeric ? " govuk-table__cell--numeric" : ""}`} data-title={titles[i]}>
                  {c.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

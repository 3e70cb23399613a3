// A text as a page shows it: its levels with their numbers, its tables, its annexes.
import type { ComponentChildren } from "preact";
import { type Cell, type Inline, isStrong, type Line, labelsOf, type Row, type TextDoc } from "../../engine/text/index.ts";

export const Words = ({ content }: { content: readonly Inline[] | undefined }) => (
  <>
    {(content ?? []).map((inline, n) => (isStrong(inline) ? <strong key={n}>{inline.text}</strong> : <span key={n}>{inline.text}</span>))}
  </>
);

/** One line with its number; `children` in place of its words. */
export function LineView({ line, label, children }: { line: Line; label: string | undefined; children?: ComponentChildren }) {
  switch (line.type) {
    case "paragraph":
      return <p class="e-doc__p">{children ?? <Words content={line.content} />}</p>;
    case "heading": {
      const Level = (["h2", "h3", "h4", "h5"] as const)[line.attrs.level - 1] ?? "h5";
      return (
        <Level class={`e-doc__level e-doc__level--${line.attrs.level}`}>
          {label}
          {line.attrs.level === 3 ? " " : ""}
          {children ?? <Words content={line.content} />}
        </Level>
      );
    }
    case "annex":
      return (
        <h2 class="e-doc__annex">
          {label}：{children ?? line.title}
        </h2>
      );
    case "table":
      return (
        <table class="e-doc__table">
          <tbody>
            {line.content.map((row, n) => (
              <RowView key={n} row={row} />
            ))}
          </tbody>
        </table>
      );
  }
}

/** The spans of a cell as its element says them. */
export const spans = ({ attrs }: Pick<Cell, "attrs">): { colSpan?: number; rowSpan?: number } => ({
  ...(attrs?.colspan === undefined ? {} : { colSpan: attrs.colspan }),
  ...(attrs?.rowspan === undefined ? {} : { rowSpan: attrs.rowspan }),
});

export function RowView({ row }: { row: Row }) {
  return (
    <tr>
      {row.content.map((cell, n) => {
        const Cell = cell.type === "table_header" ? "th" : "td";
        return (
          <Cell key={n} {...spans(cell)}>
            {cell.content.map((paragraph, p) => (
              <p key={p}>
                <Words content={paragraph.content} />
              </p>
            ))}
          </Cell>
        );
      })}
    </tr>
  );
}

/** A whole text, line by line. */
export const DocView = ({ text }: { text: TextDoc }) => (
  <div class="e-doc" lang="zh-Hans">
    {labelsOf(text).map(({ line, label }, n) => (
      <LineView key={n} line={line} label={label} />
    ))}
  </div>
);

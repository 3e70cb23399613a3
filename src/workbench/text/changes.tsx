// A difference within the text: what came and went is marked where it is, for the eye and for whoever listens.
import {
  type Change,
  type Difference,
  type Line,
  lineLabels,
  linesOf,
  type Piece,
  type RowChange,
  sideOfDifference,
  wordsOf,
} from "../../engine/text/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { LangText, useSay } from "../../platform/page/index.ts";
import { LineView, RowView, spans } from "./lines.tsx";
import { movedFrom, movedTo, text } from "./words.ts";

/** What a mark means, in words for whoever does not see it. */
function Said({ of }: { of: Text }) {
  const say = useSay();
  return <span class="govuk-visually-hidden">［{say(of)}］</span>;
}

const Bold = ({ piece }: { piece: Piece }) => (piece.strong ? <strong>{piece.text}</strong> : <span>{piece.text}</span>);

export function Pieces({ words }: { words: readonly Piece[] }) {
  return (
    <>
      {words.map((piece, n) => {
        if (piece.kind === "in")
          return (
            <ins key={n}>
              <Said of={text.came} />
              <Bold piece={piece} />
              <Said of={text.endOf} />
            </ins>
          );
        if (piece.kind === "out")
          return (
            <del key={n}>
              <Said of={text.went} />
              <Bold piece={piece} />
              <Said of={text.endOf} />
            </del>
          );
        const bolder = piece.was !== undefined && piece.was !== piece.strong;
        return (
          <span key={n} {...(bolder ? { class: "e-diff__bold" } : {})}>
            {bolder ? <Said of={piece.strong ? text.boldNow : text.plainNow} /> : null}
            <Bold piece={piece} />
          </span>
        );
      })}
    </>
  );
}

function CellWords({ words }: { words: readonly Piece[] }) {
  const paragraphs: Piece[][] = [[]];
  for (const piece of words)
    for (const [n, part] of piece.text.split("\n").entries()) {
      if (n > 0) paragraphs.push([]);
      if (part !== "") paragraphs.at(-1)?.push({ ...piece, text: part });
    }
  return (
    <>
      {paragraphs.map((pieces, n) => (
        <p key={n}>
          <Pieces words={pieces} />
        </p>
      ))}
    </>
  );
}

function ChangedRow({ change }: { change: RowChange }) {
  if (change.kind === "same") return <RowView row={change.row} />;
  if (change.kind === "changed")
    return (
      <tr>
        {change.cells.map(({ cell, words }, n) => {
          const Cell = cell.type === "table_header" ? "th" : "td";
          return (
            <Cell key={n} {...spans(cell)}>
              <CellWords words={words} />
            </Cell>
          );
        })}
      </tr>
    );
  const Mark = change.kind === "in" ? "ins" : "del";
  return (
    <tr class={`e-diff__row e-diff__row--${change.kind}`}>
      {change.row.content.map((cell, n) => {
        const Cell = cell.type === "table_header" ? "th" : "td";
        return (
          <Cell key={n} {...spans(cell)}>
            {cell.content.map((paragraph, p) => (
              <p key={p}>
                <Mark>
                  {n === 0 ? <Said of={change.kind === "in" ? text.came : text.went} /> : null}
                  {wordsOf(paragraph.content)}
                </Mark>
              </p>
            ))}
          </Cell>
        );
      })}
    </tr>
  );
}

export interface Marked {
  readonly change: Change;
  readonly label: string | undefined;
}

/** Each change with the number of its line: the one after, for what went the one before. */
export function marked(changes: Difference): readonly Marked[] {
  const before = lineLabels(linesOf(sideOfDifference(changes, "before")));
  const after = lineLabels(linesOf(sideOfDifference(changes, "after")));
  return changes.map((change) => ({ change, label: change.kind === "out" ? before[change.from] : after[change.to] }));
}

/** One line of a difference. */
export function ChangeView({ marked: { change, label } }: { marked: Marked }) {
  switch (change.kind) {
    case "same":
      return <LineView line={change.line} label={label} />;
    case "in":
    case "out":
      return <WholeLine change={change} label={label} />;
    case "words": {
      const { now, was } = change;
      const line: Line =
        now.type === "heading"
          ? { type: "heading", attrs: { level: now.level } }
          : now.type === "annex"
            ? { type: "annex", title: "" }
            : { type: "paragraph" };
      const reshaped = JSON.stringify(now) !== JSON.stringify(was);
      return (
        <div class={`e-diff e-diff--words${reshaped ? " e-diff--shape" : ""}`}>
          {reshaped ? (
            <p class="e-diff__what">
              <LangText of={text.levelChanged} />
            </p>
          ) : null}
          <LineView line={line} label={label}>
            <Pieces words={change.words} />
          </LineView>
        </div>
      );
    }
    case "rows":
      return (
        <div class="e-diff e-diff--words">
          <table class="e-doc__table">
            <tbody>
              {change.rows.map((row, n) => (
                <ChangedRow key={n} change={row} />
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

function WholeLine({ change, label }: { change: Extract<Change, { kind: "in" | "out" }>; label: string | undefined }) {
  const { line, kind, moved } = change;
  const what = moved === undefined ? (kind === "in" ? text.came : text.went) : kind === "in" ? movedFrom(moved + 1) : movedTo(moved + 1);
  const Mark = kind === "in" ? "ins" : "del";
  return (
    <div class={`e-diff e-diff--${moved === undefined ? kind : "moved"}`}>
      <p class="e-diff__what">
        <LangText of={what} />
      </p>
      {line.type === "table" ? (
        <LineView line={line} label={label} />
      ) : (
        <LineView line={line} label={label}>
          <Mark>{line.type === "annex" ? line.title : wordsOf(line.content)}</Mark>
        </LineView>
      )}
    </div>
  );
}

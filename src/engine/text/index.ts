// Front door: structured texts, pure. The model, its reading, numbers, plain form, differences and merging.

export { follow, isPlace, type Place, quoted } from "./anchor.ts";
export {
  type CellChange,
  type Change,
  countOf,
  type Difference,
  difference,
  lineWords,
  type RowChange,
  type Shape,
  sideOfDifference,
} from "./difference.ts";
export { fillIn, placesIn } from "./fill.ts";
export { gridOf, type Placed, spanOf } from "./grid.ts";
export { isStrong, wordsOf } from "./inline.ts";
export { chineseNumber, labelOf, labelsOf, lineLabels } from "./labels.ts";
export { type AnnexLine, type Line, linesOf, textOf } from "./lines.ts";
export { isSame, type Merged, merge, type Overlap } from "./merge.ts";
export {
  type Annex,
  type Block,
  type Cell,
  emptyText,
  type Heading,
  type Inline,
  type Level,
  type Paragraph,
  type Part,
  type Row,
  type Table,
  type TextDoc,
  textLimits,
} from "./model.ts";
export { type Parsed, parseText, type TextProblem } from "./parse.ts";
export { phrasesIn, type Said } from "./phrases.ts";
export type { Piece } from "./pieces.ts";
export { type LineProblem, numberTyped, type PlainRead, printPlain, readPlain } from "./plain.ts";
export { columnsOf } from "./plain-table.ts";

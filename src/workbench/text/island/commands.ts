// What the toolbar and the keyboard do.
import { setBlockType, toggleMark } from "prosemirror-commands";
import type { NodeType } from "prosemirror-model";
import { type Command, type EditorState, Selection, TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} from "prosemirror-tables";
import { schema } from "./schema.ts";

const { paragraph, heading, annex, annex_title, table, table_row, table_cell, table_header } = schema.nodes as Record<string, NodeType>;
const { strong } = schema.marks;

const always: Command = () => false;

export const bold: Command = strong ? toggleMark(strong) : always;
export const asParagraph: Command = paragraph ? setBlockType(paragraph) : always;
export const asLevel = (level: number): Command => (heading ? setBlockType(heading, { level }) : always);

/** A table of two columns and a head, behind the block in which the cursor stands. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state) || !table || !table_row || !table_cell || !table_header) return false;
  const after = blockEnd(state);
  if (after === undefined) return false;
  const row = (cell: NodeType): ReturnType<NodeType["createAndFill"]>[] => [cell.createAndFill(), cell.createAndFill()];
  const made = table.create(null, [
    table_row.create(
      null,
      row(table_header).flatMap((one) => one ?? []),
    ),
    table_row.create(
      null,
      row(table_cell).flatMap((one) => one ?? []),
    ),
  ]);
  if (dispatch) {
    const tr = state.tr.insert(after, made);
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after + 3))).scrollIntoView());
  }
  return true;
};

/** An annex at the end, its title to be written. */
export const insertAnnex: Command = (state, dispatch) => {
  if (!annex || !annex_title || !paragraph) return false;
  if (dispatch) {
    const end = state.doc.content.size;
    const tr = state.tr.insert(end, annex.create(null, [annex_title.create(), paragraph.create()]));
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(end + 2))).scrollIntoView());
  }
  return true;
};

/** Takes the annex away in which the cursor stands. */
export const removeAnnex: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type !== annex) continue;
    if (dispatch) dispatch(state.tr.delete($from.before(depth), $from.after(depth)).scrollIntoView());
    return true;
  }
  return false;
};

/** Where the outermost block ends in which the cursor stands, within its annex. */
function blockEnd({ selection: { $from } }: EditorState): number | undefined {
  const depth = $from.depth > 0 && $from.node(1).type === annex ? 2 : 1;
  if ($from.depth < depth || $from.node(depth).type === annex_title) return undefined;
  return $from.after(depth);
}

export const tables = {
  addRowAfter,
  addColumnAfter,
  deleteRow,
  deleteColumn,
  deleteTable,
  mergeCells,
  splitCell,
  toggleHeaderRow,
} as const;

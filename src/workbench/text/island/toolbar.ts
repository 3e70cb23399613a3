// The row of buttons above the editor: each says what it does, whether it holds here, and is dead where it does nothing.
import { redo, undo } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { asLevel, asParagraph, bold, insertAnnex, insertTable, removeAnnex, tables } from "./commands.ts";
import { schema } from "./schema.ts";
import type { Said } from "./words.ts";

interface Tool {
  readonly label: string;
  /** Read out in place of the label, where that is a mere sign. */
  readonly name?: string;
  readonly run: Command;
  readonly holds?: (state: EditorState) => boolean;
  /** Shown only where it can be of use. */
  readonly where?: (state: EditorState) => boolean;
}

const block = (state: EditorState) => state.selection.$from.parent;
const inAnnex = (state: EditorState): boolean => state.selection.$from.depth > 0 && state.selection.$from.node(1).type.name === "annex";
const isBold = ({ selection: { from, to, empty, $from }, storedMarks, doc }: EditorState): boolean => {
  const { strong } = schema.marks;
  if (!strong) return false;
  return empty ? strong.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, strong);
};

const toolsOf = (words: Said): readonly Tool[] => [
  { label: words.paragraph, run: asParagraph, holds: (state) => block(state).type.name === "paragraph" },
  ...words.level.map((label, n) => ({
    label,
    name: words.levelName(n + 1),
    run: asLevel(n + 1),
    holds: (state: EditorState) => block(state).type.name === "heading" && block(state).attrs.level === n + 1,
  })),
  { label: words.bold, run: bold, holds: isBold },
  { label: words.table, run: insertTable, where: (state) => !isInTable(state) },
  { label: words.row, run: tables.addRowAfter, where: isInTable },
  { label: words.column, run: tables.addColumnAfter, where: isInTable },
  { label: words.noRow, run: tables.deleteRow, where: isInTable },
  { label: words.noColumn, run: tables.deleteColumn, where: isInTable },
  { label: words.merge, run: tables.mergeCells, where: isInTable },
  { label: words.split, run: tables.splitCell, where: isInTable },
  { label: words.noTable, run: tables.deleteTable, where: isInTable },
  { label: words.annex, run: insertAnnex },
  { label: words.noAnnex, run: removeAnnex, where: inAnnex },
  { label: words.undo, run: undo },
  { label: words.redo, run: redo },
];

export interface Toolbar {
  readonly element: HTMLElement;
  update(view: EditorView): void;
}

export function makeToolbar(words: Said, view: () => EditorView): Toolbar {
  const element = document.createElement("div");
  element.className = "e-toolbar";
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", words.toolbar);
  const tools = toolsOf(words).map((tool) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "e-tool";
    button.textContent = tool.label;
    if (tool.name) button.setAttribute("aria-label", `${tool.name} ${tool.label}`);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      const editor = view();
      tool.run(editor.state, editor.dispatch, editor);
      editor.focus();
    });
    element.append(button);
    return { ...tool, button };
  });
  // One stop for the tab key; the arrows go from button to button.
  const usable = () => tools.map(({ button }) => button).filter((button) => !button.hidden);
  element.addEventListener("keydown", (event) => {
    const buttons = usable();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  });
  return {
    element,
    update: ({ state }) => {
      for (const { button, run, holds, where } of tools) {
        button.hidden = where !== undefined && !where(state);
        button.setAttribute("aria-disabled", String(!run(state)));
        if (holds) button.setAttribute("aria-pressed", String(holds(state)));
      }
      const buttons = usable();
      if (!buttons.some((button) => button.tabIndex === 0 && !button.hidden))
        for (const [n, button] of buttons.entries()) button.tabIndex = n === 0 ? 0 : -1;
      else for (const button of buttons) if (button.tabIndex !== 0) button.tabIndex = -1;
    },
  };
}

// The editor over the text field: levels with live numbers, tables, annexes. The field below is what is sent where no script runs; with
// the editor its structure is sent instead.
import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { type InputRule, inputRules, textblockTypeInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { NodeType } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { parseText, printPlain, type TextDoc } from "../../../engine/text/index.ts";
import { asLevel, asParagraph, bold } from "./commands.ts";
import { keep } from "./keeping.ts";
import { fromEditor, schema, toEditor } from "./schema.ts";
import { makeToolbar } from "./toolbar.ts";
import { said } from "./words.ts";

/** A number typed at the beginning of a line makes a level of it. */
function levelRules(): readonly InputRule[] {
  const { heading } = schema.nodes as Record<string, NodeType>;
  if (!heading) return [];
  const rule = (shape: RegExp, level: number): InputRule => textblockTypeInputRule(shape, heading, { level });
  return [
    textblockTypeInputRule(/^(#{1,4})\s$/, heading, ([, hashes = "#"]) => ({ level: hashes.length })),
    rule(/^[一二三四五六七八九十]{1,3}、$/, 1),
    rule(/^[（(][一二三四五六七八九十]{1,3}[）)]$/, 2),
    rule(/^\d{1,2}[.．]\s$/, 3),
    rule(/^[（(]\d{1,2}[）)]$/, 4),
  ];
}

function start(place: HTMLElement): void {
  const form = place.closest("form");
  const area = place.querySelector("textarea");
  const given = place.dataset.text;
  if (!form || !area || given === undefined) return;
  const words = said[place.dataset.lang === "en" ? "en" : "zh"];
  const label = place.querySelector("label");
  const status = document.createElement("div");
  status.className = "e-write__status e-muted";
  status.setAttribute("role", "status");
  const host = document.createElement("div");
  host.className = "e-write__editor";

  let toolbar: ReturnType<typeof makeToolbar> | undefined;
  const view: EditorView = new EditorView(host, {
    state: EditorState.create({
      doc: toEditor(JSON.parse(given) as TextDoc),
      plugins: [
        inputRules({ rules: levelRules() }),
        keymap({
          "Mod-z": undo,
          "Mod-y": redo,
          "Shift-Mod-z": redo,
          "Mod-b": bold,
          "Mod-Alt-0": asParagraph,
          ...Object.fromEntries([1, 2, 3, 4].map((level) => [`Mod-Alt-${level}`, asLevel(level)])),
          Tab: goToNextCell(1),
          "Shift-Tab": goToNextCell(-1),
        }),
        keymap(baseKeymap),
        history(),
        tableEditing(),
      ],
    }),
    attributes: {
      class: "e-doc e-doc--editor",
      lang: "zh-Hans",
      role: "textbox",
      "aria-multiline": "true",
      ...(label ? { "aria-labelledby": label.id || "editor-label" } : {}),
    },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      toolbar?.update(view);
      if (transaction.docChanged) keeping.changed();
    },
  });
  const content = (): string => JSON.stringify(fromEditor(view.state.doc));
  const isAbove = (name: string): boolean => name === "head" || name.startsWith(place.dataset.above ?? "head");
  const above = (): [string, string][] =>
    [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      isAbove(name) && typeof value === "string" ? [[name, value]] : [],
    );
  const keeping = keep({ url: place.dataset.working ?? "", form, words, status, content, above });
  toolbar = makeToolbar(words, () => view);
  toolbar.update(view);

  const structured = document.createElement("input");
  structured.type = "hidden";
  structured.name = "structured";
  const group = area.parentElement ?? place;
  if (label) {
    label.id ||= "editor-label";
    label.removeAttribute("for");
    label.addEventListener("click", () => view.focus());
  }
  group.querySelector(".govuk-hint")?.remove();
  area.hidden = true;
  area.disabled = true;
  const toPlain = document.createElement("button");
  toPlain.type = "button";
  toPlain.className = "e-tool e-tool--plain";
  toPlain.textContent = words.plain;
  group.append(toolbar.element, host, status, toPlain, structured);

  const submit = (): void => {
    structured.value = content();
    keeping.stop();
  };
  form.addEventListener("submit", submit);
  form.addEventListener("input", ({ target }) => {
    if (target instanceof Element && isAbove(target.getAttribute("name") ?? "")) keeping.changed();
  });
  toPlain.addEventListener("click", () => {
    const parsed = parseText(fromEditor(view.state.doc));
    if (!parsed.ok) return;
    area.value = printPlain(parsed.text);
    area.hidden = false;
    area.disabled = false;
    if (label) label.htmlFor = area.id;
    form.removeEventListener("submit", submit);
    structured.remove();
    keeping.stop();
    view.destroy();
    toolbar?.element.remove();
    host.remove();
    toPlain.remove();
    area.focus();
  });
}

for (const place of document.querySelectorAll<HTMLElement>("[data-editor]")) start(place);

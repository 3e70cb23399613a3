// The list worked through by keyboard; what each key does stands on a page of its own (?). Everything else stays as it is without
// scripts.
const list = document.querySelector("[data-worklist]");
const rows = [...(list?.querySelectorAll("tbody tr") ?? [])];
for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;

const typing = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
const current = () => rows.findIndex((row) => row.contains(document.activeElement));
const boxes = () => rows.flatMap((row) => row.querySelector("input[type=checkbox]") ?? []);
const focusRow = (at) => rows[at]?.querySelector("a")?.focus();

const moves = {
  j: (at) => focusRow(Math.min(at + 1, rows.length - 1)),
  k: (at) => focusRow(Math.max(at - 1, 0)),
  g: () => focusRow(0),
  G: () => focusRow(rows.length - 1),
  x: (at) => rows[at]?.querySelector("input[type=checkbox]")?.click(),
  a: () => {
    const all = boxes();
    const on = !all.every((box) => box.checked);
    for (const box of all) box.checked = on;
  },
  t: () => list?.closest("form")?.querySelector("button[type=submit]:not([formaction])")?.click(),
  f: () => {
    const panel = document.querySelector("[data-filters]")?.closest("details");
    if (panel) panel.open = true;
    document.querySelector("[data-filters] select, [data-filters] input:not([type=hidden])")?.focus();
  },
  "?": () => document.querySelector("[data-keys] a")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const move = moves[event.key];
  if (!move || rows.length === 0) return;
  event.preventDefault();
  move(current());
  document.activeElement?.closest("tr")?.scrollIntoView({ block: "nearest" });
});

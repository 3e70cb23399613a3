// J and K move through the rows, Enter opens one, X ticks its box. Everything else stays as it is without scripts.
const list = document.querySelector("[data-worklist]");
const rows = [...(list?.querySelectorAll("tbody tr") ?? [])];
for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = false;

const typing = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
const current = () => rows.findIndex((row) => row.contains(document.activeElement));

const moves = {
  j: (at) => rows[Math.min(at + 1, rows.length - 1)]?.querySelector("a")?.focus(),
  k: (at) => rows[Math.max(at - 1, 0)]?.querySelector("a")?.focus(),
  x: (at) => rows[at]?.querySelector("input[type=checkbox]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const move = moves[event.key];
  if (!move || rows.length === 0) return;
  event.preventDefault();
  move(current());
  document.activeElement?.closest("tr")?.scrollIntoView({ block: "nearest" });
});

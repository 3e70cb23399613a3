// The only script of the pages. Every page works without it; it saves a little waiting and searching.

// After an answer with errors, or a deed done, the reader stands where it is said.
document.querySelector("[data-focus]")?.focus();

// What the other side has heard needs no keeping: its answers say so (see keep.js). Signing out forgets everything kept.
const forget = (wanted) => {
  for (const name of Object.keys(localStorage))
    if (name.startsWith("errand-keep:") && wanted(localStorage.getItem(name))) localStorage.removeItem(name);
};
const heard = /(?:^|; )(?:__Host-)?heard=([^;]+)/.exec(document.cookie)?.[1]?.split(".") ?? [];
if (heard.length > 0) forget((entry) => heard.some((once) => entry.includes(`"once":"${once}"`)));
document.addEventListener("submit", ({ target }) => {
  if (target.hasAttribute("data-forget")) forget(() => true);
});

if (isSecureContext && navigator.serviceWorker) {
  const { serviceWorker } = navigator;
  serviceWorker.register("/sw.js").catch(() => {});
  // A page that was on its way while the worker started is not its own yet: it asks to be taken in.
  serviceWorker.ready.then(({ active }) => serviceWorker.controller ?? active.postMessage("claim"));
}

// Pressing a button twice sends once. (The form's idempotency key makes sure where this does not run.)
document.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (!submitter?.hasAttribute("data-once")) return;
  if (submitter.getAttribute("aria-disabled") === "true") event.preventDefault();
  else {
    submitter.setAttribute("aria-disabled", "true");
    setTimeout(() => submitter.removeAttribute("aria-disabled"), 3000);
  }
});

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = [...button.childNodes];
    button.replaceChildren(button.dataset.copied);
    setTimeout(() => button.replaceChildren(...before), 2000);
  });
}

// The slash leads to the search, unless it is being typed.
const search = document.querySelector("[data-search], .e-main input[name=find]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !search) return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], [contenteditable] *")) return;
  event.preventDefault();
  search.focus();
});

// Finds officers as one types: the form is asked what it would answer to its button, and what it found is shown in its place. The words stay
// where they are, and whoever was chosen stays chosen. Without scripts the button does the same.
for (const picker of document.querySelectorAll("[data-picker]")) {
  const form = picker.closest("form");
  const words = picker.querySelector("input");
  const button = picker.querySelector("button");
  if (!form || !words || !button) continue;
  // Enter in another field sends the form, not the search.
  button.type = "button";
  let waiting;
  let asked = 0;
  const find = async () => {
    const nth = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("find", picker.dataset.picker);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" }, redirect: "manual" });
      if (!answer.ok || nth !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector(`[data-picker="${picker.dataset.picker}"] [data-picked]`);
      if (found) picker.querySelector("[data-picked]").replaceChildren(...found.childNodes);
    } catch {
      // Away: the button sends the form, as it does without scripts.
      button.type = "submit";
    }
  };
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 250);
  });
  button.addEventListener("click", () => {
    if (button.type === "button") void find();
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(waiting);
      void find();
    } else if (event.key === "ArrowDown") {
      const first = picker.querySelector("input[type=radio], input[type=checkbox]");
      if (first) {
        event.preventDefault();
        first.focus();
      }
    }
  });
}

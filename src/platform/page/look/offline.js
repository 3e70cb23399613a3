// Without a connection: waits for it, and goes to the page that was asked for. It is asked for anew, never sent anew: a form
// that waits is sent by its own page.
const again = () => location.replace(location.href);
addEventListener("online", again);
document.querySelector("[data-again]")?.addEventListener("click", (event) => {
  event.preventDefault();
  again();
});
// Some losses of connection are not told.
setInterval(async () => {
  try {
    await fetch("/sw.js", { method: "HEAD", cache: "no-store" });
    again();
  } catch {
    // Still none.
  }
}, 15_000);

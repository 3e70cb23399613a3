// News as it comes: the count in the left hand, a word for those who listen, and the parts of this page that it concerns. The pages say
// the same without it, when they are loaded again. One window of several keeps the connection and tells the others.
const place = document.querySelector("[data-inbox-stream]");
const said = document.querySelector("[data-inbox-said]");
const link = document.querySelector("[data-inbox-count]");
const others = typeof BroadcastChannel === "function" ? new BroadcastChannel("errand-inbox") : undefined;
let shown;

const count = (unread) => {
  if (!link) return;
  const mark = link.querySelector(".e-count");
  mark?.remove();
  if (unread === "0") return;
  const fresh = document.createElement("span");
  fresh.className = "e-count";
  fresh.textContent = ` ${unread}`;
  link.append(fresh);
};

// Fetches this page and puts the parts that changed in their places; what is being typed elsewhere on it stays.
const refresh = async (names) => {
  const parts = [...document.querySelectorAll("[data-live]")].filter((part) => names.includes(part.dataset.live));
  if (parts.length === 0) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) continue;
    const now = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
    if (now) part.replaceWith(document.importNode(now, true));
  }
};

const take = (news) => {
  count(news.unread);
  if (news.lines.length === 0 && news.unread === shown) return;
  shown = news.unread;
  if (said && news.lines.length > 0) said.textContent = news.lines.map((line) => line.text).join(" · ");
  void refresh(["inbox", ...news.lines.flatMap((line) => (line.case ? [`${line.kind}:${line.case}`] : []))]);
};
others?.addEventListener("message", ({ data }) => take(data));

const listen = () =>
  new Promise((done) => {
    const source = new EventSource(place.dataset.inboxStream);
    source.addEventListener("news", ({ data }) => {
      const news = JSON.parse(data);
      take(news);
      others?.postMessage(news);
    });
    // A connection that broke is taken up again by the browser; one that was refused or has ended is not.
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && done());
    source.addEventListener("over", () => {
      source.close();
      done();
    });
    addEventListener("pagehide", () => source.close(), { once: true });
  });

if (place && typeof EventSource === "function") {
  if (navigator.locks) void navigator.locks.request("errand-inbox", listen);
  else void listen();
}

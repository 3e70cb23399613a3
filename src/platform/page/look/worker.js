// Stands between the pages and the network: keeps their look, and says something when there is no connection. No page of
// anybody is ever kept. `SHELL` and `FILES` are written before this by the server.
/* global SHELL, FILES */
const kept = new Set(FILES);

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((shell) => shell.addAll(FILES))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("errand-") && name !== SHELL).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

// Asked for by a page of ours that was loading while this began.
addEventListener("message", (event) => {
  if (event.data === "claim") event.waitUntil(clients.claim());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate")
    event.respondWith(fetch(request).catch(() => caches.match(pathname.startsWith("/en/") ? "/en/offline" : "/zh/offline")));
  else if (request.method === "GET" && kept.has(pathname))
    event.respondWith(caches.match(pathname).then((found) => found ?? fetch(request)));
});

/* The screen's service worker: it keeps the player and its pictures, so that they are there without the network.
   Its scope is one screen's address. What may be shown is decided by the player, never by what is kept here. */

const PREFIX = "screen:";
/* One cache for each screen: two screens played from one computer keep their own. */
const KEPT = PREFIX + new URL(self.registration.scope).pathname;
const FORMER = "screen-1";

async function keep(urls) {
  const cache = await caches.open(KEPT);
  const wanted = new Set(urls);
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) {
      await cache.delete(request);
    }
  }
  const there = new Set((await cache.keys()).map((request) => request.url));
  const missing = urls.filter((url) => !there.has(url));
  await Promise.all(missing.map((url) => cache.add(url).catch(() => null)));
  return (await cache.keys()).length;
}

async function forget() {
  await caches.delete(KEPT);
  await self.registration.unregister();
}

async function page(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(request.url, answer.clone());
    } else if (answer.status === 404) {
      await forget();
    }
    return answer;
  } catch {
    return (await cache.match(request.url)) ?? Response.error();
  }
}

/* A browser asks for a film piece by piece; what is kept is whole, so the piece is cut here. */
async function piece(kept, range) {
  const whole = await kept.blob();
  const [, from, until] = range.match(/^bytes=(\d+)-(\d*)$/) ?? [null, "0", ""];
  const start = Number(from);
  const end = until ? Math.min(Number(until), whole.size - 1) : whole.size - 1;
  if (start > end) {
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } });
  }
  return new Response(whole.slice(start, end + 1, whole.type), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type") ?? "",
      "Content-Range": `bytes ${start}-${end}/${whole.size}`,
      "Content-Length": String(end - start + 1),
      "Accept-Ranges": "bytes",
    },
  });
}

async function part(request) {
  const kept = await (await caches.open(KEPT)).match(request.url);
  const range = request.headers.get("Range");
  return kept && range ? piece(kept, range) : (kept ?? fetch(request));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), caches.delete(FORMER)])));
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) {
    event.waitUntil(keep(event.data.keep).then((count) => event.ports[0]?.postMessage(count)));
  }
});
self.addEventListener("message", (event) => {
  if (event.data?.forget) {
    event.waitUntil(forget());
  }
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const live = url.pathname.endsWith("/program.json") || url.pathname.endsWith("/plays/");
  if (request.method !== "GET" || url.origin !== self.location.origin || live) {
    return;
  }
  event.respondWith(request.mode === "navigate" ? page(request) : part(request));
});

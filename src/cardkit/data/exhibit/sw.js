// Keep this deck's pages for when there is no connection: a page comes from the network if it is quick, a file from here.
const NAME = "cardkit-NAME", SCOPE = self.registration.scope, PATIENCE = 4000;
const ours = url => url.startsWith(SCOPE);
const plain = url => url.split("#")[0];
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", e => e.waitUntil(self.clients.claim()));
self.addEventListener("message", e => {
  if (Array.isArray(e.data)) e.waitUntil(keep([...new Set([SCOPE, ...e.data].map(plain).filter(ours))].slice(0, 80)));
});
async function keep(urls) {
  const cache = await caches.open(NAME);
  for (const url of urls) {
    if (await cache.match(url)) continue;
    try {
      const got = await fetch(url);
      if (!got.ok || got.status === 206) continue;
      const copy = got.clone();
      await cache.put(url, got);
      if ((copy.headers.get("content-type") || "").includes("html")) await withFiles(cache, url, await copy.text());
    } catch {}
  }
}
async function withFiles(cache, page, text) {
  // The art and the fonts of a page that was not opened yet; the first picture is the card's own.
  const named = [...text.matchAll(/src="([^"]+\.(?:svg|avif|jpg))"|url\("([^"]+\.woff2)"\)/g)].map(([, a, b]) => a || b);
  const pictures = named.filter(name => !name.endsWith("woff2")).slice(0, 1);
  for (const name of new Set([...pictures, ...named.filter(name => name.endsWith("woff2"))])) {
    const url = new URL(name, page).href;
    if (ours(url) && !(await cache.match(url))) await cache.add(url).catch(() => {});
  }
}
self.addEventListener("fetch", e => {
  const { request } = e;
  if (request.method !== "GET" || !ours(request.url) || request.headers.has("range")) return;
  e.respondWith(request.mode === "navigate" ? page(request) : file(request));
});
async function page(request) {
  const cache = await caches.open(NAME), url = plain(request.url);
  const network = fetch(request).then(async got => {
    if (got.ok && !got.redirected) await cache.put(url, got.clone());
    return got;
  });
  const late = new Promise(done => setTimeout(done, PATIENCE)).then(() => cache.match(url));
  try {
    return (await Promise.race([network, late])) || (await network);
  } catch {
    return (await cache.match(url)) || (await cache.match(url + "/")) || (await cache.match(SCOPE + "404.html")) || Response.error();
  }
}
async function file(request) {
  const cache = await caches.open(NAME), url = plain(request.url), kept = await cache.match(url);
  const network = fetch(request).then(async got => {
    if (got.status === 200) await cache.put(url, got.clone());
    return got;
  });
  if (!kept) return network;
  network.catch(() => {});
  return kept;
}

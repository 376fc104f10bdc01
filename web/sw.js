/**
 * The service worker: keeps the files of this release and of the one before, and answers from them. Knows nothing of
 * the user's data. The build puts the release's name and files in here (web/tools/bundle.mjs).
 */

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const RELEASE = '__RELEASE__';
/** @type {string[]} */
const FILES = [/* __FILES__ */];

const PREFIX = 'earshot-release-';
const CACHE = PREFIX + RELEASE;
/** This release and the one before, for tabs that are still open on it. */
const RELEASES_KEPT = 2;

scope.addEventListener('install', (event) => event.waitUntil(fetchRelease()));
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()));
scope.addEventListener('message', (event) => {
  if (event.data?.type === 'take-over') void scope.skipWaiting();
});
scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin) return;
  if (url.pathname.endsWith('/version.json')) return; // asks what the server has
  event.respondWith(answer(event.request));
});

async function fetchRelease() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async (file) => {
      // Names with a hash never change: the browser's own cache, and the release before, serve them as well.
      const isHashed = /\.[0-9a-f]{10}\./.test(file);
      const known = isHashed ? await caches.match(file) : undefined;
      const response = known ?? (await fetch(file, { cache: isHashed ? 'default' : 'no-cache' }));
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      await cache.put(file, response);
    }),
  );
}

async function takeOver() {
  const releases = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  // In order of their making; the last ones stay.
  const old = releases.slice(0, Math.max(releases.length - (RELEASES_KEPT - 1), 0));
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/**
 * Stored answers go back untouched: the browser keeps the compiled code of wasm with them.
 * @param {Request} request
 */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const key = request.mode === 'navigate' ? './' : request;
  const stored = (await cache.match(key, { ignoreSearch: request.mode === 'navigate' })) ?? (await caches.match(key));
  return stored ?? fetch(request);
}

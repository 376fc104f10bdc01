/**
 * The service worker: keeps the files of this release and of the ones before, and answers from them. Knows nothing of
 * the user's data. The build puts the release's name and files in here (web/tools/bundle.mjs).
 *
 * A start gets the newest release that is here whole, whichever worker is the active one: waiting for the new worker to
 * take over (`skipWaiting`) is a race with the page's own fetches, and one that Chromium loses now and then, for
 * minutes. Tabs that are open keep their release: its files have names of their own.
 */

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const RELEASE = '__RELEASE__';
/** @type {string[]} */
const FILES = [/* __FILES__ */];

const PREFIX = 'earshot-release-';
const CACHE = PREFIX + RELEASE;
/** The page itself. It is stored last: a release that has it is here whole. */
const PAGE = './';
const HASHED_NAME = /\.[0-9a-f]{10}\./;
/** This release and the one before, for tabs that are still open on it. */
const RELEASES_KEPT = 2;

scope.addEventListener('install', (event) => event.waitUntil(fetchRelease()));
scope.addEventListener('activate', (event) => event.waitUntil(takeOver()));
scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== scope.location.origin) return;
  event.respondWith(answer(event.request));
});

async function fetchRelease() {
  await caches.delete(CACHE); // left by a fetch that broke off, or by a release that is back: it is the newest now
  const cache = await caches.open(CACHE);
  /** @param {string} file */
  const fetchFile = async (file) => {
    // Names with a hash never change: the browser's own cache, and the release before, serve them as well.
    const isHashed = HASHED_NAME.test(file);
    const known = isHashed ? await caches.match(file) : undefined;
    const response = known ?? (await fetch(file, { cache: isHashed ? 'default' : 'no-cache' }));
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    await cache.put(file, response);
  };
  await Promise.all(FILES.filter((file) => file !== PAGE).map(fetchFile));
  await fetchFile(PAGE);
}

/** The caches of Earshot's releases, in the order of their making. */
const releaseCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

async function takeOver() {
  const old = (await releaseCaches()).slice(0, -RELEASES_KEPT).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/**
 * Stored answers go back untouched: the browser keeps the compiled code of wasm with them.
 * @param {Request} request
 */
async function answer(request) {
  const isPage = request.mode === 'navigate' && !HASHED_NAME.test(request.url); // the plain page is another one
  if (!isPage) return (await caches.match(request)) ?? fetch(request);
  for (const name of (await releaseCaches()).reverse()) {
    const page = await (await caches.open(name)).match(PAGE);
    if (page) return page;
  }
  return fetch(request);
}

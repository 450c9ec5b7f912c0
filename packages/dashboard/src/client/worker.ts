// Keeps copies of the public pages that were read on this device, for when there is no connection. What belongs to
// somebody who is signed in says `cache-control: no-store`, and is never kept.
interface WorkerEvent {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchLike extends WorkerEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchLike) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const CACHE = 'hubgraph-pages-1';
const PAGES_MAX = 60;
const OFFLINE = '/offline';
const INCOMPLETE = '<meta name="hubgraph-incomplete">';

scope.addEventListener('install', (event) => {
  event.waitUntil(
    scope.caches
      .open(CACHE)
      .then((cache) => cache.add(OFFLINE))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    scope.caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => scope.caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== scope.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (new URL(request.url).pathname.startsWith('/assets/')) event.respondWith(asset(event));
});

/** From the network, which is right; from here only where there is none. */
async function page(event: FetchLike): Promise<Response> {
  const cache = await scope.caches.open(CACHE);
  try {
    const response = await fetch(event.request);
    if (mayBeKept(response)) event.waitUntil(keep(cache, event.request, response.clone()));
    return response;
  } catch (error) {
    const kept = (await cache.match(event.request)) ?? (await cache.match(OFFLINE));
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Its name holds its digest, so a copy is always right. */
async function asset(event: FetchLike): Promise<Response> {
  const cache = await scope.caches.open(CACHE);
  const kept = await cache.match(event.request);
  if (kept !== undefined) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
  return response;
}

function mayBeKept(response: Response): boolean {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  return response.ok && isPage && response.headers.get('cache-control')?.includes('no-store') !== true;
}

async function keep(cache: Cache, request: Request, response: Response): Promise<void> {
  // A page that broke off while it was sent says so at its end; a copy of before, if there is one, is worth more.
  if ((await response.clone().text()).includes(INCOMPLETE)) return;
  await cache.put(request, response);
  const keys = await cache.keys();
  const pages = keys.filter(({ url }) => !url.includes('/assets/') && !url.endsWith(OFFLINE));
  await Promise.all(pages.slice(0, Math.max(0, pages.length - PAGES_MAX)).map((old) => cache.delete(old)));
}

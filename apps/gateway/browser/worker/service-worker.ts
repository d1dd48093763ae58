// Shows a page with the numbers to phone when the network fails. It keeps that page, its stylesheet, scripts, and icon, and
// nothing that was answered to a person.
import { isSameContent, keptFor, type Offline } from './offline.ts';

declare const self: ServiceWorkerGlobalScope;
/** Undefined: the worker is retired. */
declare const OFFLINE: Offline | undefined;

/** A network that takes longer to begin an answer is none. */
const MAX_WAIT_MS = 15_000;

if (OFFLINE === undefined) retire();
else serve(OFFLINE);

function serve(offline: Offline): void {
  self.addEventListener('install', (event) => {
    event.waitUntil(keep(offline).then(() => self.skipWaiting()));
  });
  self.addEventListener('activate', (event) => {
    event.waitUntil(takeOver(offline.cache));
  });
  self.addEventListener('fetch', (event) => {
    const { method, mode, url } = event.request;
    const kept = keptFor(offline, { method, mode, path: new URL(url).pathname });
    if (kept === undefined) return;
    event.respondWith('page' in kept ? networkFirst(event, kept.page) : keptFirst(event.request));
  });
}

/** If anything is missing, the worker before stays. */
async function keep({ cache, pages, files }: Offline): Promise<void> {
  const kept = await caches.open(cache);
  await kept.addAll(files);
  for (const { path, tag } of Object.values(pages)) {
    const answer = await fetch(path, { cache: 'reload' });
    if (!answer.ok || !isSameContent(answer.headers.get('ETag'), tag)) throw new Error(`${path} has another content`);
    await kept.put(path, answer);
  }
}

async function takeOver(cache: string): Promise<void> {
  await deleteCaches((name) => name !== cache);
  // The request of a page leaves while the worker starts. Not every browser can.
  if ('navigationPreload' in self.registration) await self.registration.navigationPreload.enable();
}

async function networkFirst(event: FetchEvent, page: string): Promise<Response> {
  try {
    return await Promise.race([answerTo(event), tooLate()]);
  } catch {
    // No answer of a server, whatever it says, comes here: only a network that failed.
    return (await caches.match(page)) ?? Response.error();
  }
}

async function answerTo({ preloadResponse, request }: FetchEvent): Promise<Response> {
  const early = (await preloadResponse) as Response | undefined;
  return early ?? fetch(request);
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer in time')), MAX_WAIT_MS);
  });
}

/** The address of a file names its content. */
async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** Leaves nothing behind. Pages that are open go on without it. */
function retire(): void {
  self.addEventListener('install', () => void self.skipWaiting());
  self.addEventListener('activate', (event) => {
    event.waitUntil(deleteCaches(() => true).then(() => self.registration.unregister()));
  });
}

async function deleteCaches(isOld: (name: string) => boolean): Promise<void> {
  await Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
}

/// <reference lib="dom" />
import type { RunningBrowser } from './running-browser.ts';

/** All that the browser keeps of a site: texts, and the addresses that caches have answers of. */
interface KeptBySite {
  readonly local: Readonly<Record<string, string>>;
  /** Everything, as one text. */
  readonly all: string;
  readonly caches: readonly string[];
  /** Addresses in caches, sorted. */
  readonly cached: readonly string[];
}

export async function keptBySite({ page }: RunningBrowser): Promise<KeptBySite> {
  return page.evaluate<KeptBySite>(`(${String(readAll)})()`);
}

/** The browser knows the site no more: no worker, no cache, no draft. */
export async function forgetSite({ page, debug }: RunningBrowser, url: string): Promise<void> {
  await page.goto('about:blank');
  await debug.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'all' });
  await debug.send('Network.clearBrowserCache');
}

/** Opens the front page, and waits until its worker is ready for the time without a network. */
export async function openWithWorker({ page }: RunningBrowser, url: string): Promise<void> {
  await page.goto(url);
  await page.evaluate(`(${String(whenActive)})()`);
}

/** Runs in the browser. */
async function readAll(): Promise<KeptBySite> {
  const names = await caches.keys();
  const answers: { readonly path: string; readonly text: string }[] = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      answers.push({ path: new URL(request.url).pathname, text: (await answer?.text()) ?? '' });
    }
  }
  const databases = await indexedDB.databases();
  return {
    local: { ...localStorage },
    all: JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      databases,
      document.cookie,
      history.state,
      answers,
    ]),
    caches: names,
    cached: answers.map(({ path }) => path).toSorted(),
  };
}

/** Runs in the browser. */
async function whenActive(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  if (active === null || active.state === 'activated') return;
  await new Promise<void>((done) => {
    active.addEventListener('statechange', () => done());
  });
}

import type { Request } from '@safe-community/testkit/browser';
import type { RunningBrowser } from './running-browser.ts';

/** What the browser loaded for a page at the first visit. */
export interface Loaded {
  /** "document", "stylesheet", "script" */
  readonly kind: string;
  readonly url: string;
  /** Of the body as it was sent: compressed. */
  readonly bytes: number;
}

/** Opens the page with scripts and without anything kept, and counts all that the browser asks for. */
export async function weigh(browser: RunningBrowser, url: string): Promise<Loaded[]> {
  const { page, debug } = browser;
  const loaded: Promise<Loaded>[] = [];
  const keep = (request: Request): void => {
    const sized = async () => ({
      kind: request.resourceType(),
      url: request.url(),
      bytes: (await request.sizes()).responseBodySize,
    });
    loaded.push(sized());
  };
  await debug.send('Network.clearBrowserCache');
  page.on('requestfinished', keep);
  await browser.show({ url }, { width: 360, hasScripts: true });
  page.off('requestfinished', keep);
  return Promise.all(loaded);
}

/** @param kinds all if none is named. */
export function bytesOf(loaded: readonly Loaded[], ...kinds: readonly string[]): number {
  return loaded
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

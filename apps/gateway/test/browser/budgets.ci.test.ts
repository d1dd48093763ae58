import type { CDPSession } from '@safe-community/testkit/browser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADDRESSES, LARGEST_ADDRESS } from '../addresses.ts';
import { COUNTRY_ANSWERS } from '../country-answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';
import { bytesOf, weigh } from './weight.ts';

// What a page weighs, counted by the browser, and when it can be used.

const KB = 1_000;
const LARGEST = { script: 10 * KB, stylesheet: 12 * KB };
/** Of documents with all that they load. */
const PAGE_BYTES: Readonly<Record<string, number>> = { '/': 40 * KB, [LARGEST_ADDRESS]: 110 * KB };
const OTHER_BYTES = 45 * KB;
const MOST_REQUESTS = 5;
const USABLE_MS = 3_000;
/** A slow phone network. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50 * KB, uploadThroughput: 50 * KB };

let browser: RunningBrowser;
let pages: RunningPages;
beforeAll(async () => {
  [browser, pages] = await Promise.all([runBrowser(), runPages(COUNTRY_ANSWERS)]);
});
afterAll(async () => {
  await browser?.stop();
  await pages?.stop();
});

const EVERY = [...Object.values(ADDRESSES).flat(), LARGEST_ADDRESS];

test.each(EVERY)('%s is light', async (path) => {
  const loaded = await weigh(browser, `${pages.url}${path}`);
  expect(loaded.filter(({ url }) => !url.startsWith(pages.url))).toEqual([]);
  expect(loaded.length).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(bytesOf(loaded, 'font')).toBe(0);
  for (const [kind, largest] of Object.entries(LARGEST)) expect(bytesOf(loaded, kind)).toBeLessThanOrEqual(largest);
  expect(bytesOf(loaded, 'document')).toBeGreaterThan(0);
  expect(bytesOf(loaded)).toBeLessThanOrEqual(PAGE_BYTES[path] ?? OTHER_BYTES);
});

test.each(EVERY)('%s is usable within 3 seconds at 400 kbit/s and 400 ms', async (path) => {
  await onSlowNetwork(browser.debug, async () => {
    const began = performance.now();
    await browser.page.goto(`${pages.url}${path}`, { waitUntil: 'domcontentloaded' });
    // Painted with its styles: the stylesheet holds up the first frame.
    await browser.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(performance.now() - began).toBeLessThan(USABLE_MS);
  });
});

async function onSlowNetwork(debug: CDPSession, use: () => Promise<void>): Promise<void> {
  await debug.send('Network.enable');
  await debug.send('Network.clearBrowserCache');
  await debug.send('Network.emulateNetworkConditions', SLOW);
  try {
    await use();
  } finally {
    const unlimited = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
    await debug.send('Network.emulateNetworkConditions', unlimited);
  }
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADDRESSES, LARGEST_ADDRESS } from '../addresses.ts';
import { COUNTRY_ANSWERS } from '../country-answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';
import { bytesOf, weigh } from './weight.ts';

// What a page weighs, counted by the browser, and when it can be used: computed, as this machine may be busy.

const KB = 1_000;
const LARGEST = { script: 10 * KB, stylesheet: 12 * KB };
/** Of documents with all that they load. */
const PAGE_BYTES: Readonly<Record<string, number>> = { '/': 40 * KB, [LARGEST_ADDRESS]: 110 * KB };
const OTHER_BYTES = 45 * KB;
const MAX_REQUESTS = 5;
const USABLE_MS = 3_000;
/** A slow phone network. */
const SLOW = { roundTripMs: 400, bytesPerMs: 50 };

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
  expect(loaded.length).toBeLessThanOrEqual(MAX_REQUESTS);
  expect(bytesOf(loaded, 'font')).toBe(0);
  for (const [kind, largest] of Object.entries(LARGEST)) expect(bytesOf(loaded, kind)).toBeLessThanOrEqual(largest);
  expect(bytesOf(loaded, 'document')).toBeGreaterThan(0);
  expect(bytesOf(loaded)).toBeLessThanOrEqual(PAGE_BYTES[path] ?? OTHER_BYTES);
});

test.each(EVERY)('%s is usable within 3 seconds at 400 kbit/s and 400 ms', async (path) => {
  const loaded = await weigh(browser, `${pages.url}${path}`);
  const html = await (await fetch(`${pages.url}${path}`)).text();
  // The document names all that it loads, so there are two rounds: itself, and the rest at once.
  const notNamed = loaded.filter(({ kind, url }) => kind !== 'document' && !html.includes(new URL(url).pathname));
  expect(notNamed).toEqual([]);
  expect(2 * SLOW.roundTripMs + bytesOf(loaded) / SLOW.bytesPerMs).toBeLessThan(USABLE_MS);
});

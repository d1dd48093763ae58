import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';

// What assistive technology gets: roles, names, states. Read the files when they change.

let browser: RunningBrowser;
let pages: RunningPages;
beforeAll(async () => {
  [browser, pages] = await Promise.all([runBrowser(), runPages(ANSWERS)]);
});
afterAll(async () => {
  await Promise.all([browser?.stop(), pages?.stop()]);
});

test.each([
  ['map', '/en/map?measure=cameras'],
  ['report', '/en/report'],
  ['report-uk', '/report'],
])('the accessibility tree of trees/%s.txt', async (name, path) => {
  await browser.show({ url: `${pages.url}${path}` }, { width: 360, hasScripts: true });
  const tree = await browser.page.locator('body').ariaSnapshot();
  await expect(`${tree}\n`).toMatchFileSnapshot(`./trees/${name}.txt`);
});

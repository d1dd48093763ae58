import { whyNoBrowser } from '@safe-community/testkit/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANSWERS, VINNYTSIA } from '../answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { hindrances } from './rules.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';

// A taste of every-page.ci.test.ts for `npm test`: two pages, one look.

const missing = whyNoBrowser();

describe.skipIf(missing !== undefined)(`in a browser${missing === undefined ? '' : ` (${missing})`}`, () => {
  let browser: RunningBrowser;
  let pages: RunningPages;
  beforeAll(async () => {
    [browser, pages] = await Promise.all([runBrowser(), runPages(ANSWERS)]);
  });
  afterAll(async () => {
    await Promise.all([browser?.stop(), pages?.stop()]);
  });

  test.each(['/', `/officer?place=${VINNYTSIA}`])('nobody is hindered on %s', async (path) => {
    await browser.show({ url: `${pages.url}${path}` }, { width: 360, hasScripts: true });
    expect(await hindrances(browser, 'uk')).toEqual([]);
  });
});

/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, pathIn } from '../../src/site/module.ts';
import { ANSWERS } from '../answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';

// How much of a phone the header takes, and what a large screen shows in its place.

let browser: RunningBrowser;
let pages: RunningPages;
beforeAll(async () => {
  [browser, pages] = await Promise.all([runBrowser(), runPages(ANSWERS)]);
});
afterAll(async () => {
  await Promise.all([browser?.stop(), pages?.stop()]);
});

describe.each(LANGUAGES)('in the language %s', (language) => {
  test.each([320, 360])('at %i px, the numbers are two lines at most, and the menu is one', async (width) => {
    await browser.show({ url: `${pages.url}${pathIn(language, '/')}` }, { width, hasScripts: false });
    expect(await linesOf('.strip li')).toBeLessThanOrEqual(2);
    expect(await linesOf('.masthead nav > *')).toBe(1);
    expect(await browser.page.locator('.masthead nav .line').isVisible()).toBe(false);
  });

  test('on a large screen, the most wanted pages stand in one line beside the name', async () => {
    await browser.show({ url: `${pages.url}${pathIn(language, '/')}` }, { width: 1_280, hasScripts: false });
    expect(await linesOf('.strip li')).toBe(1);
    expect(await linesOf('.masthead > *')).toBe(1);
    expect(await browser.page.locator('.masthead nav .line a').count()).toBe(4);
    await browser.page.click('.menu summary');
    expect(await browser.page.locator('.menu .in-line').first().isVisible()).toBe(false);
    expect(await browser.page.locator('.menu a[href$="/compare"]').isVisible()).toBe(true);
  });

  test('a form has one number and one line above its heading', async () => {
    await browser.show({ url: `${pages.url}${pathIn(language, '/report')}` }, { width: 360, hasScripts: false });
    expect(await linesOf('.strip li')).toBe(1);
    expect(await linesOf('.masthead nav > *')).toBe(1);
  });
});

/** Elements of one line have their middles at one height. */
async function linesOf(selector: string): Promise<number> {
  return browser.page.evaluate<number>(`(${String(countLines)})(${JSON.stringify(selector)})`);
}

/** Runs in the browser. */
function countLines(selector: string): number {
  const boxes = [...document.querySelectorAll(selector)]
    .map((element) => element.getBoundingClientRect())
    .filter(({ height }) => height > 0)
    .toSorted((one, other) => one.top - other.top);
  let bottom = -Infinity;
  let lines = 0;
  for (const box of boxes) {
    if (box.top >= bottom) {
      lines += 1;
      bottom = box.bottom;
    }
    bottom = Math.min(bottom, box.bottom);
  }
  return lines;
}

/**
 * Prints what the pages weigh, what axe-core finds on them, and how many keys a report takes, as a browser counts it.
 * Services answer with figures for every hromada, so nothing needs to run.
 *
 *   node apps/gateway/test/programs/print-page-figures.ts [--json]
 */
import { axeResults } from '@safe-community/testkit/browser';
import { LANGUAGES, pathIn, type Language } from '../../src/site/module.ts';
import { ADDRESSES, LARGEST_ADDRESS } from '../addresses.ts';
import { keyboardOf } from '../browser/keyboard.ts';
import { runBrowser, type RunningBrowser } from '../browser/running-browser.ts';
import { shortestReport } from '../browser/shortest-report.ts';
import { bytesOf, weigh } from '../browser/weight.ts';
import { COUNTRY_ANSWERS } from '../country-answers.ts';
import { runPages } from '../running-pages.ts';

/** Bytes are those of bodies as they were sent: compressed. */
interface PageFigures {
  readonly page: string;
  readonly language: Language;
  readonly requests: number;
  readonly document: number;
  readonly styles: number;
  readonly scripts: number;
  readonly all: number;
  /** Elements that axe-core finds at fault. */
  readonly violations: number;
  /** Those of which it cannot say. */
  readonly incomplete: number;
}

async function figuresOf(
  browser: RunningBrowser,
  url: string,
  { page, language }: Pick<PageFigures, 'page' | 'language'>,
): Promise<PageFigures> {
  const loaded = await weigh(browser, `${url}${pathIn(language, page)}`);
  const { violations, incomplete } = await axeResults(browser.page);
  return {
    page,
    language,
    requests: loaded.length,
    document: bytesOf(loaded, 'document'),
    styles: bytesOf(loaded, 'stylesheet'),
    scripts: bytesOf(loaded, 'script'),
    all: bytesOf(loaded),
    violations: violations.length,
    incomplete: incomplete.length,
  };
}

/** Keys from `/report` to the token, without the letters of texts. */
async function keysOf(browser: RunningBrowser, url: string, language: Language, hasScripts: boolean): Promise<number> {
  await browser.show({ url: `${url}${pathIn(language, '/report')}` }, { width: 360, hasScripts });
  const keyboard = keyboardOf(browser, hasScripts);
  await shortestReport(keyboard);
  return keyboard.keys;
}

// A form that is sent as soon as it was opened comes from a program.
let now = Date.parse('2026-11-28T10:00:00Z');
const [browser, pages] = await Promise.all([
  runBrowser(),
  runPages(COUNTRY_ANSWERS, { clock: () => new Date((now += 10_000)) }),
]);
const figures: PageFigures[] = [];
// Of each page its first address; of the map that of all hromadas.
const firsts = Object.values(ADDRESSES).map(([first = '']) => first);
for (const page of [LARGEST_ADDRESS, ...firsts.filter((each) => !each.startsWith(LARGEST_ADDRESS))]) {
  for (const language of LANGUAGES) figures.push(await figuresOf(browser, pages.url, { page, language }));
}
const keys: { readonly language: Language; readonly hasScripts: boolean; readonly keys: number }[] = [];
for (const language of LANGUAGES) {
  for (const hasScripts of [true, false]) {
    keys.push({ language, hasScripts, keys: await keysOf(browser, pages.url, language, hasScripts) });
  }
}
await Promise.all([browser.stop(), pages.stop()]);
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ pages: figures, report: keys }, undefined, 2));
} else {
  console.table(figures);
  console.table(keys);
}

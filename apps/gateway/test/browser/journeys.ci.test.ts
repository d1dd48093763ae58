import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, pathIn, type Language } from '../../src/site/module.ts';
import { ANSWERS, VINNYTSIA } from '../answers.ts';
import { TOKEN } from '../report-answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { keyboardOf, type Keyboard } from './keyboard.ts';
import { tabProblems } from './rules.ts';
import { runBrowser, type Look, type RunningBrowser } from './running-browser.ts';
import { POTHOLE, SEND, shortestReport } from './shortest-report.ts';
import { AT_NARROW, trialOf, type Trial } from './trial.ts';

// People who use the keyboard alone, with and without scripts. Every page that they meet is tried, also those with errors.

/** From `/report` to the token, without the letters of texts. */
const MAX_KEYS = 105;
const ERROR = { uk: 'Помилка: ', en: 'Error: ' } as const;

let browser: RunningBrowser;
let trial: Trial;
let pages: RunningPages;
beforeAll(async () => {
  // A form that is sent as soon as it was opened comes from a program.
  let now = new Date('2026-11-28T10:00:00Z').getTime();
  const clock = () => new Date((now += 10_000));
  [browser, pages] = await Promise.all([runBrowser(), runPages(ANSWERS, { clock })]);
  trial = trialOf(browser);
});
afterAll(async () => {
  await Promise.all([browser?.stop(), pages?.stop()]);
});

/** Each language with and without scripts, each of them at both widths. Every page on the way is tried at both. */
const WAYS = LANGUAGES.flatMap((language) =>
  [true, false].map((hasScripts) => ({
    language,
    hasScripts,
    width: (language === 'uk') === hasScripts ? 360 : 1_280,
  })),
);

/** Opens a page. What `met` returns hinders on none of the pages so far. */
async function start(path: string, language: Language, look: Look) {
  await browser.show({ url: `${pages.url}${pathIn(language, path)}` }, look);
  const keyboard = keyboardOf(browser, look.hasScripts);
  const found: string[] = [];
  /** Tries the page, of which the title has to begin like this. */
  const met = async (title: string): Promise<void> => {
    const tried = await trial(language, [AT_NARROW, [360, ['hindrances', 'media']], [1_280, ['hindrances', 'media']]]);
    expect(tried.title.startsWith(title), `${tried.title} begins with ${title}`).toBe(true);
    found.push(...tried.problems.map((problem) => `${tried.title}: ${problem}`));
  };
  return { keyboard, found, met };
}

/** The element with the focus. */
function atFocus(): Promise<string> {
  return browser.page.evaluate<string>('document.activeElement.className');
}

describe.each(WAYS)('$language, $width px, scripts $hasScripts', ({ language, ...look }) => {
  test('finds the officer', async () => {
    const { keyboard, found, met } = await start('/', language, look);
    await keyboard.type('#place', VINNYTSIA);
    await keyboard.enter('main form button');
    await met(language === 'uk' ? 'Мій офіцер громади' : 'My community officer');
    await keyboard.goTo('a[href="tel:+380670000001"]');
    expect(found).toEqual([]);
  });

  test('skips to the content', async () => {
    const { keyboard } = await start('/', language, look);
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await browser.page.evaluate('document.activeElement.href')).toBe(
      `${pages.url}${pathIn(language, '/report')}`,
    );
  });

  test('sends a report, and corrects what was wrong', async () => {
    const { keyboard, found, met } = await start('/report', language, look);
    const error = ERROR[language];
    await keyboard.enter('#answers button');
    await met(error);
    // Where scripts run, the list of problems has the focus; its links lead to the fields.
    if (look.hasScripts) expect(await atFocus()).toBe('problems');
    await keyboard.goTo('.problems a');
    await keyboard.press('Enter');
    expect(await browser.page.evaluate('document.activeElement.id')).toBe('what');
    await reportPit(keyboard, met, error);
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    expect(browser.page.url()).not.toContain(TOKEN);
    expect(found).toEqual([]);
  });

  test('sends a report with few keys', async () => {
    const { keyboard } = await start('/report', language, look);
    await shortestReport(keyboard);
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    expect(keyboard.keys).toBeLessThanOrEqual(MAX_KEYS);
  });

  test('reports violence at home, and leaves the page', async () => {
    const { keyboard, found, met } = await start('/report', language, look);
    await keyboard.enter('[value="violence_at_home"]');
    await met('');
    await keyboard.type('#q', VINNYTSIA);
    await keyboard.enter(SEND);
    await met('');
    await keyboard.enter(SEND);
    await met(ERROR[language]);
    await keyboard.goTo('#a-violence_forms');
    await keyboard.press('Space');
    await keyboard.enter('[name="to"]');
    await met('');
    const sensitive = await browser.page.title();
    await browser.page.route('https://uk.wikipedia.org/', (route) => route.fulfill({ body: 'elsewhere' }));
    await keyboard.enter('a[data-leave]');
    expect(browser.page.url()).toBe('https://uk.wikipedia.org/');
    await browser.page.unrouteAll();
    // A script takes the page out of what Back can reach; a plain link cannot.
    const { entries } = await browser.debug.send('Page.getNavigationHistory');
    expect(entries.at(-2)?.title === sensitive).toBe(!look.hasScripts);
    expect(found).toEqual([]);
  });

  test('follows the report, adds to it, and reopens it', async () => {
    const { keyboard, found, met } = await start('/track', language, look);
    await keyboard.enter(SEND);
    await met(ERROR[language]);
    await keyboard.type('#token', TOKEN);
    await keyboard.enter(SEND);
    await met('');
    await keyboard.type('#add', 'Яма поглибшала');
    await keyboard.enter('#add-send');
    await met('');
    await keyboard.enter('#reopen-send');
    await met(ERROR[language]);
    await keyboard.type('#reopen', 'Яма знову є');
    await keyboard.enter('#reopen-send');
    await met('');
    expect(browser.page.url()).not.toContain(TOKEN);
    expect(found).toEqual([]);
  });

  test('Tab goes through the steps of a report in their order', async () => {
    const { keyboard } = await start('/report', language, look);
    const problems = await tabProblems(browser);
    await keyboard.enter(POTHOLE);
    expect([...problems, ...(await tabProblems(browser))]).toEqual([]);
  });
});

/** From a search that finds nothing to the token, with an error at each step. */
async function reportPit(keyboard: Keyboard, met: (title: string) => Promise<void>, error: string): Promise<void> {
  await keyboard.type('#what', 'zzzz');
  await keyboard.enter('#what');
  await met('');
  await keyboard.enter('[value="infrastructure"]');
  await met('');
  await keyboard.type('#q', 'zzzz');
  await keyboard.enter(SEND);
  await met(error);
  await keyboard.goTo('#q');
  await keyboard.press('Control+A');
  await keyboard.type('#q', 'Миколаївка');
  await keyboard.enter(SEND);
  await met('');
  await keyboard.enter(SEND);
  await met(error);
  await keyboard.enter('[name="to"]');
  await keyboard.type('#q', 'Якушинці');
  await keyboard.enter(SEND);
  await met('');
  // Reports that may be of the same thing.
  await keyboard.enter(SEND);
  await met('');
  await keyboard.type('#description', 'Глибока яма');
  await keyboard.goTo('details:has(#phone) summary');
  await keyboard.press('Enter');
  await keyboard.type('#phone', '123');
  await keyboard.enter('#phone');
  await met(error);
  await keyboard.choose('[value="road_pit"]');
  await keyboard.goTo('#phone');
  await keyboard.press('Control+A');
  await keyboard.type('#phone', '050 123 45 67');
  await keyboard.enter('#send');
  await met('');
}

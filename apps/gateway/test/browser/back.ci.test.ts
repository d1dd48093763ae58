import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES, pathIn } from '../../src/site/module.ts';
import { ANSWERS } from '../answers.ts';
import { TOKEN } from '../report-answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { keyboardOf, type Keyboard } from './keyboard.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';
import { POTHOLE, SEND, shortestReport } from './shortest-report.ts';

// People who go back, reload, or switch the language in the middle of a report, by keyboard.

let browser: RunningBrowser;
let pages: RunningPages;
const sent: ReportIncidentRequest[] = [];
beforeAll(async () => {
  // A form that is sent as soon as it was opened comes from a program.
  let now = new Date('2026-11-28T10:00:00Z').getTime();
  const clock = () => new Date((now += 10_000));
  const answers = {
    ...ANSWERS,
    ReportIncident(request: object) {
      sent.push(request as ReportIncidentRequest);
      return ANSWERS['ReportIncident']?.(request);
    },
  };
  [browser, pages] = await Promise.all([runBrowser(), runPages(answers, { clock })]);
});
afterAll(async () => {
  await Promise.all([browser?.stop(), pages?.stop()]);
});
beforeEach(() => {
  sent.length = 0;
});

const WAYS = LANGUAGES.flatMap((language) => [true, false].map((hasScripts) => ({ language, hasScripts })));
const TEXT = 'Глибока яма';

const valueOf = (selector: string) => browser.page.locator(selector).inputValue();
const heading = () => browser.page.locator('h1').textContent();

/** What the button of the browser does, with no question of the browser's own in between. */
async function goBack(hasScripts: boolean): Promise<void> {
  const { entries, currentIndex } = await browser.debug.send('Page.getNavigationHistory');
  const entryId = entries[currentIndex - 1]?.id ?? 0;
  await browser.allowScripts(hasScripts);
  await Promise.all([
    browser.page.waitForEvent('load'),
    browser.debug.send('Page.navigateToHistoryEntry', { entryId }),
  ]);
  await browser.allowScripts(true);
}

async function reload(hasScripts: boolean): Promise<void> {
  const posted: string[] = [];
  const note = (request: { method(): string }) => void posted.push(request.method());
  browser.page.on('request', note);
  await browser.allowScripts(hasScripts);
  const status = (await browser.page.reload())?.status();
  await browser.allowScripts(true);
  browser.page.off('request', note);
  expect([status, posted.includes('POST')]).toEqual([200, false]);
}

describe.each(WAYS)('$language, scripts $hasScripts', ({ language, hasScripts }) => {
  async function start(): Promise<Keyboard> {
    await browser.show({ url: `${pages.url}${pathIn(language, '/report')}` }, { width: 360, hasScripts });
    return keyboardOf(browser, hasScripts);
  }

  async function startDetails(): Promise<Keyboard> {
    const keyboard = await start();
    // The plain category asks for all that it has.
    await keyboard.type('#what', 'zzzz');
    await keyboard.enter('#what');
    await keyboard.enter('[value="infrastructure"]');
    await keyboard.type('#q', 'Якушинці');
    // The Enter key in a field goes on: the button that goes back is not the first.
    await keyboard.enter('#q');
    // Reports that may be of the same thing.
    await keyboard.enter(SEND);
    await keyboard.type('#description', TEXT);
    return keyboard;
  }

  test('Back and reload show each step as it was answered, and the report is sent once', async () => {
    const keyboard = await startDetails();
    const last = await heading();
    // A mistake, so that the step has been answered.
    await keyboard.enter(SEND);
    expect(await valueOf('#description')).toBe(TEXT);
    await goBack(hasScripts);
    expect(await valueOf('#description')).toBe(TEXT);
    for (const shown of ['[name="same"]', '#q', '[name="thing"]']) {
      await goBack(hasScripts);
      await reload(hasScripts);
      expect(await browser.page.locator(shown).count()).toBeGreaterThan(0);
      if (shown === '#q') expect(await valueOf('#q')).toBe('Якушинці');
    }
    // What was answered after it still is.
    await keyboard.enter('[name="thing"][value=""]');
    expect([await heading(), await valueOf('#description')]).toEqual([last, TEXT]);
    await reload(hasScripts);
    expect([await heading(), await valueOf('#description')]).toEqual([last, TEXT]);
    await keyboard.choose('[value="road_pit"]');
    await keyboard.enter('#send');
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.report?.description).toBe(TEXT);
  });

  test('from the token, Back and reload show the token, nothing that was entered, and send nothing', async () => {
    const keyboard = await start();
    await shortestReport(keyboard);
    // The pages of all steps but the first.
    for (let pagesBack = 0; pagesBack < 3; pagesBack += 1) {
      expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
      await reload(hasScripts);
      await goBack(hasScripts);
    }
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    expect(await browser.page.content()).not.toContain('Якушинці');
    await goBack(hasScripts);
    expect(await browser.page.locator(POTHOLE).count()).toBe(1);
    expect(sent).toHaveLength(1);
  });

  test('a mistake is shown again on reload, and Back leads from it to the step before', async () => {
    const keyboard = await start();
    const first = await heading();
    await keyboard.enter(POTHOLE);
    await keyboard.type('#q', 'zzzzzz');
    await keyboard.enter(SEND);
    await browser.allowScripts(hasScripts);
    const status = (await browser.page.reload())?.status();
    await browser.allowScripts(true);
    expect([status, await valueOf('#q'), await browser.page.locator('#q-problem').count()]).toEqual([400, 'zzzzzz', 1]);
    while ((await heading()) !== first) await goBack(hasScripts);
    expect(sent).toEqual([]);
  });

  test('the page goes back, and keeps what was answered and what was typed', async () => {
    const keyboard = await startDetails();
    await keyboard.enter('main [name="to"][value="nearby"]');
    await keyboard.enter('main [name="to"][value="place"]');
    expect(await valueOf('#q')).toBe('Якушинці');
    await keyboard.enter(SEND);
    await keyboard.enter(SEND);
    expect(await valueOf('#description')).toBe(TEXT);
    expect(sent).toEqual([]);
  });

  test('the language is switched, and what was answered goes along in no address', async () => {
    const keyboard = await startDetails();
    const before = await heading();
    await keyboard.enter('header form button');
    const { pathname, href } = new URL(browser.page.url());
    expect(pathname).toBe(pathIn(language === 'uk' ? 'en' : 'uk', '/report'));
    expect(decodeURIComponent(href)).not.toMatch(/Якуш|яма|infrastructure/);
    expect(await heading()).not.toBe(before);
    // Without scripts, only the form of the button is sent.
    expect(await valueOf('#description')).toBe(hasScripts ? TEXT : '');
    await keyboard.choose('[value="road_pit"]');
    await keyboard.enter('main [name="to"][value="nearby"]');
    await keyboard.enter(SEND);
    expect(await browser.page.locator('[value="road_pit"]').isChecked()).toBe(true);
  });
});

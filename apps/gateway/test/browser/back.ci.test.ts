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

/** What the button of the browser does. Until the page has loaded, the browser would abort another navigation. */
async function goBack(): Promise<void> {
  const { entries, currentIndex } = await browser.debug.send('Page.getNavigationHistory');
  const entryId = entries[currentIndex - 1]?.id ?? 0;
  await Promise.all([
    browser.page.waitForEvent('load'),
    browser.debug.send('Page.navigateToHistoryEntry', { entryId }),
  ]);
  const after = await browser.debug.send('Page.getNavigationHistory');
  expect(after.currentIndex).toBe(currentIndex - 1);
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
    await keyboard.type('#description', TEXT);
    return keyboard;
  }

  test('a report that is sent, gone back from, reloaded, and sent again is one report', async () => {
    const keyboard = await start();
    await shortestReport(keyboard);
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    await goBack();
    await browser.allowScripts(hasScripts);
    const status = (await browser.page.reload())?.status();
    await browser.allowScripts(true);
    expect([status, await browser.page.locator('#send').count()]).toEqual([200, 1]);
    await keyboard.enter('#send');
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    expect([sent.length, new Set(sent.map(({ requestId }) => requestId)).size]).toEqual([2, 1]);
  });

  // No answer to a form is kept, so the browser has no page to go back to: it asks whether to send the form again. What it
  // says then is its own; to agree is to load the page again.
  test('from the token, Back and a yes show each step again as it came, and send no second report', async () => {
    const keyboard = await start();
    const came = [await heading()];
    for (const button of [POTHOLE, SEND, SEND, SEND, SEND]) {
      if (button === SEND && came.length === 2) await keyboard.type('#q', 'Якушинці');
      await keyboard.enter(button);
      came.push(await heading());
    }
    await keyboard.enter('#send');
    expect(await browser.page.locator('#token').textContent()).toBe(TOKEN);
    const seen: (string | null)[] = [];
    while (seen.length < came.length) {
      await goBack();
      await browser.allowScripts(hasScripts);
      const status = (await browser.page.reload())?.status();
      await browser.allowScripts(true);
      expect(status).toBe(200);
      seen.unshift(await heading());
    }
    expect(seen).toEqual(came);
    expect(new Set(came).size).toBe(6);
    expect(sent).toHaveLength(1);
  });

  test('the page goes back, and keeps what was answered and what was typed', async () => {
    const keyboard = await startDetails();
    await keyboard.enter('main [name="to"][value="place"]');
    expect(await valueOf('#q')).toBe('Якушинці');
    await keyboard.enter(SEND);
    expect(await valueOf('#description')).toBe(TEXT);
    expect(sent).toEqual([]);
  });

  test('the language is switched, and what was answered goes along in no address', async () => {
    const keyboard = await startDetails();
    const before = await heading();
    await keyboard.enter('header form button');
    expect(browser.page.url()).toBe(`${pages.url}${pathIn(language === 'uk' ? 'en' : 'uk', '/report')}`);
    expect(await heading()).not.toBe(before);
    // Without scripts, only the form of the button is sent.
    expect(await valueOf('#description')).toBe(hasScripts ? TEXT : '');
    await keyboard.choose('[value="road_pit"]');
    await keyboard.enter(SEND);
    await keyboard.enter('main [name="to"][value="details"]');
    expect(await browser.page.locator('[value="road_pit"]').isChecked()).toBe(true);
  });
});

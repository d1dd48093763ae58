import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { startProxy, type Proxy } from '@safe-community/testkit';
import type { Request } from '@safe-community/testkit/browser';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LANGUAGES, pathIn, type Language } from '../../src/site/module.ts';
import { ANSWERS } from '../answers.ts';
import { REPORT_ANSWERS, TOKEN } from '../report-answers.ts';
import { runPages, SEAL, type RunningPages } from '../running-pages.ts';
import { keyboardOf } from './keyboard.ts';
import { failsToLoad, runBrowser, type RunningBrowser } from './running-browser.ts';
import { forgetSite, keptBySite } from './storage.ts';
import { AT_NARROW, trialOf, type Trial } from './trial.ts';

// The one draft of a report, and sending without a network, in a real browser.

const SEND = 'main form:last-of-type button:not(.second)';
const KEEP = '[data-draft] button';
const OFFER = '[data-draft-offer]';
const KEY = 'safe-community.draft';
const DAY_MS = 24 * 3_600_000;
const CANARY = 'Канарка: глибока яма';

let browser: RunningBrowser;
let trial: Trial;
let pages: RunningPages;
let network: Proxy;
let url: string;
const sent: ReportIncidentRequest[] = [];
/** The network fails when the report has arrived, before its answer. */
let cutsAtNextReport = false;
beforeAll(async () => {
  // A form that is sent as soon as it was opened comes from a program.
  let now = Date.parse('2026-11-28T10:00:00Z');
  const clock = () => new Date((now += 10_000));
  const ReportIncident = (request: object) => {
    sent.push(request as ReportIncidentRequest);
    if (cutsAtNextReport) network.cut();
    cutsAtNextReport = false;
    return REPORT_ANSWERS['ReportIncident']?.(request);
  };
  [browser, pages] = await Promise.all([runBrowser('allow'), runPages({ ...ANSWERS, ReportIncident }, { clock })]);
  trial = trialOf(browser);
  network = await startProxy(pages.port);
  url = `http://127.0.0.1:${network.port}`;
});
afterAll(async () => {
  await browser?.stop();
  await network?.close();
  await pages?.stop();
});
beforeEach(async () => {
  sent.length = 0;
  network.restore();
  await forgetSite(browser, url);
});

async function press(selector: string): Promise<void> {
  const loaded = browser.page.waitForEvent('load');
  await browser.page.click(selector);
  await loaded;
}

/** As far as the step in which a person writes, which asks for all that the category has. */
async function toDetails(language: Language = 'uk'): Promise<void> {
  await toPlace(language);
  await press(SEND);
  // Reports that may be of the same thing.
  await press(SEND);
}

async function toPlace(language: Language = 'uk'): Promise<void> {
  const { page } = browser;
  await page.goto(`${url}${pathIn(language, '/report')}`);
  await page.fill('#what', 'zzzz');
  await press('#answers button');
  await press('[name="category"][value="infrastructure"]');
  await page.fill('#q', 'Якушинці');
}

/** Writes, and keeps a draft. */
async function keepDraft(language: Language = 'uk'): Promise<void> {
  await toDetails(language);
  await browser.page.click(KEEP);
  await browser.page.check('[value="road_pit"]');
  await browser.page.fill('#description', CANARY);
}

const draft = async (): Promise<string | undefined> => (await keptBySite(browser)).local[KEY];

test.each(LANGUAGES)(
  'a draft in the language %s is kept, continued, and sent by keyboard; then it is gone',
  async (language) => {
    const { page } = browser;
    await toDetails(language);
    const keyboard = keyboardOf(browser, true);
    await keyboard.choose('[value="road_pit"]');
    await keyboard.type('#description', CANARY);
    await keyboard.goTo(KEEP);
    await keyboard.press('Enter');
    await keyboard.goTo('#description');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    const widths = [AT_NARROW, [360, ['hindrances', 'media', 'tabs']], [1_280, ['hindrances', 'media']]] as const;
    expect((await trial(language, widths)).problems).toEqual([]);
    // The tab is closed, or its network is lost.
    await page.goto('about:blank');

    await page.goto(`${url}${pathIn(language, '/report')}`);
    expect((await trial(language, widths)).problems).toEqual([]);
    expect(await page.locator('main').textContent()).not.toContain('Канарка');
    await keyboard.enter(`${OFFER} form button:not(.second)`);
    expect(await page.inputValue('#description')).toBe(`${CANARY}!`);
    expect(await page.isChecked('[value="road_pit"]')).toBe(true);
    expect(await draft()).toContain('Канарка');
    await keyboard.enter('#send');
    expect(await page.locator('#token').textContent()).toBe(TOKEN);
    expect((await keptBySite(browser)).all).not.toContain('Канарка');
    expect(sent.map(({ report }) => report?.description)).toEqual([`${CANARY}!`]);
  },
);

test('nothing is kept unless the person asks for it, and never the contact', async () => {
  const { page } = browser;
  await toDetails();
  await page.check('[value="road_pit"]');
  await page.fill('#description', CANARY);
  expect((await keptBySite(browser)).all).not.toMatch(/Канарка|road_pit/);
  await page.click(KEEP);
  expect(await draft()).toMatch(/Канарка/);
  await page.click('details:has(#name) summary');
  await page.fill('#name', 'Ївга Канаркенко');
  await page.fill('#phone', '050 123 45 67');
  await press('[name="to"][value="nearby"]');
  await press(SEND);
  // Back at the details, the form carries the contact; the draft does not.
  expect(await page.inputValue('#name')).toBe('Ївга Канаркенко');
  await page.fill('#description', 'Інший опис');
  const { form, fields } = JSON.parse((await draft()) ?? '') as { form: string; fields: unknown };
  expect(JSON.stringify(fields)).toContain('Інший опис');
  expect(JSON.stringify(SEAL.open('report/2', form))).toMatch(
    /"category":"infrastructure","place":\{"code":"UA\d+","search":"Якушинці"\}/,
  );
  expect(JSON.stringify(SEAL.open('report/2', form))).not.toMatch(/Ївга|501234567/);
  expect((await keptBySite(browser)).all).not.toMatch(/Ївга|Канаркенко|050 123|501234567/);
});

test('a draft is deleted where it is kept and where it is offered, and the focus stays', async () => {
  const { page } = browser;
  await keepDraft();
  await page.click(KEEP);
  await page.fill('#description', 'після видалення');
  expect((await keptBySite(browser)).all).not.toMatch(/Канарка|видалення/);
  await page.click(KEEP);
  expect(await draft()).toContain('після видалення');
  await page.goto(`${url}/report`);
  const keyboard = keyboardOf(browser, true);
  await keyboard.goTo(`${OFFER} button.second`);
  await keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Чернетку видалено.');
  expect(await draft()).toBeUndefined();
  await page.goto(`${url}/report`);
  expect(await page.locator(`${OFFER} *`).count()).toBe(0);
});

test('there is one draft: another report says so, and replaces it', async () => {
  const { page } = browser;
  await keepDraft();
  await toDetails();
  expect(await page.inputValue('#description')).toBe('');
  expect(await page.locator('[data-draft]').textContent()).toContain('вже є чернетка іншого повідомлення');
  await page.fill('#description', 'Друге');
  expect(await draft()).toContain('Канарка');
  await page.click(KEEP);
  expect((await keptBySite(browser)).all).not.toContain('Канарка');
  expect(await draft()).toContain('Друге');
});

test.each(['/report', '/', '/en/scorecard'])(
  'a draft of yesterday is not offered, and goes when %s is opened',
  async (path) => {
    const { page } = browser;
    await keepDraft();
    await page.evaluate(
      `localStorage.setItem('${KEY}', JSON.stringify({ ...JSON.parse(localStorage.getItem('${KEY}')), at: Date.now() - ${DAY_MS} - 1 }))`,
    );
    await page.goto(`${url}${path}`);
    expect(await page.locator(`${OFFER} *`).count()).toBe(0);
    expect(await draft()).toBeUndefined();
  },
);

test('of a sensitive category nothing is kept anywhere, and a draft of another report stays as it was', async () => {
  const { page } = browser;
  await keepDraft();
  const before = await draft();
  const nothingKept = async () => {
    expect(await page.locator('script[src*="/draft-"], [data-draft], [data-draft-offer]').count()).toBe(0);
    const kept = await keptBySite(browser);
    expect(kept.all).not.toMatch(/Таємне|domestic_violence|Зарванці/);
    expect(kept.local).toEqual({ [KEY]: before });
  };
  await page.goto(`${url}/report`);
  await press('[value="violence_at_home"]');
  await nothingKept();
  await page.fill('#q', 'Зарванці');
  await nothingKept();
  await press(SEND);
  await page.fill('#description', 'Таємне');
  await nothingKept();
  // With an error, too.
  await press(SEND);
  await page.check('[value="physical"]');
  await page.fill('#description', 'Таємне');
  await nothingKept();
  await press('#send');
  expect(await page.locator('#token').textContent()).toBe(TOKEN);
  await nothingKept();
  expect(sent.map(({ report }) => report?.description)).toEqual(['Таємне']);
});

test.each(LANGUAGES)(
  'without a network, a form in the language %s is not sent, says so, and keeps what was typed',
  async (language) => {
    const { page } = browser;
    await toDetails(language);
    await page.check('[value="road_pit"]');
    await page.fill('#description', CANARY);
    network.cut();
    await page.click(SEND);
    const note = page.locator('main form [role=status].note');
    await note.waitFor();
    expect(await note.textContent()).toContain(language === 'uk' ? 'Немає зв’язку' : 'There is no network');
    expect((await trial(language, [AT_NARROW, [360, ['hindrances', 'media']]])).problems).toEqual([]);
    expect(await page.inputValue('#description')).toBe(CANARY);
    network.restore();
    await press('#send');
    expect(await page.locator('#token').textContent()).toBe(TOKEN);
    expect(sent.map(({ report }) => report?.description)).toEqual([CANARY]);
  },
);

test('a report whose answer is lost is the same one when its page is loaded again, or its draft continued', async () => {
  const { page } = browser;
  await keepDraft();
  cutsAtNextReport = true;
  await page.click('#send');
  await failsToLoad(browser);
  network.restore();
  await page.reload();
  expect(await page.locator('#token').textContent()).toBe(TOKEN);
  expect([sent.length, new Set(sent.map(({ requestId }) => requestId)).size]).toEqual([2, 1]);

  await keepDraft();
  cutsAtNextReport = true;
  await page.click('#send');
  await failsToLoad(browser);
  network.restore();
  await page.goto(`${url}/report`);
  await press(`${OFFER} form button:not(.second)`);
  await press('#send');
  expect(await page.locator('#token').textContent()).toBe(TOKEN);
  expect([sent.length, new Set(sent.map(({ requestId }) => requestId)).size]).toEqual([4, 2]);
});

test('a click that is repeated while the network is tried sends once, and other buttons of a form still say which', async () => {
  const { page } = browser;
  await toPlace();
  network.delay(300);
  const asked: string[] = [];
  const note = (request: Request): void => void asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  page.on('request', note);
  const loaded = page.waitForEvent('load');
  await page.dblclick(SEND);
  await loaded;
  page.off('request', note);
  network.restore();
  expect(asked.filter((each) => !each.startsWith('GET'))).toEqual(['HEAD /health', 'POST /report']);
  // "This is it": a button with a name.
  await press('li:first-child [name="same"]');
  expect(await page.title()).toContain('Ми знаємо про це');
  expect(sent).toEqual([]);
});

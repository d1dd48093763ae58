import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FORM_TEXTS } from '../../src/forms/forms.texts.ts';
import { SENT_TEXTS } from '../../src/forms/module.ts';
import { NEARBY_TEXTS } from '../../src/report/nearby.texts.ts';
import { TOKEN } from '../report-answers.ts';
import { SEAL } from '../running-pages.ts';
import { runReports, type RunningReports } from '../running-reports.ts';
import { runBrowser, type RunningBrowser } from './running-browser.ts';

// What the script of the site adds to the pages, in a browser that gives it what it asks for, or does not.

const NEXT = 'main form:last-of-type button:not(.second)';
const LOOK = { width: 360, hasScripts: true };
const ELSEWHERE = 'https://uk.wikipedia.org/';
const PIT = {
  category: 'infrastructure',
  place: { code: 'UA05020310010019628' },
  isNearbySeen: true,
};

let browser: RunningBrowser;
let reports: RunningReports;
beforeAll(async () => {
  [browser, reports] = await Promise.all([runBrowser(), runReports()]);
  await browser.page.route(ELSEWHERE, (route) => route.fulfill({ body: 'elsewhere' }));
});
afterAll(async () => {
  await Promise.all([browser?.stop(), reports?.stop()]);
});
beforeEach(async () => {
  reports.sent.length = 0;
  await browser.page.context().clearPermissions();
});

/** The page after this answer of a report that was begun a minute ago. */
async function answered(step: string, answers: object, fields: Readonly<Record<string, string>>): Promise<void> {
  const startedAt = Date.parse('2026-11-28T09:59:00Z');
  const form = SEAL.seal('report/2', { requestId: crypto.randomUUID(), address: 'A'.repeat(22), startedAt, answers });
  const post = { type: 'application/x-www-form-urlencoded', fields: { form, step, ...fields } } as const;
  await browser.show({ url: `${reports.url}/report`, post }, LOOK);
}

async function next(button = NEXT): Promise<void> {
  await Promise.all([browser.page.waitForEvent('load'), browser.page.click(button)]);
}

/** The page with the token of a report that was sent. */
async function sent(): Promise<void> {
  await toSend();
  await next('#send');
}

/** The last step, filled in. */
async function toSend(): Promise<void> {
  await answered('nearby', PIT, {});
  await browser.page.check('[value="road_pit"]');
}

const button = (name: string) => browser.page.getByRole('button', { name, exact: true });
const note = () => browser.page.locator('main [role=status]').first().textContent();

test('the point where the visitor is comes into the field, latitude first, and is sent', async () => {
  const { page } = browser;
  await page.context().grantPermissions(['geolocation'], { origin: reports.url });
  await page.context().setGeolocation({ latitude: 49.233149, longitude: 28.468251 });
  await answered('category', {}, { category: 'infrastructure' });
  expect(await note()).toBe(FORM_TEXTS.uk.hereHint);
  await button(FORM_TEXTS.uk.here).click();
  await eventually(async () => expect(await page.inputValue('#q')).toBe('49.23315, 28.46825'));
  expect([await note(), await page.evaluate('document.activeElement.id')]).toEqual([FORM_TEXTS.uk.hereDone, 'q']);
  await next();
  expect(await page.title()).toContain(NEARBY_TEXTS.uk.title);
});

test('a visitor who does not consent reads what to do instead, and goes on', async () => {
  const { page } = browser;
  await answered('category', {}, { category: 'infrastructure' });
  await button(FORM_TEXTS.uk.here).click();
  await eventually(async () => expect(await note()).toBe(FORM_TEXTS.uk.hereFailed));
  expect(await page.inputValue('#q')).toBe('');
  await page.fill('#q', 'Якушинці');
  await next();
  expect(await page.title()).toContain(NEARBY_TEXTS.uk.title);
});

test('a double click sends one report', async () => {
  const { page } = browser;
  await toSend();
  let forms = 0;
  // A slow network: the page is still there for more clicks.
  await page.route(`${reports.url}/report`, async (route) => {
    forms += 1;
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  const loaded = page.waitForEvent('load');
  await page.evaluate('setTimeout(() => document.querySelector("#send").click(), 400)');
  await page.dblclick('#send');
  await loaded;
  await page.unroute(`${reports.url}/report`);
  expect(await page.locator('#token').textContent()).toBe(TOKEN);
  expect([forms, reports.sent.length]).toEqual([1, 1]);
});

test('the token is copied and printed, and the printed page has nothing to press', async () => {
  const { page } = browser;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: reports.url });
  await sent();
  const { copy, copied, print } = SENT_TEXTS.uk;
  await button(copy).click();
  await eventually(async () => expect(await note()).toBe(copied));
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(TOKEN);
  expect(await page.locator('#token').textContent()).toBe(TOKEN);

  await page.evaluate('window.print = () => document.body.setAttribute("data-printed", "")');
  await button(print).click();
  expect(await page.locator('body[data-printed]').count()).toBe(1);
  const shown = () =>
    Promise.all(['#token', 'nav', '.second'].map((selector) => page.locator(selector).first().isVisible()));
  expect(await shown()).toEqual([true, true, true]);
  await page.emulateMedia({ media: 'print' });
  const printed = await shown();
  await page.emulateMedia({ media: null });
  expect(printed).toEqual([true, false, false]);
});

test('Escape twice within a second leaves a sensitive page; once, or slowly, it does not, nor on other pages', async () => {
  const { page } = browser;
  // The script compares the times that the events state, and hides the page at once.
  const escapeAt = (timeStamp: number) =>
    page.evaluate(`dispatchEvent(Object.defineProperty(
      new KeyboardEvent('keydown', { key: 'Escape' }), 'timeStamp', { value: ${timeStamp} }))`);
  const isShown = () => page.locator('main').isVisible();
  await answered('category', {}, { category: 'domestic_violence' });
  const sensitive = page.url();
  await escapeAt(0);
  await escapeAt(1_000);
  expect([page.url(), await isShown()]).toEqual([sensitive, true]);
  await escapeAt(1_999);
  await page.waitForURL(ELSEWHERE);
  await answered('category', {}, { category: 'infrastructure' });
  await escapeAt(0);
  await escapeAt(1);
  expect([page.url(), await isShown()]).toEqual([sensitive, true]);
});

test('the menu opens by its name, and closes by Escape or when somebody goes on elsewhere', async () => {
  const { page } = browser;
  const isOpen = () => page.locator('.menu a').first().isVisible();
  const open = async () => {
    await page.click('.menu summary');
    expect(await isOpen()).toBe(true);
  };
  await browser.show({ url: `${reports.url}/` }, LOOK);
  expect(await isOpen()).toBe(false);
  await open();
  await page.keyboard.press('Escape');
  expect(await isOpen()).toBe(false);
  expect(await page.evaluate('document.activeElement.localName')).toBe('summary');
  await open();
  await page.focus('#place');
  expect(await isOpen()).toBe(false);
  await open();
  // Beside it: it lies over the heading.
  await page.mouse.click(350, 600);
  expect(await isOpen()).toBe(false);
});

test('without a script, the menu opens and closes by its name', async () => {
  const { page } = browser;
  await browser.show({ url: `${reports.url}/` }, { width: 360, hasScripts: false });
  for (const isOpen of [true, false]) {
    await page.click('.menu summary');
    expect(await page.locator('.menu a').first().isVisible()).toBe(isOpen);
  }
});

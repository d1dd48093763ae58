/// <reference lib="dom" />
import { eventually, startProxy, type Proxy } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DRAFT_SCRIPT_PATH, LANGUAGES, pathIn, SCRIPT_PATH, STYLESHEET_PATH } from '../../src/site/module.ts';
import { ANSWERS, VINNYTSIA } from '../answers.ts';
import { TOKEN } from '../report-answers.ts';
import { runPages, type RunningPages } from '../running-pages.ts';
import { keyboardOf } from './keyboard.ts';
import { failsToLoad, runBrowser, type RunningBrowser } from './running-browser.ts';
import { forgetSite, keptBySite, openWithWorker } from './storage.ts';
import { AT_NARROW, trialOf, type Trial } from './trial.ts';

// What people see when the network fails, and what the browser keeps for that. The network is a proxy that is cut.

const TITLE = { uk: 'Якщо немає мережі', en: 'If there is no network' } as const;
const KEPT = ['/offline', '/en/offline', STYLESHEET_PATH, SCRIPT_PATH, DRAFT_SCRIPT_PATH, '/favicon.ico'].toSorted();
/** Of a page with all that it loads. */
const MAX_REQUESTS = 5;

let browser: RunningBrowser;
let trial: Trial;
let pages: RunningPages;
let network: Proxy;
let url: string;
const clock = (() => {
  let now = Date.parse('2026-11-28T10:00:00Z');
  return () => new Date((now += 10_000));
})();
beforeAll(async () => {
  [browser, pages] = await Promise.all([runBrowser('allow'), runPages(ANSWERS, { clock })]);
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
  network.restore();
  await forgetSite(browser, url);
});

test.each(LANGUAGES)(
  'without a network, a page in the language %s has the numbers to phone, and tries again',
  async (language) => {
    const { page } = browser;
    await openWithWorker(browser, url);
    network.cut();
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${url}${pathIn(language, `/officer?place=${VINNYTSIA}`)}`);
    const tried = await trial(language, [
      AT_NARROW,
      [360, ['hindrances', 'media', 'tabs']],
      [1_280, ['hindrances', 'media']],
    ]);
    expect([tried.title.startsWith(TITLE[language]), tried.problems]).toEqual([true, []]);
    expect(await page.locator('main a').first().getAttribute('href')).toBe('tel:112');
    // It has its styles.
    expect(await page.evaluate("getComputedStyle(document.querySelector('.numbers')).display")).toBe('flex');

    // By keyboard: still nothing, then the page that was asked for, with its parameters.
    const keyboard = keyboardOf(browser, true);
    await keyboard.enter('[data-retry] button');
    expect(await page.title()).toContain(TITLE[language]);
    network.restore();
    await keyboard.enter('[data-retry] button');
    expect(page.url()).toContain(`place=${VINNYTSIA}`);
    expect(await page.locator('a[href="tel:+380670000001"]').count()).toBe(1);
  },
);

test('a network that gives no answer counts as none after a while, for a page and for a form', async () => {
  const { page } = browser;
  await openWithWorker(browser, url);
  await page.goto(`${url}/track`);
  await page.fill('#token', TOKEN);
  network.blackhole();
  await page.click('main form button');
  const said = page.locator('main form [role=status]');
  await said.filter({ hasText: 'Надсилаємо' }).waitFor();
  await said.filter({ hasText: 'Немає зв’язку' }).waitFor({ timeout: 30_000 });
  expect(await page.inputValue('#token')).toBe(TOKEN);
  await page.goto(`${url}/scorecard`, { timeout: 30_000 });
  expect(await page.title()).toContain(TITLE.uk);
});

test('that page, its styles, scripts, and icon are kept, and no page of a person', async () => {
  const { page } = browser;
  await openWithWorker(browser, url);
  await page.goto(`${url}/report`);
  const send = async (button = 'main form:last-of-type button:not(.second)') => {
    const loaded = page.waitForEvent('load');
    await page.click(button);
    await loaded;
  };
  await send('[value="pothole"]');
  await page.fill('#q', 'Якушинці');
  await send();
  // Reports that may be of the same thing.
  await send();
  await page.fill('#description', 'канарка');
  await send();
  expect(await page.locator('#token').textContent()).toBe(TOKEN);
  await page.goto(`${url}/track`);
  await page.fill('#token', TOKEN);
  await send();
  await page.goto(`${url}/api/v1/scorecard`);
  await page.goto(`${url}/open311/v2/services.json`);
  await page.goto(`${url}/en/scorecard`);
  const kept = await keptBySite(browser);
  expect(kept.cached).toEqual(KEPT);
  expect(kept.all).not.toMatch(new RegExp(`канарка|${TOKEN}|infrastructure|pothole`));
});

test('a page loads no more than before, and the worker asks for little after it', async () => {
  const { page } = browser;
  const own: string[] = [];
  const keep = (request: { url(): string }): void => void own.push(request.url());
  const before = pages.log.length;
  page.on('requestfinished', keep);
  await page.goto(url, { waitUntil: 'networkidle' });
  page.off('requestfinished', keep);
  expect(own.length).toBeLessThanOrEqual(MAX_REQUESTS);
  await openWithWorker(browser, url);
  const routes = pages.log.slice(before).flatMap((line) => /"route":"([^"]*)"/.exec(line)?.[1] ?? []);
  // The worker, its two pages, and the icon: what the page has loaded comes from the memory of the browser.
  const forWorker = routes.filter((route) =>
    ['/service-worker.js', '/offline', '/en/offline', '/favicon.ico'].includes(route),
  );
  expect([...new Set(forWorker)].toSorted()).toEqual(['/en/offline', '/favicon.ico', '/offline', '/service-worker.js']);
  for (const path of [STYLESHEET_PATH, SCRIPT_PATH, DRAFT_SCRIPT_PATH]) {
    expect([path, routes.filter((route) => route === path).length <= 1]).toEqual([path, true]);
  }
});

/** Another release of the gateway at the same address. */
async function release(options: Parameters<typeof runPages>[1]): Promise<void> {
  await pages.stop();
  pages = await runPages(ANSWERS, { clock, port: pages.port, ...options });
}

/** Opens the front page, asks for another worker as the browser does in time, and waits until it is used or refused. */
async function update(): Promise<void> {
  await browser.page.goto(url);
  await browser.page.evaluate(`(${String(updateWorker)})()`);
}

/** Runs in the browser. */
async function updateWorker(): Promise<void> {
  const found = await navigator.serviceWorker.getRegistration();
  await found?.update();
  const worker = found?.installing ?? found?.waiting;
  if (!worker) return;
  await new Promise<void>((done) => {
    const look = (): void => {
      if (worker.state === 'activated' || worker.state === 'redundant') done();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

test('a release replaces what is kept, one with a flaw does not, and a worker can be retired', async () => {
  const { page } = browser;
  await openWithWorker(browser, url);
  const first = await keptBySite(browser);

  // Its pages are another text each time: as replicas of two releases answer.
  let count = 0;
  const titled = (title: () => string) => ({
    watchPage: (each: Parameters<NonNullable<NonNullable<Parameters<typeof runPages>[1]>['watchPage']>>[0]) =>
      each.path === '/offline'
        ? {
            ...each,
            read: async (request: Parameters<typeof each.read>[0]) => ({
              ...(await each.read(request)),
              title: title(),
            }),
          }
        : each,
  });
  await release(titled(() => `Release ${(count += 1)}`));
  await update();
  await page.goto(`${url}/scorecard`);
  network.cut();
  await page.goto(`${url}/map`);
  expect(await page.title()).toContain(TITLE.uk);
  network.restore();

  await release(titled(() => 'The next release'));
  await update();
  await eventually(async () => {
    const { caches } = await keptBySite(browser);
    expect(caches).toHaveLength(1);
    expect(caches).not.toEqual(first.caches);
  });
  network.cut();
  await page.goto(`${url}/map`);
  expect(await page.title()).toContain('The next release');
  network.restore();

  await release({ hasOfflinePage: false });
  await update();
  await eventually(async () => expect((await keptBySite(browser)).caches).toEqual([]));
  await page.goto(`${url}/scorecard`);
  expect(await page.locator('h1').count()).toBe(1);
  network.cut();
  await expect(page.goto(`${url}/map`)).rejects.toThrow('ERR_');
  // The page of the browser comes a moment later.
  await failsToLoad(browser);
  network.restore();
  await release({});
});

test('the policy lets pages register that worker alone', async () => {
  const { page } = browser;
  await page.goto(url);
  const refused = (code: string) =>
    page.evaluate<string>(
      `(async () => { try { await (${code}); return 'done' } catch (error) { return error.name } })()`,
    );
  expect(await refused("navigator.serviceWorker.register('/service-worker.js')")).toBe('TypeError');
  expect(await refused("trustedTypes.createPolicy('other', { createScriptURL: (each) => each })")).toBe('TypeError');
  expect(await refused("trustedTypes.createPolicy('service-worker', { createScriptURL: (each) => each })")).toBe(
    'TypeError',
  );
});

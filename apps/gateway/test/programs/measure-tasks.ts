/**
 * What people do and wait for in six tasks, with a phone at 400 kbit/s and 400 ms: presses, fields, pages, bytes, and seconds of
 * waiting, computed from the bytes. The services answer samples.
 *
 *   node apps/gateway/test/programs/measure-tasks.ts
 */
import type { Page } from '@safe-community/testkit/browser';
import { ANSWERS, VINNYTSIA } from '../answers.ts';
import { TOKEN } from '../report-answers.ts';
import { FILLED } from '../running-requests.ts';
import { runPages } from '../running-pages.ts';
import { runBrowser } from '../browser/running-browser.ts';

const SLOW = { roundTripMs: 400, bytesPerMs: 50 };
const SEND = 'main form:last-of-type button:not(.second)';

interface Hand {
  readonly press: (selector: string) => Promise<void>;
  readonly type: (selector: string, text: string) => Promise<void>;
}

interface Task {
  readonly name: string;
  readonly from: string;
  /** Shows that the task is done. */
  readonly until: string;
  readonly steps: (hand: Hand) => Promise<void>;
}

/** As far as reports that may be of the same thing. */
async function toNearby({ press, type }: Hand): Promise<void> {
  await press('[value="pothole"]');
  await type('#q', 'Якушинці');
  await press(SEND);
}

const TASKS: readonly Task[] = [
  {
    name: 'report a pothole',
    from: '/report',
    until: '#token',
    async steps(hand) {
      await toNearby(hand);
      await hand.press(SEND);
      await hand.press('#send');
    },
  },
  {
    name: 'join one that is known',
    from: '/report',
    until: '#token',
    async steps(hand) {
      await toNearby(hand);
      await hand.press('[name="same"] >> nth=0');
    },
  },
  {
    name: 'follow a report',
    from: '/track',
    until: '#add',
    async steps({ press, type }) {
      await type('#token', TOKEN);
      await press(SEND);
    },
  },
  {
    name: 'find the officer',
    from: '/',
    until: 'a[href^="tel:+380"]',
    async steps({ press, type }) {
      await type('#place', VINNYTSIA);
      await press('main form button');
    },
  },
  {
    name: 'request footage',
    from: '/footage',
    until: '#token',
    async steps({ press, type }) {
      for (const [name, value] of Object.entries(FILLED)) await type(`[name="${name}"]`, value);
      await press(SEND);
    },
  },
  {
    name: 'help when home is not safe',
    from: '/',
    until: 'a[href^="tel:"]',
    steps: ({ press }) => press('a[href="/safety"]'),
  },
];

let now = Date.parse('2026-11-28T10:00:00Z');
const pages = await runPages(ANSWERS, { clock: () => new Date((now += 10_000)) });
const browser = await runBrowser();
console.log(['task', 'presses', 'fields', 'pages', 'kB', 'seconds'].join('\t'));
for (const task of TASKS) console.log([task.name, ...(await measure(browser.page, task))].join('\t'));
await browser.stop();
await pages.stop();

async function measure(page: Page, { from, until, steps }: Task): Promise<(number | string)[]> {
  await browser.debug.send('Network.clearBrowserCache');
  const sizes: Promise<number>[] = [];
  let documents = 0;
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'document') documents += 1;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  let [presses, fields] = [0, 0];
  await page.goto(`${pages.url}${from}`);
  await steps({
    async press(selector) {
      presses += 1;
      await Promise.all([page.waitForEvent('load'), page.click(selector)]);
    },
    async type(selector, text) {
      fields += 1;
      await page.fill(selector, text);
    },
  });
  await page.waitForSelector(until);
  page.removeAllListeners('requestfinished');
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  // Each page is one round, what it loads at the first time another; an answer to a form leads to an address of its own.
  const rounds = documents + 1;
  const seconds = (rounds * SLOW.roundTripMs + bytes / SLOW.bytesPerMs) / 1_000;
  return [presses, fields, documents, (bytes / 1_000).toFixed(1), seconds.toFixed(1)];
}

/**
 * Takes the screenshots of the README from a running system with the demonstration in it (`npm start`).
 *
 *   node apps/gateway/test/programs/take-screenshots.ts [address]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, type Page } from '@safe-community/testkit/browser';

const FOLDER = join(import.meta.dirname, '../../../../docs/screenshots');
const LARGEST = 60_000;
const QUALITY = 60;
const [, , address = 'http://localhost:8080'] = process.argv;

const SHOTS: readonly {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly open: (page: Page) => Promise<void>;
}[] = [
  { name: 'front-on-a-phone', width: 360, height: 720, open: (page) => openPage(page, '/') },
  {
    name: 'map',
    width: 720,
    height: 720,
    open: async (page) => {
      await openPage(page, '/map');
      await page.evaluate("document.querySelector('main svg').scrollIntoView()");
    },
  },
  {
    name: 'report-step',
    width: 360,
    height: 720,
    open: async (page) => {
      await openPage(page, '/report');
      await Promise.all([page.waitForEvent('load'), page.click('[value="pothole"]')]);
    },
  },
];

async function openPage(page: Page, path: string): Promise<void> {
  const response = await page.goto(`${address}${path}`);
  if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`);
}

const browser = await openBrowser();
for (const { name, width, height, open } of SHOTS) {
  const page = await browser.newPage({ viewport: { width, height } });
  await open(page);
  const debug = await page.context().newCDPSession(page);
  const { data } = await debug.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > LARGEST) throw new Error(`${name} has ${bytes.length} bytes: make its screen smaller`);
  writeFileSync(join(FOLDER, `${name}.webp`), bytes);
  await page.close();
}
await browser.close();

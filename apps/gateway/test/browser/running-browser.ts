/// <reference lib="dom" />
import { eventually } from '@safe-community/testkit';
import { openBrowser, type CDPSession, type Page } from '@safe-community/testkit/browser';

/** What a visitor opens. */
export interface Visit {
  readonly url: string;
  /** A form that is sent there in place of GET. */
  readonly post?: SentForm;
}

interface SentForm {
  readonly type: 'application/x-www-form-urlencoded' | 'text/plain';
  /** By name. */
  readonly fields: Readonly<Record<string, string>>;
  /** The form stands on another site. */
  readonly isForeign?: boolean;
}

export interface Look {
  /** Of the screen, CSS pixels. */
  readonly width: number;
  readonly hasScripts: boolean;
}

const TAB = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };

/** One browser with one tab, for all tests of a file. */
export interface RunningBrowser {
  readonly page: Page;
  readonly debug: CDPSession;
  /** Whether scripts of pages run from now on. */
  readonly allowScripts: (isAllowed: boolean) => Promise<void>;
  /** Presses Tab so often, all in one go. */
  readonly pressTab: (times: number) => Promise<void>;
  /** Opens the page; resolves to the status of the answer. */
  show(visit: Visit, look: Look): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** @param serviceWorkers keep a page for the time without a network. Blocked, every page is as it is at the first visit. */
export async function runBrowser(serviceWorkers: 'allow' | 'block' = 'block'): Promise<RunningBrowser> {
  const browser = await openBrowser();
  const context = await browser.newContext({ locale: 'uk-UA', serviceWorkers });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const debug = await context.newCDPSession(page);
  const allowScripts = async (isAllowed: boolean): Promise<void> => {
    await debug.send('Emulation.setScriptExecutionDisabled', { value: !isAllowed });
  };
  return {
    page,
    debug,
    allowScripts,
    async pressTab(times) {
      const keys = Array.from({ length: times }, () => ['rawKeyDown', 'keyUp'] as const).flat();
      await Promise.all(keys.map((type) => debug.send('Input.dispatchKeyEvent', { type, ...TAB })));
    },
    async show({ url, post }, { width, hasScripts }) {
      await Promise.all([page.setViewportSize({ width, height: 800 }), allowScripts(hasScripts)]);
      const status = post === undefined ? await open(page, url) : await submit(page, url, post);
      // The page has loaded without scripts; what tests run needs them.
      await allowScripts(true);
      return status;
    },
    stop: () => browser.close(),
  };
}

/** Waits until the browser shows a page of its own, because the network failed and nothing was kept for that. */
export async function failsToLoad({ page }: RunningBrowser): Promise<void> {
  await eventually(() => {
    if (page.url() !== 'chrome-error://chromewebdata/') throw new Error(`the browser shows ${page.url()}`);
  });
}

async function open(page: Page, url: string): Promise<number | undefined> {
  return (await page.goto(url))?.status();
}

async function submit(page: Page, url: string, { type, fields, isForeign = false }: SentForm): Promise<number> {
  await page.goto(isForeign ? 'about:blank' : url);
  // The answer may be at an address of its own.
  const answered = page.waitForResponse(
    (response) => response.request().isNavigationRequest() && ![301, 302, 303].includes(response.status()),
  );
  const loaded = page.waitForEvent('load');
  await page.evaluate(`(${String(sendForm)})(...${JSON.stringify([url, type, fields])})`);
  await loaded;
  return (await answered).status();
}

/** Runs in the browser. */
function sendForm(action: string, enctype: string, fields: Readonly<Record<string, string>>): void {
  const form = Object.assign(document.createElement('form'), { action, enctype, method: 'POST' });
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { name, value, type: 'hidden' }));
  }
  document.body.append(form);
  form.submit();
}

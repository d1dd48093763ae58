import { openBrowser, type CDPSession, type Page } from '@safe-community/testkit/browser';

/** What a visitor opens. */
export interface Visit {
  readonly url: string;
  /** Sent by POST in place of GET. */
  readonly post?: { readonly type: string; readonly body: string; readonly headers?: Record<string, string> };
}

export interface Look {
  /** Of the screen, CSS pixels. */
  readonly width: number;
  readonly hasScripts: boolean;
}

/** Every way to look at a page that tests try. */
export const LOOKS: readonly Look[] = [360, 1_280].flatMap((width) =>
  [true, false].map((hasScripts) => ({ width, hasScripts })),
);

/** One browser with one tab, for all tests of a file. */
export interface RunningBrowser {
  readonly page: Page;
  readonly debug: CDPSession;
  /** Whether scripts of pages run from now on. */
  allowScripts(isAllowed: boolean): Promise<void>;
  /** Opens the page; resolves to the status of the answer. */
  show(visit: Visit, look: Look): Promise<number | undefined>;
  stop(): Promise<void>;
}

export async function runBrowser(): Promise<RunningBrowser> {
  const browser = await openBrowser();
  const context = await browser.newContext({ locale: 'uk-UA', serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const debug = await context.newCDPSession(page);
  const allowScripts = async (isAllowed: boolean): Promise<void> => {
    await debug.send('Emulation.setScriptExecutionDisabled', { value: !isAllowed });
  };
  return {
    page,
    debug,
    allowScripts,
    async show({ url, post }, { width, hasScripts }) {
      await page.setViewportSize({ width, height: 800 });
      await allowScripts(hasScripts);
      if (post !== undefined) {
        await page.route(url, (route) => {
          const ofForm = { 'content-type': post.type, 'sec-fetch-site': 'same-origin', ...post.headers };
          const headers = { ...route.request().headers(), ...ofForm };
          return route.continue({ method: 'POST', postData: post.body, headers });
        });
      }
      const response = await page.goto(url);
      await page.unrouteAll();
      // The page has loaded without scripts; what tests run needs them.
      await allowScripts(true);
      return response?.status();
    },
    stop: () => browser.close(),
  };
}

import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/**
 * Of Debian packages, so that the browser gets its security updates with the machine. The first is the same engine without
 * windows, and takes a fifth less processor time for a page.
 */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'] as const;
const FLAGS = [
  // Tests run as root in containers, and open pages of this machine alone.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  // Otherwise a form without TLS is sent with a warning.
  '--disable-features=InsecureFormSubmissionInterstitial',
];

/** Why this machine can open no browser; undefined if it can. */
export function whyNoBrowser(): string | undefined {
  return findBrowser() === undefined
    ? `${BROWSERS.join(' and ')} are missing: install the package chromium-headless-shell`
    : undefined;
}

/** A real browser without a window. Fails if the machine has none. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser() ?? BROWSERS[0], args: FLAGS });
}

function findBrowser(): string | undefined {
  return BROWSERS.find((path) => existsSync(path));
}

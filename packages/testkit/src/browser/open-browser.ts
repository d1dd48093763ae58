import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Of the Debian package: the browser gets its security updates with the machine. */
const CHROMIUM = '/usr/bin/chromium';
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
  return existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is missing: install the package chromium`;
}

/** A real browser without a window. Fails if the machine has none. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

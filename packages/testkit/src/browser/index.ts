export { axeResults, axeViolations } from './axe.ts';
export { openBrowser, whyNoBrowser } from './open-browser.ts';
export type { Browser, CDPSession, Page, Request } from 'playwright-core';

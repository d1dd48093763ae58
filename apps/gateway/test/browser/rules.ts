import { axeViolations, type Page } from '@safe-community/testkit/browser';
import { installChecks, type InPage } from './in-page.ts';
import type { RunningBrowser } from './running-browser.ts';

/** The narrowest page that can be used, CSS pixels. */
export const NARROW = 320;

/** Pages with more stops are tabbed through this far. */
const MAX_STOPS = 60;

/** Runs a check in the browser. */
export async function inPage<Name extends keyof InPage>(
  page: Page,
  name: Name,
  ...given: Parameters<InPage[Name]>
): Promise<ReturnType<InPage[Name]>> {
  return page.evaluate(
    `globalThis.checks || (${String(installChecks)})(), checks.${name}(...${JSON.stringify(given)})`,
  ) as never;
}

/** What hinders people on the page as it is now: axe-core, and what it does not see. */
export async function hindrances({ page }: RunningBrowser, language: string): Promise<string[]> {
  return [
    ...(await axeViolations(page)),
    ...(await inPage(page, 'smallTargets')),
    ...(await inPage(page, 'sideways')),
    ...(await inPage(page, 'wrongLanguage', language)),
  ];
}

/** Of a field of a time, besides the first: minutes, half of the day, and the button of the browser. */
const MAX_PARTS = 3;

/** Tab reaches everything once, in the order of the document, and shows where it is. */
export async function tabProblems({ page, pressTab }: RunningBrowser): Promise<string[]> {
  const expected = (await inPage(page, 'stops')).slice(0, MAX_STOPS);
  await inPage(page, 'followTabs');
  await pressTab(expected.length + MAX_PARTS * (await inPage(page, 'partedFields')));
  const followed = await inPage(page, 'followed');
  const problems: string[] = [];
  for (const [index, wanted] of expected.entries()) {
    const focused = followed[index];
    if (focused?.name !== wanted) return [...problems, `stop ${index + 1} is ${focused?.name}, not ${wanted}`];
    problems.push(...focused.problems.map((problem) => `${wanted} ${problem}`));
  }
  return problems;
}

/** The page for those who enlarge it or space its texts widely: it has to be as narrow as {@link NARROW}. */
export async function narrowProblems({ page }: RunningBrowser): Promise<string[]> {
  const narrow = await inPage(page, 'sideways');
  await inPage(page, 'spaceTexts', true);
  const spaced = [...(await inPage(page, 'sideways')), ...(await inPage(page, 'cutTexts'))];
  await inPage(page, 'spaceTexts', false);
  return [
    ...narrow.map((each) => `at ${NARROW} px: ${each}`),
    ...spaced.map((each) => `with spacing of texts: ${each}`),
  ];
}

/** The page for those who have set their system to few colours or no motion. */
export async function mediaProblems({ page }: RunningBrowser): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const faint = await inPage(page, 'faint');
  const moving = await inPage(page, 'moving');
  await page.emulateMedia({ forcedColors: null, reducedMotion: null });
  return [
    ...faint.map((each) => `with forced colours: ${each}`),
    ...moving.map((each) => `with reduced motion: ${each}`),
  ];
}

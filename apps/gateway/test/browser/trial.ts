import { createHash } from 'node:crypto';
import type { Page } from '@safe-community/testkit/browser';
import { hindrances, inPage, mediaProblems, NARROW, narrowProblems, tabProblems } from './rules.ts';
import type { RunningBrowser } from './running-browser.ts';

const HEIGHT = 800;

const RULES = {
  hindrances,
  media: mediaProblems,
  narrow: narrowProblems,
  /** The last one: it moves the focus. */
  tabs: tabProblems,
} as const;
type Rule = keyof typeof RULES;

/** The first of the widths at which a page is tried. A change of width costs more than most rules. */
export const AT_NARROW = [NARROW, ['narrow']] as const;

/** What was found on the page as it is now. */
interface Tried {
  readonly title: string;
  readonly html: string;
  readonly problems: readonly string[];
}

export type Trial = (language: string, rulesByWidth: readonly (readonly [number, readonly Rule[]])[]) => Promise<Tried>;

/**
 * Tries rules on the page as it is now at each of the widths, CSS pixels, and leaves it as wide as it was.
 *
 * Many pages are the same document with and without scripts, or in several states. What was tried on one without a
 * problem is not tried again on one that does not differ; a page with a problem is tried each time.
 */
export function trialOf(browser: RunningBrowser): Trial {
  const { page } = browser;
  const faultless = new Set<string>();
  return async (language, rulesByWidth) => {
    const size = page.viewportSize();
    const { title, html } = await inPage(page, 'likeness');
    const problems: string[] = [];
    for (const [width, rules] of rulesByWidth) {
      const keyOf = (rule: Rule) =>
        createHash('sha256').update([rule, language, width, html].join('\n')).digest('base64');
      const untried = rules.filter((rule) => !faultless.has(keyOf(rule)));
      if (untried.length > 0) await widen(page, width);
      for (const rule of untried) {
        const found = await RULES[rule](browser, language);
        if (found.length === 0) faultless.add(keyOf(rule));
        problems.push(...found.map((problem) => `${width} px: ${problem}`));
      }
    }
    if (size !== null) await widen(page, size.width);
    return { title, html, problems };
  };
}

/** To the width, unless it has it. */
async function widen(page: Page, width: number): Promise<void> {
  if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: HEIGHT });
}

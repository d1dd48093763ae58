import type { RunningBrowser, Visit } from './running-browser.ts';
import { AT_NARROW, trialOf } from './trial.ts';

/** What was found on a page in all looks. */
interface Looked {
  readonly problems: readonly string[];
  /** With scripts and, if it differs, without. */
  readonly titles: readonly string[];
  readonly htmls: readonly string[];
  readonly statuses: readonly (number | undefined)[];
}

export type Looks = (visit: Visit, language: string) => Promise<Looked>;

/** Opens a page with and without scripts, and tries it at both widths. */
export function looksOf(browser: RunningBrowser): Looks {
  const trial = trialOf(browser);
  return async (visit, language) => {
    const found = { problems: [] as string[], titles: [] as string[], htmls: [] as string[] };
    const statuses: (number | undefined)[] = [];
    for (const hasScripts of [true, false]) {
      statuses.push(await browser.show(visit, { width: 1_280, hasScripts }));
      const { title, html, problems } = await trial(language, [
        [1_280, ['hindrances']],
        AT_NARROW,
        [360, ['hindrances', 'media', 'tabs']],
      ]);
      found.titles.push(title);
      found.htmls.push(html);
      // The browser hides it as soon as scripts may run, which rules need.
      if (html.includes('<noscript')) found.problems.push('has a part for browsers without scripts');
      found.problems.push(...problems.map((problem) => `scripts ${hasScripts ? 'on' : 'off'}, ${problem}`));
      // A page that loads no script is the same without them.
      if (!html.includes('<script')) break;
    }
    return { ...found, statuses };
  };
}

import axe from 'axe-core';
import type { Page } from 'playwright-core';

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // Left out unless it is named.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/** Pages that have the source of axe-core. */
const prepared = new WeakSet<Page>();

/** One line for each element that axe-core finds at fault: the rule, the element, and what is wrong. */
export async function axeViolations(page: Page): Promise<string[]> {
  const run = `axe.run(document, ${JSON.stringify(OPTIONS)}).then(${String(linesOf)})`;
  // The browser keeps the source for the next documents of the page: to send half a megabyte costs more than to run it.
  if (!prepared.has(page)) await page.addInitScript(axe.source);
  prepared.add(page);
  const found = await page.evaluate<string[] | undefined>(`typeof axe === 'undefined' ? undefined : ${run}`);
  if (found !== undefined) return found;
  // The first document, and those that were loaded without scripts. By the debugger, which no policy of the page stops.
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(run);
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

/** Runs in the browser. */
function linesOf({ violations }: AxeResults): string[] {
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}: ${help}`));
}

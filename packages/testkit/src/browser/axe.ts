import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Less than half of what `axe.source` is, and the browser compiles it for each document. */
const SOURCE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // Left out unless it is named.
  rules: { 'target-size': { enabled: true } },
};

/** One line for each element: the rule, the element, and what is wrong or has to be looked at. */
interface AxeLines {
  readonly violations: readonly string[];
  /** Of which axe-core cannot say: a person has to look at them. */
  readonly incomplete: readonly string[];
}

/** Pages that have the source of axe-core. */
const prepared = new WeakSet<Page>();

/** One line for each element that axe-core finds at fault. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  return (await axeLines(page, ['violations'])).violations;
}

/** All that axe-core says of a page, which takes longer. */
export function axeResults(page: Page): Promise<AxeLines> {
  return axeLines(page, ['violations', 'incomplete']);
}

async function axeLines(page: Page, resultTypes: readonly string[]): Promise<AxeLines> {
  const run = `axe.run(document, ${JSON.stringify({ ...OPTIONS, resultTypes })}).then(${String(linesOf)})`;
  // The browser keeps the source for the next documents of the page: to send half a megabyte costs more than to run it.
  if (!prepared.has(page)) await page.addInitScript(SOURCE);
  prepared.add(page);
  const found = await page.evaluate<AxeLines | undefined>(`typeof axe === 'undefined' ? undefined : ${run}`);
  if (found !== undefined) return found;
  // The first document, and those that were loaded without scripts. By the debugger, which no policy of the page stops.
  await page.evaluate(SOURCE);
  return page.evaluate<AxeLines>(run);
}

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Runs in the browser: all that it needs is inside. */
function linesOf(results: Readonly<Record<keyof AxeLines, readonly AxeResult[]>>): AxeLines {
  const lines = (found: readonly AxeResult[]) =>
    found.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}: ${help}`));
  return { violations: lines(results.violations), incomplete: lines(results.incomplete) };
}

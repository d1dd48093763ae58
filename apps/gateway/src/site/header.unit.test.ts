import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { LANGUAGES, pathIn } from './language.ts';
import { textsOf } from './texts.ts';

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

const headerOf = async (path: string): Promise<string> => {
  const [, header = ''] = /<header>([^]*?)<\/header>/.exec(await pages.text(path)) ?? [];
  return header;
};
const numbersIn = (header: string) => [...header.matchAll(/href="tel:(\d+)"/g)].map(([, number]) => number);

test.each(LANGUAGES)('the header names whom to phone, then whose site it is, then the menu: %s', async (language) => {
  const header = await headerOf(pathIn(language, '/map'));
  const { threat, site, owner, menuName, report } = textsOf(language);
  expect(numbersIn(header)).toEqual(['112', '101', '102', '103', '104']);
  const inOrder = [threat, 'tel:104', '<svg', site, owner, '<nav', menuName, 'hreflang=', `>${report}<`];
  expect(inOrder.map((part) => header.indexOf(part))).toEqual(
    inOrder.map((part) => header.indexOf(part)).toSorted((one, other) => one - other),
  );
  for (const part of inOrder) expect(header).toContain(part);
});

test('the menu opens without a script, and says which page this is', async () => {
  const [, folded = ''] = /<details class="menu">([^]*?)<\/details>/.exec(await headerOf('/map')) ?? [];
  const links = [...folded.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
  expect(links).toEqual(['/', '/track', '/officer', '/scorecard', '/map', '/compare', '/data']);
  expect(folded).toMatch(/href="\/map" aria-current="page"/);
});

test('in the form of a report, the menu is a link to the list of all pages at its end', async () => {
  const header = await headerOf('/report');
  expect(header).not.toContain('<details');
  expect(numbersIn(header)).toEqual(['112']);
  expect(header).toContain('href="#pages"');
  const [, footer = ''] = /<footer>([^]*?)<\/footer>/.exec(await pages.text('/report')) ?? [];
  expect(footer).toContain('id="pages"');
  for (const { to } of textsOf('uk').menu) expect(footer).toContain(`href="${to}"`);
});

test('a problem in place of a form has the whole menu', async () => {
  const answered = await fetch(`${pages.url}/report`, { method: 'POST', body: 'x', headers: { origin: pages.url } });
  expect(answered.status).toBe(415);
  expect(await answered.text()).toContain('<details class="menu">');
});

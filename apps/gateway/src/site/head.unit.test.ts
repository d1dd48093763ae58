import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADDRESSES } from '../../test/addresses.ts';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { descriptionOf } from './descriptions.texts.ts';
import { LANGUAGES, pathIn } from './language.ts';
import { isListed } from './listed.ts';

const ORIGIN = 'https://gromada.example';

let pages: RunningPages;
let unknown: RunningPages;
beforeAll(async () => {
  [pages, unknown] = await Promise.all([runPages(ANSWERS, { origin: ORIGIN }), runPages(ANSWERS)]);
});
afterAll(async () => {
  await Promise.all([pages.stop(), unknown.stop()]);
});

const headOf = async (answered: Response): Promise<string> =>
  /<head>([^]*?)<\/head>/.exec(await answered.text())?.[1] ?? '';
const meta = (head: string, name: string) =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(head)?.[1];
const links = (head: string, rel: string) =>
  [...head.matchAll(new RegExp(`<link rel="${rel}" (?:hreflang="([^"]*)" )?href="([^"]*)"`, 'g'))].map(
    ([, of, to = '']) => [of, to.replaceAll('&amp;', '&')],
  );

const PUBLIC = Object.values(ADDRESSES)
  .map(([first = '']) => first)
  .filter((path) => isListed(path));

describe.each(LANGUAGES)('in the language %s', (language) => {
  test.each(PUBLIC)('%s says what it is, and where it is in both languages', async (path) => {
    const head = await headOf(await pages.get(pathIn(language, path)));
    const description = meta(head, 'description') ?? '';
    // A page of which nothing is said has the words of the whole site.
    expect(description).not.toBe(descriptionOf(language, '', ''));
    expect(description.length).toBeGreaterThan(50);
    expect(description.length).toBeLessThan(170);
    expect([meta(head, 'og:description'), meta(head, 'og:image')]).toEqual([description, `${ORIGIN}/og.png`]);
    expect(head).toContain(`<title>${meta(head, 'og:title')}`);
    expect(meta(head, 'og:locale')).toBe(language === 'uk' ? 'uk_UA' : 'en_GB');
    const [[, canonical = ''] = []] = links(head, 'canonical');
    expect(meta(head, 'og:url')?.replaceAll('&amp;', '&')).toBe(canonical);
    expect(canonical.startsWith(`${ORIGIN}${pathIn(language, path).split('?')[0]}`)).toBe(true);
    const alternates = new Map(links(head, 'alternate').map(([of = '', to = '']) => [of, to]));
    expect([...alternates.keys()]).toEqual(['uk', 'en', 'x-default']);
    expect([alternates.get(language), alternates.get('x-default')]).toEqual([canonical, alternates.get('uk')]);
    expect(head).not.toContain('noindex');
  });

  test('no two pages are described alike', async () => {
    const all = await Promise.all(PUBLIC.map(async (path) => headOf(await pages.get(pathIn(language, path)))));
    const said = all.map((head) => meta(head, 'description'));
    expect(new Set(said).size).toBe(said.length);
  });

  test('what is for one visitor, or is no page, is neither found nor shown elsewhere', async () => {
    const form = (path: string, fields: Record<string, string>) =>
      fetch(`${pages.url}${pathIn(language, path)}`, { method: 'POST', body: new URLSearchParams(fields) });
    const answered = await Promise.all([
      ...['/report', '/track', '/offline', '/safety', '/nowhere', '/officer?place=49.23,28.47'].map((path) =>
        pages.get(pathIn(language, path)),
      ),
      form('/officer', { point: '49.23, 28.47' }),
      form('/track', { token: 'x' }),
      form('/report', { step: 'category', category: 'domestic_violence' }),
    ]);
    for (const each of answered) {
      const head = await headOf(each);
      expect(meta(head, 'robots')).toBe('noindex');
      expect(head).not.toMatch(/og:|canonical|x-default|49\.23/);
      expect(meta(head, 'description')?.length).toBeGreaterThan(30);
    }
  });
});

test('as long as nobody has said where the site is, no address is made up', async () => {
  const head = await headOf(await unknown.get(`/h/${VINNYTSIA}`));
  expect(links(head, 'canonical')).toEqual([[undefined, `/h/${VINNYTSIA}`]]);
  expect(head).not.toMatch(/https?:|og:image|og:url/);
});

test('the description of a hromada names it', async () => {
  const head = await headOf(await pages.get(`/en/h/${VINNYTSIA}`));
  expect(meta(head, 'description')).toMatch(/^Vinnytska hromada: /);
});

import { hromadas, specialCities } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADDRESSES } from '../../test/addresses.ts';
import { ANSWERS, VINNYTSIA } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { siteFiles } from './site-files.adapter.ts';

let pages: RunningPages;

beforeAll(async () => {
  pages = await runPages(ANSWERS);
});

afterAll(() => pages.stop());

test('robots may read the pages, but not what is for one visitor', async () => {
  const lines = (await pages.text('/robots.txt')).trim().split('\n');
  expect(lines).toEqual([
    'User-agent: *',
    'Disallow: /report',
    'Disallow: /en/report',
    'Disallow: /footage',
    'Disallow: /en/footage',
    'Disallow: /complaint',
    'Disallow: /en/complaint',
    'Disallow: /track',
    'Disallow: /en/track',
    'Disallow: /told',
    'Disallow: /en/told',
    'Disallow: /told/confirm',
    'Disallow: /en/told/confirm',
    'Disallow: /told/end',
    'Disallow: /en/told/end',
    '',
    'Sitemap: https://gromada.example/sitemap.xml',
  ]);
});

test('says where to report a vulnerability, as RFC 9116 requires', async () => {
  expect(await pages.text('/.well-known/security.txt')).toBe(`Contact: mailto:security@gromada.example
Expires: 2027-02-26T00:00:00Z
Preferred-Languages: uk, en
Canonical: https://gromada.example/.well-known/security.txt
`);
  const without = siteFiles({ publicUrl: '', securityContact: undefined, now: () => new Date(), listed: [] });
  expect(without.map(({ path }) => path)).not.toContain('/.well-known/security.txt');
});

test('the icon is an image that browsers keep, with the headers of every answer', async () => {
  const { status, headers } = await pages.get('/favicon.ico');
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'image/svg+xml',
    'public, max-age=86400',
  ]);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(headers.get(name)).toBe(value);
});

test('the sitemap names each public page and each hromada in both languages', async () => {
  const text = await pages.text('/sitemap.xml');
  const entries = [...text.matchAll(/<url><loc>([^<]*)<\/loc>((?:<xhtml:link [^>]*>)*)<\/url>/g)];
  const addresses = entries.map(([, address = '']) => address);
  const all = hromadas().length + specialCities().length;
  expect(addresses.length).toBe(2 * (all + STATIC.length));
  expect(addresses.length).toBeLessThan(50_000);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const path of [...STATIC, `/h/${VINNYTSIA}`]) {
    const both = [path, path === '/' ? '/en' : `/en${path}`].map((each) => `https://gromada.example${each}`);
    expect(addresses).toEqual(expect.arrayContaining(both));
    const [, , links = ''] = entries.find(([, address]) => address === both[1]) ?? [];
    expect([...links.matchAll(/hreflang="(\w+)" href="([^"]*)"/g)].map(([, of, to]) => [of, to])).toEqual([
      ['uk', both[0]],
      ['en', both[1]],
    ]);
  }
  expect(text).not.toMatch(/\/(report|track|offline|violence)</);
});

/** Those with one address that anybody may look for. */
const STATIC = Object.keys(ADDRESSES).filter(
  (path) =>
    !path.includes(':') &&
    !/^\/(report|footage|complaint|track|told|told\/confirm|told\/end|offline|safety)$/.test(path),
);

test('pages that the sitemap names are there', async () => {
  const addresses = [...(await pages.text('/sitemap.xml')).matchAll(/<loc>https:\/\/gromada\.example([^<]*)</g)];
  const some = addresses.filter((_, index) => index % 97 === 0).map(([, path = '']) => path);
  expect(some.length).toBeGreaterThan(20);
  for (const path of some) expect([path, (await pages.get(path)).status]).toEqual([path, 200]);
});

test('the pictures are PNG of the sizes that are said of them, small, and kept by browsers', async () => {
  const { icons } = JSON.parse(await pages.text('/manifest.webmanifest')) as {
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[];
  };
  const pngs = icons.filter(({ type }) => type === 'image/png').map(({ src, sizes }) => ({ src, sizes }));
  expect(pngs).toHaveLength(2);
  for (const { src, sizes } of [...pngs, { src: '/og.png', sizes: '1200x630' }]) {
    const answered = await pages.get(src);
    const bytes = Buffer.from(await answered.arrayBuffer());
    expect([answered.status, answered.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(answered.headers.get('cache-control')).toBe('public, max-age=86400');
    expect([bytes.toString('latin1', 1, 4), `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`]).toEqual([
      'PNG',
      sizes,
    ]);
    expect(bytes.length).toBeLessThan(60_000);
    const again = await pages.get(src, { 'If-None-Match': answered.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  }
});

test('a phone may keep the site among its programs', async () => {
  const { headers } = await pages.get('/manifest.webmanifest');
  expect(headers.get('content-type')).toBe('application/manifest+json');
  expect(headers.get('content-security-policy')).toContain("manifest-src 'self'");
  expect(JSON.parse(await pages.text('/manifest.webmanifest'))).toMatchObject({
    name: 'Безпечна громада',
    lang: 'uk',
    start_url: '/',
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { siteFiles } from './site-files.ts';

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
    'Disallow: /track',
    'Disallow: /en/report',
    'Disallow: /en/track',
  ]);
});

test('says where to report a vulnerability, as RFC 9116 requires', async () => {
  expect(await pages.text('/.well-known/security.txt')).toBe(`Contact: mailto:security@gromada.example
Expires: 2027-02-26T00:00:00Z
Preferred-Languages: uk, en
Canonical: https://gromada.example/.well-known/security.txt
`);
  const without = siteFiles({ publicUrl: '', securityContact: undefined, now: () => new Date() });
  expect(without.map(({ path }) => path)).toEqual(['/robots.txt', '/favicon.ico']);
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

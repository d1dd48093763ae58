import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';

// What programs get that reach nothing, or a gateway without services.

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

test('a program is refused in the format of its request', async () => {
  const limited = await runPages({}, { rate: { perSecond: 1, burst: 2 } });
  const post = await fetch(`${limited.url}/open311/v2/services.json`, { method: 'POST', body: 'x=1' });
  const nothing = await limited.get(`/open311/v2/nothing`);
  const third = await limited.get(`/open311/v2/services.json`);
  expect([post.status, nothing.status, third.status]).toEqual([405, 404, 429]);
  expect(post.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  expect(await nothing.text()).toContain('<errors><error><code>404</code>');
  expect(await third.json()).toMatchObject([{ code: 429 }]);
  expect(third.headers.get('access-control-allow-origin')).toBe('*');
  await limited.stop();
});

test('a program that asks for the base, or for what is not there, is answered in its format, whatever the method', async () => {
  for (const [base, type] of [
    ['/open311', 'text/xml; charset=utf-8'],
    ['/open311/v2', 'text/xml; charset=utf-8'],
    ['/open311/v2/nothing.json', 'application/json; charset=utf-8'],
    ['/api/v1', 'application/problem+json'],
  ] as const) {
    for (const path of [base, ...(base.endsWith('.json') ? [] : [`${base}/`])]) {
      for (const method of ['GET', 'POST']) {
        const { status, headers } = await fetch(`${pages.url}${path}`, { method });
        const seen = [path, method, status, headers.get('content-type'), headers.get('access-control-allow-origin')];
        expect(seen).toEqual([path, method, 404, type, '*']);
      }
    }
  }
  for (const ending of ['xml', 'json']) {
    const above = await pages.text(`/open311/discovery.${ending}`);
    expect(above).toBe(await pages.text(`/open311/v2/discovery.${ending}`));
  }
});

test('a program learns when to ask again for what a service did not answer', async () => {
  const away = await runPages({});
  for (const path of ['/open311/v2/services.json', '/api/v1/scorecard', '/scorecard']) {
    const { status, headers } = await away.get(path);
    expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '60']);
  }
  await away.stop();
});

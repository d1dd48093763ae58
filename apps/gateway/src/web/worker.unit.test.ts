import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';

interface Kept {
  readonly cache: string;
  readonly pages: Readonly<Record<string, { readonly path: string; readonly tag: string }>>;
  readonly files: readonly string[];
}

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

const kept = async (running: RunningPages): Promise<Kept> => {
  const [, json = ''] = /^const OFFLINE = (.*);\n/.exec(await running.text('/service-worker.js')) ?? [];
  return JSON.parse(json) as Kept;
};

test('the worker is asked for each time, and may ask for nothing but the site', async () => {
  const { headers } = await pages.get('/service-worker.js');
  expect(headers.get('cache-control')).toBe('no-cache');
  expect(headers.get('content-type')).toContain('text/javascript');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
});

test('pages may register that worker, and make no other address of a script', async () => {
  const policy = (await pages.get('/')).headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining(["worker-src 'self'", "require-trusted-types-for 'script'", 'trusted-types service-worker']),
  );
});

test('everything that the worker keeps is there, as it says, and belongs to everyone', async () => {
  const { pages: documents, files } = await kept(pages);
  expect(Object.values(documents).map(({ path }) => path)).toEqual(['/offline', '/en/offline']);
  for (const { path, tag } of Object.values(documents)) {
    const { headers } = await pages.get(path);
    expect([path, headers.get('etag')?.replace('W/', '')]).toEqual([path, tag]);
    // Its stylesheet and scripts are kept as well.
    const loaded = [...(await pages.text(path)).matchAll(/(?:src|stylesheet" href)="([^"]*)"/g)].map(
      ([, file]) => file,
    );
    expect(loaded).toHaveLength(3);
    expect(files).toEqual(expect.arrayContaining(loaded));
  }
  for (const path of files) {
    const { status, headers } = await pages.get(path);
    expect([path, status, headers.get('cache-control')]).toEqual([path, 200, expect.stringContaining('public')]);
  }
});

test('another content is another worker with another cache', async () => {
  const changed = await runPages(ANSWERS, {
    watchPage: (page) =>
      page.path === '/offline'
        ? { ...page, read: async (request) => ({ ...(await page.read(request)), title: 'Another title' }) }
        : page,
  });
  expect((await kept(changed)).cache).not.toBe((await kept(pages)).cache);
  const same = await runPages(ANSWERS);
  expect((await kept(same)).cache).toBe((await kept(pages)).cache);
  await Promise.all([changed.stop(), same.stop()]);
});

test('a retired worker keeps nothing', async () => {
  const retired = await runPages(ANSWERS, { hasOfflinePage: false });
  expect(await retired.text('/service-worker.js')).toMatch(/^const OFFLINE = undefined;\n/);
  await retired.stop();
});

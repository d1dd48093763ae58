import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameContent, keptFor, type Offline } from '../../browser/worker/offline.ts';

const OFFLINE: Offline = {
  cache: 'offline-1',
  pages: { uk: { path: '/offline', tag: '"u"' }, en: { path: '/en/offline', tag: '"e"' } },
  files: ['/assets/site-1.css', '/favicon.ico'],
};

test('a page that cannot be reached has one in its language', () => {
  const shown = (path: string) => keptFor(OFFLINE, { method: 'GET', mode: 'navigate', path });
  for (const path of ['/', '/report', '/english', '/offline']) expect(shown(path)).toEqual({ page: '/offline' });
  for (const path of ['/en', '/en/', '/en/report']) expect(shown(path)).toEqual({ page: '/en/offline' });
});

test('its own files are kept, and the worker has nothing to do with anything else', () => {
  expect(keptFor(OFFLINE, { method: 'GET', mode: 'no-cors', path: '/favicon.ico' })).toEqual({ file: '/favicon.ico' });
  const mode = fc.constantFrom('navigate', 'cors', 'no-cors', 'same-origin');
  const path = fc.constantFrom('/report', '/en/track', '/api/v1/figures', '/open311/v2/requests.json', '/favicon.ico');
  fc.assert(
    fc.property(fc.constantFrom('POST', 'PUT', 'HEAD', 'DELETE'), mode, path, (method, mode, path) => {
      expect(keptFor(OFFLINE, { method, mode, path })).toBeUndefined();
    }),
  );
  for (const path of ['/report', '/track', '/api/v1/figures', '/open311/v2/requests.json', '/assets/site-2.css']) {
    expect(keptFor(OFFLINE, { method: 'GET', mode: 'cors', path })).toBeUndefined();
  }
});

test('content is the same if its tag is, also a weak one', () => {
  expect([isSameContent('"u"', '"u"'), isSameContent('W/"u"', '"u"')]).toEqual([true, true]);
  expect([isSameContent('"v"', '"u"'), isSameContent(null, '"u"')]).toEqual([false, false]);
});

import { visit } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADDRESSES } from '../test/addresses.ts';
import { ANSWERS } from '../test/answers.ts';
import { learnNames } from '../test/learnt-names.ts';
import { TOKEN } from '../test/report-answers.ts';
import { runPages, type RunningPages } from '../test/running-pages.ts';
import { LANGUAGES, pathIn } from './site/module.ts';

// What belongs to one visitor is kept by no browser and no proxy: where somebody is, what a form carries, a token.

const POINT = '49.8401, 24.0301';

const names = learnNames();
/** By the pattern of each page that takes forms. */
const taking: string[] = [];
let pages: RunningPages;
beforeAll(async () => {
  let now = new Date('2026-11-28T10:00:00Z').getTime();
  pages = await runPages(ANSWERS, {
    clock: () => new Date((now += 5_000)),
    watchPage(page) {
      if (page.submit !== undefined) taking.push(page.path);
      return names.watchPage(page);
    },
  });
});
afterAll(() => pages.stop());

const isKept = (headers: Headers): boolean => headers.get('cache-control') !== 'no-store';

const EVERY = Object.entries(ADDRESSES).flatMap(([pattern, addresses]) =>
  LANGUAGES.flatMap((language) => addresses.map((address) => [pathIn(language, address), pattern] as const)),
);

test.each(EVERY)(
  '%s: no answer is kept whose address holds a point, or that carries a form of its visitor',
  async (path, pattern) => {
    expect.hasAssertions();
    const plain = await pages.get(path);
    const text = await plain.text();
    expect([path, carriesVisitor(text) && isKept(plain.headers)]).toEqual([path, false]);
    for (const name of names.query.get(pattern) ?? []) {
      const address = new URL(path, pages.url);
      address.searchParams.set(name, POINT);
      const asked = await pages.get(`${address.pathname}${address.search}`);
      // Where the point makes no difference, the answer is everyone's.
      if (isKept(asked.headers)) expect([name, await asked.text()]).toEqual([name, await ownAnswer(address, name)]);
    }
  },
);

test('the page of a point in an address is that of one visitor', async () => {
  for (const language of LANGUAGES) {
    const { status, headers } = await pages.get(pathIn(language, `/officer?place=${encodeURIComponent(POINT)}`));
    expect([status, headers.get('cache-control'), headers.get('etag')]).toEqual([200, 'no-store', null]);
  }
});

test('no answer to a form is kept, whatever it holds', async () => {
  expect(taking.toSorted()).toEqual([
    '/around',
    '/complaint',
    '/footage',
    '/officer',
    '/report',
    '/told',
    '/told/confirm',
    '/told/end',
    '/track',
  ]);
  for (const path of taking) {
    for (const sent of [{}, { point: POINT, token: TOKEN }, { point: 'x', token: 'x' }]) {
      const answer = await fetch(`${pages.url}${path}`, { method: 'POST', body: new URLSearchParams(sent) });
      expect([path, sent, isKept(answer.headers)]).toEqual([path, sent, false]);
    }
  }
  const reporter = await visit(`${pages.url}/report`);
  const details = { 'a-infrastructure_kind': 'road_pit', name: 'Ївга', phone: '050 123 45 67' };
  const steps = [{ category: 'infrastructure' }, { q: 'Якушинці' }, {}, details];
  for (const typed of steps) {
    await reporter.send(typed);
    expect([reporter.title, isKept(reporter.headers)]).toEqual([reporter.title, false]);
  }
  expect(reporter.text).toContain('data-draft-sent');
});

/** A form that is sealed for one visitor, or a draft. */
function carriesVisitor(text: string): boolean {
  return /name="form" value="[^"]|data-draft=|data-draft-sent=|name="token" value="[^"]/.test(text);
}

/** What the page answers with a text in place of the point that is none. */
async function ownAnswer(address: URL, name: string): Promise<string> {
  address.searchParams.set(name, 'x');
  return pages.text(`${address.pathname}${address.search}`);
}

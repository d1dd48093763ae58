import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CompareTerritoriesResponse } from '@safe-community/contracts/statistics/v1/comparison.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { ANSWERS, EMPTY_ANSWERS } from '../../test/answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { COMPARED_MEASURES, ORDERS, yearBefore } from './comparison.ts';

let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages(ANSWERS);
});
afterAll(() => pages.stop());

test('each rate has its interval and a sentence; what has no rate is said to have none', async () => {
  const text = (await pages.text('/compare')).replaceAll('\u2060', '');
  expect(text).toContain('В усіх областях разом: 79,1 на 100\u00A0000 мешканців');
  expect(text).toMatch(/Вінницька область<\/a><\/th>[^]*?99,4 \(89,46–109,34\)[^]*?Значно більше, ніж можна пояснити/);
  expect(text).toMatch(/Волинська область<\/a><\/th>[^]*?Не відрізняється від інших більше/);
  expect(text).toMatch(/<svg [^>]*role="img"[^]*<\/svg>/);
  expect(text).toContain('вигадані');
});

test('what is occupied has no row among the rates, but is named with the reason; the front is warned of', async () => {
  for (const [language, named, warning] of [
    [
      '',
      /Автономна Республіка Крим, тимчасово окупована територія з 20 лютого 2014/,
      'Прифронтова область: показник не можна',
    ],
    [
      '/en',
      /Autonomous Republic of Crimea, temporarily occupied since 20 February 2014/,
      'At the front: the rate cannot',
    ],
  ] as const) {
    const text = (await pages.text(`${language}/compare`)).replaceAll('\u00a0', ' ');
    expect(text).toMatch(named);
    expect(text).not.toMatch(/(?:Крим|Crimea)<\/a><\/th>/);
    expect(text.split(warning)).toHaveLength(2);
  }
});

test('plain links sort the table, which says how it is sorted', async () => {
  const namesBy = async (sort: string) =>
    [...(await pages.text(`/compare?sort=${sort}`)).matchAll(/>([^<]*)<\/a><\/th>/g)].map(([, name]) => name);
  expect(await namesBy('name')).toEqual(['Вінницька область', 'Волинська область', 'Дніпропетровська область']);
  expect(await namesBy('rank')).toEqual(['Вінницька область', 'Волинська область', 'Дніпропетровська область']);
  expect(await namesBy('rate')).toEqual(await namesBy('rank'));
  for (const [sort, heading] of [
    ['name', 'ascending">Область'],
    ['rank', 'ascending">Місце'],
    ['rate', 'descending">На 100'],
  ] as const) {
    const text = await pages.text(`/compare?sort=${sort}`);
    expect(text).toContain(`<th scope="col" aria-sort="${heading}`);
    expect(text.match(/aria-sort/g)).toHaveLength(1);
    for (const other of ORDERS.filter((each) => each !== 'rank')) {
      expect(text).toContain(`href="/compare?measure=incidents&amp;sort=${other}"`);
    }
  }
});

test('oblasts that do not differ share a rank', async () => {
  const same = { count: 1n, population: 1n, rank: 1, sharesRank: true };
  const tied = await runPages({
    ...ANSWERS,
    CompareTerritories: () =>
      CompareTerritoriesResponse.fromPartial({
        territories: ['UA05000000000010236', 'UA07000000000024379'].map((code) => ({ ...same, code })),
        group: { count: 2n, rate: { value: 1, low: 0, high: 2 } },
      }),
  });
  expect((await tied.text('/compare')).match(/1 \(спільне\)/g)).toHaveLength(2);
  expect(await tied.text('/en/compare')).toContain('1 (shared)');
  await tied.stop();
});

test('what is not whole has no rate, and the reason is said', async () => {
  const code = 'UA05000000000010236';
  for (const [territory, uk, en] of [
    [
      { count: 8n, coverage: { completeness: Completeness.INCOMPLETE, coveredPercent: 37 } },
      'Обліковано щонайменше 8, дані охоплюють 37 % населення',
      'At least 8 counted; the data covers 37% of the people',
    ],
    [
      { coverage: { completeness: Completeness.UNKNOWN } },
      'звідти про це ніхто не повідомляє',
      'nobody reports this from there',
    ],
  ] as const) {
    const partial = await runPages({
      ...ANSWERS,
      CompareTerritories: () =>
        CompareTerritoriesResponse.fromPartial({
          territories: [{ code, population: 1n, ...territory }],
          group: { count: 2n, rate: { value: 1, low: 0, high: 2 } },
        }),
    });
    expect((await partial.text('/compare')).replaceAll('\u00a0', ' ')).toContain(uk);
    expect(await partial.text('/en/compare')).toContain(en);
    await partial.stop();
  }
});

test('where nothing was counted, nothing is compared', async () => {
  const empty = await runPages(EMPTY_ANSWERS);
  const text = await empty.text('/compare');
  expect(text).toContain('порівнювати нема чого');
  expect(text).not.toContain('<table');
  await empty.stop();
});

test('any parameters give a comparison or say that the address is wrong, and none comes back', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', ...COMPARED_MEASURES, ...ORDERS, '__proto__', '"><script>zq'),
  );
  await fc.assert(
    fc.asyncProperty(odd, odd, async (measure, sort) => {
      const response = await pages.get(`/compare?${new URLSearchParams({ measure, sort }).toString()}`);
      expect([200, 400]).toContain(response.status);
      expect(await response.text()).not.toContain('script>zq');
    }),
    { numRuns: 60 },
  );
});

test('a year is the twelve whole months before, whatever the day', () => {
  const day = (year: number, month: number, number: number) => ({ year, month, day: number });
  expect(yearBefore(day(2026, 11, 28))).toEqual({ from: day(2025, 11, 1), to: day(2026, 10, 31) });
  expect(yearBefore(day(2026, 1, 1))).toEqual({ from: day(2025, 1, 1), to: day(2025, 12, 31) });
  expect(yearBefore(day(2024, 3, 31))).toEqual({ from: day(2023, 3, 1), to: day(2024, 2, 29) });
});

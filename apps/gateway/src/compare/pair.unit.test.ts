import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import {
  type CompareTerritoriesRequest,
  CompareTerritoriesResponse,
} from '@safe-community/contracts/statistics/v1/comparison.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FRONTLINE, OCCUPIED, VINNYTSIA } from '../../test/answers.ts';
import { COUNTRY_ANSWERS } from '../../test/country-answers.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { alike, differenceOf, levelOfPair, type PairedPlace } from './pair.ts';

const BARSKA = 'UA05060010000053179';
const [VINNYTSKA, LVIVSKA] = ['UA05000000000010236', 'UA46000000000026241'];

let answer: object = {};
const asked: CompareTerritoriesRequest[] = [];
let pages: RunningPages;
beforeAll(async () => {
  pages = await runPages({
    ...COUNTRY_ANSWERS,
    CompareTerritories(request) {
      asked.push(request as CompareTerritoriesRequest);
      return CompareTerritoriesResponse.fromPartial(answer);
    },
  });
});
afterAll(() => pages.stop());
beforeEach(() => {
  asked.length = 0;
});

const rate = (value: number) => ({ value, low: value * 0.8, high: value * 1.25 });
const text = async (path: string) => (await pages.text(path)).replaceAll('\u00a0', ' ').replaceAll('&#39;', "'");

test('two hromadas: rates with intervals, and whether chance may explain the difference, in both languages', async () => {
  answer = {
    territories: [
      { code: VINNYTSIA, count: 300n, population: 387_439n, rate: rate(77.4) },
      { code: BARSKA, count: 20n, population: 30_000n, rate: rate(66.7) },
    ],
    ratio: { value: 1.16, low: 0.74, high: 1.92 },
  };
  const uk = await text(`/compare/places?a=${VINNYTSIA}&b=${BARSKA}&what=fire`);
  expect(uk).toContain('Вінницька громада: 77,4 (від 61,92 до 96,75); ');
  expect(uk).toContain('Різниця може бути випадковою.');
  expect(await text(`/en/compare/places?a=${VINNYTSIA}&b=${BARSKA}&what=fire`)).toContain(
    'Chance may explain the difference.',
  );
  // One category in the weeks of the pages of hromadas: a sum would give away small numbers.
  expect(asked).toMatchObject([
    { measure: 'incidents', category: 2, lastDay: '2026-11-22', territoryCodes: [VINNYTSIA, BARSKA] },
  ]);
});

test('a place that is only like what was typed is offered, and never compared without asking', async () => {
  const page = await text(`/compare/places?a=${VINNYTSIA}&b=${encodeURIComponent('Одесса')}`);
  expect(page).toContain('точної назви немає. Можливо, ви шукали:');
  expect(page).toContain(`a=${VINNYTSIA}&amp;b=UA51100270000073549`);
  expect(page).not.toContain('Одесса');
  expect(asked).toEqual([]);
});

test('a difference that chance does not explain names the higher place, whichever is first', async () => {
  const territories = [VINNYTSKA, LVIVSKA].map((code) => ({
    code,
    count: 100n,
    population: 1_000_000n,
    rate: rate(10),
  }));
  answer = { territories, ratio: { value: 0.5, low: 0.4, high: 0.625 } };
  const second = await text(`/compare/places?a=${VINNYTSKA}&b=${LVIVSKA}&what=killed`);
  expect(second).toContain(
    'Львівська область: показник більший у стільки разів: 2 (з імовірністю 95 % – від 1,6 до 2,5)',
  );
  expect(asked).toMatchObject([{ measure: 'killed', category: 0, firstDay: '2025-11-01', lastDay: '2026-10-31' }]);
});

test('where not everybody reports, a number is "at least", and there is no rate and no comparison', async () => {
  answer = {
    territories: [
      { code: VINNYTSIA, count: 300n, rate: rate(77.4) },
      { code: BARSKA, count: 3n, coverage: { completeness: Completeness.INCOMPLETE, coveredPercent: 40 } },
    ],
  };
  const shown = await text(`/compare/places?a=${VINNYTSIA}&b=${BARSKA}&what=gas`);
  expect(shown).toContain('щонайменше 3');
  expect(shown).toContain('Показника щонайменше одного з цих місць немає');
});

test('an occupied place has no rate and is named; one at the front has a warning', async () => {
  answer = {
    territories: [
      { code: FRONTLINE, count: 50n, rate: rate(20), status: TerritoryStatus.FRONTLINE, statusSince: '2022-04-27' },
      { code: OCCUPIED, count: 0n, status: TerritoryStatus.OCCUPIED, statusSince: '2020-07-17' },
    ],
  };
  const shown = await text(`/compare/places?a=${FRONTLINE}&b=${OCCUPIED}&what=water`);
  expect(shown).toContain('Показника щонайменше одного з цих місць немає');
  expect(shown).toContain('тимчасово окупована територія щонайменше з 17 липня 2020');
  expect(shown).toContain('Прифронтове місце: його показник не можна порівнювати');
});

test('places like one are offered; a name that means several asks which, and what was typed comes back nowhere', async () => {
  answer = {};
  const one = await text(`/compare/places?a=${VINNYTSIA}`);
  expect(one).toContain('Подібні місця: Вінницька громада');
  expect(one).toMatch(new RegExp(`href="/compare/places\\?a=${VINNYTSIA}&amp;b=UA\\d{17}"`));
  const several = await text('/compare/places?a=Миколаївська&b=Zqнідезq');
  expect(several).toContain('Перше місце: яке саме?');
  expect(several).toContain('Друге місце: Такого місця не знайдено');
  expect(several).not.toContain('Zqнідезq');
  expect(await text('/compare/places?a=Львівська область')).toContain('Подібні місця: Львівська область');
  expect(await text(`/compare/places?a=${VINNYTSIA}&b=${VINNYTSIA}`)).toContain('те саме місце двічі');
  expect(await text(`/compare/places?a=${VINNYTSIA}&b=${LVIVSKA}`)).toContain('лише з областю');
  expect(asked).toEqual([]);
});

test('any parameters give a page or say that the address is wrong', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', VINNYTSIA, LVIVSKA, 'UA', 'Київ', 'killed', 'fire', '__proto__', '"><script>zq'),
  );
  await fc.assert(
    fc.asyncProperty(odd, odd, odd, async (a, b, what) => {
      const response = await pages.get(`/compare/places?${new URLSearchParams({ a, b, what }).toString()}`);
      expect([200, 400]).toContain(response.status);
      expect(await response.text()).not.toContain('script>zq');
    }),
    { numRuns: 60 },
  );
});

test('chance explains a difference if 1 lies in the interval of the ratio', () => {
  expect(differenceOf({ value: 1.2, low: 1, high: 1.5 })).toBe('chance');
  expect(differenceOf({ value: 0.9, low: 0.8, high: 1 })).toBe('chance');
  expect(differenceOf({ value: 1.2, low: 1.01, high: 1.5 })).toMatchObject({ higher: 'first' });
  expect(differenceOf({ value: 0.5, low: 0.25, high: 0.8 })).toEqual({
    higher: 'second',
    times: { value: 2, low: 1.25, high: 4 },
  });
});

const place = (code: string, level: PairedPlace['level'], population: number | undefined, kind = 'rural') => ({
  code,
  level,
  population,
  kind,
  title: code,
  oblastCode: '',
});

test('an oblast stands beside an oblast, a hromada beside a hromada, a city beside each', () => {
  const [oblast, hromada, city] = [place('O', 'oblast', 1), place('H', 'hromada', 1), place('C', 'city', 1)];
  expect([levelOfPair(oblast, city), levelOfPair(city, hromada), levelOfPair(city, city)]).toEqual([
    'oblast',
    'hromada',
    'hromada',
  ]);
  expect(levelOfPair(oblast, hromada)).toBeUndefined();
});

test('like places are of the same kind, nearest in population, and not occupied; the front is apart', () => {
  const all = [
    ...[900, 1_100, 5_000].map((people) => place(`R${people}`, 'hromada', people)),
    place('U', 'hromada', 1_000, 'urban'),
    place('X', 'hromada', 1_000),
    place('F', 'hromada', 1_000),
    place('G', 'hromada', 9_000),
  ];
  const since = { year: 2022, month: 1, day: 1 };
  const statusOf = (code: string) =>
    code === 'X'
      ? ({ status: 'occupied', since, isSinceExact: true } as const)
      : ['F', 'G'].includes(code)
        ? ({ status: 'frontline', since, isSinceExact: true } as const)
        : undefined;
  const like = (code: string, people: number | undefined) =>
    alike(place(code, 'hromada', people), all, statusOf).map((each) => each.code);
  expect(like('A', 1_000)).toEqual(['R1100', 'R900', 'R5000']);
  expect(like('F', 1_000)).toEqual(['G']);
  expect(like('N', undefined)).toEqual([]);
});

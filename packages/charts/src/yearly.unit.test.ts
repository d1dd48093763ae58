import { expect, test } from 'vitest';
import { renderSvg } from './svg/render.ts';
import { tableOf } from './table.ts';
import { renderText } from './text/render.ts';
import { yearlySeries, type PublishedNumber } from './yearly.ts';

const year = (number: number, value: number, qualifier?: string): PublishedNumber => ({
  from: `${number}-01-01`,
  to: `${number}-12-31`,
  value,
  qualifier,
});

function drawn(...numbers: PublishedNumber[]) {
  const series = { title: 'Killed on roads', publisher: 'Patrol Police', unit: 'people', numbers };
  return yearlySeries(series, 'en') ?? expect.fail('a chart was expected');
}

const pointsOf = (...numbers: PublishedNumber[]) =>
  drawn(...numbers).points.map(({ name, value }) => [name, value] as const);

const ROADS = [year(2018, 3_350), year(2020, 3_541), year(2021, 3_400, 'over')];

test('a year without a published figure is a gap: no point, no line across it, and the table says so', () => {
  const chart = drawn(...ROADS);
  expect(pointsOf(...ROADS)).toEqual([
    ['2018', 3_350],
    ['2019', undefined],
    ['2020', 3_541],
    ['2021', 3_400],
  ]);
  expect(tableOf(chart, 'en').rows[1]).toEqual(['2019', 'no published figure']);
  const svg = renderSvg(chart, { language: 'en', width: 640 });
  // One line, from 2020 to 2021.
  expect(svg.match(/class="chart-line"/g)).toHaveLength(1);
  expect(svg.match(/class="chart-no-data"/g)).toHaveLength(1);
  expect(svg).toContain('2019 no published figure');
});

test('what is not exact is hollow, and written as it was published', () => {
  const chart = drawn(...ROADS);
  const svg = renderSvg(chart, { language: 'en', width: 640 });
  // A point, and the legend.
  expect(svg.match(/class="chart-inexact"/g)).toHaveLength(2);
  expect(tableOf(chart, 'en').rows.at(-1)).toEqual(['2021', 'over\u00A03,400']);
  const lines = renderText(chart, { language: 'en', columns: 80 });
  expect(lines.filter((line) => line.includes('░'))).toEqual([expect.stringMatching(/^2021 .*over\u00A03,400$/)]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('whole years leave out parts of years; states are the last one of a year', () => {
  const months = { from: '2021-01-01', to: '2021-10-31', value: 2_492 };
  expect(pointsOf(year(2020, 3_541), months)).toEqual([['2020', 3_541]]);
  const state = (day: string, value: number) => ({ from: day, to: day, value });
  expect(pointsOf(state('2021-11-04', 632), state('2021-03-03', 450), state('2019-05-29', 34))).toEqual([
    ['2019', 34],
    ['2020', undefined],
    ['2021', 632],
  ]);
});

test('the same part of each year is compared, parts of different length are not drawn', () => {
  const summer = (number: number, value: number) => ({ from: `${number}-06-01`, to: `${number}-08-31`, value });
  expect(pointsOf(summer(2022, 401), summer(2023, 526))).toEqual([
    ['2022', 401],
    ['2023', 526],
  ]);
  const series = { title: '', publisher: '', unit: 'people' };
  const running = [summer(2022, 401), { ...summer(2023, 526), to: '2023-07-31' }];
  expect(yearlySeries({ ...series, numbers: running }, 'uk')).toBeUndefined();
  expect(yearlySeries({ ...series, numbers: [] }, 'uk')).toBeUndefined();
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FigureKind, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { expect, test } from 'vitest';
import { isoDate } from '../scorecard/numbers.ts';
import { publishedFigures } from './published-figures.ts';

const FIGURES = await publishedFigures();

const isOf = (id: string) => (figure: OfficialFigure) =>
  figure.series?.id === id && figure.kind === FigureKind.OBSERVED;
const daysOf = ({ periodStart, periodEnd }: OfficialFigure) => `${isoDate(periodStart)} ${isoDate(periodEnd)}`;

/** The last statement of each whole year. */
function yearsOf(id: string): Record<string, number> {
  const years = FIGURES.filter(isOf(id)).filter((each) => /^(\d{4})-01-01 \1-12-31$/.test(daysOf(each)));
  return Object.fromEntries(years.map(({ periodEnd, value }) => [String(periodEnd?.year), value]));
}

test('the years of the Patrol Police are one series, from 2017 on without a gap', () => {
  expect(yearsOf('patrol-police-deaths-road')).toEqual({
    2017: 3_432,
    2018: 3_350,
    2019: 3_454,
    2020: 3_541,
    2021: 3_238,
    2022: 2_791,
    2023: 3_053,
    2024: 3_202,
    2025: 3_249,
  });
});

test('two publishers are two series, whatever they state of one year', () => {
  const in2013 = ['road-police-deaths-road', 'rescue-service-deaths-road'].map((id) => yearsOf(id)['2013']);
  expect(in2013).toEqual([4_833, 4_355]);
  expect(yearsOf('ministry-deaths-road')['2020']).toBe(3_554);
  expect(yearsOf('statistics-office-deaths-fire')).toEqual({ 2021: 1_221 });
});

test('the published total of 2020 has its parts and the remainder, all of the ministry', () => {
  const parts = ['road', 'fire', 'water', 'not-itemised'].map(
    (part) => yearsOf(`ministry-deaths-${part}`)['2020'] ?? 0,
  );
  expect(parts).toEqual([3_554, 1_728, 1_201, 1_331]);
  expect(parts.reduce((sum, part) => sum + part)).toBe(yearsOf('ministry-deaths-total')['2020']);
});

test('each series is described once, with publisher, definition, and licence', () => {
  const described = FIGURES.flatMap(({ series }) => (series === undefined || series.indicator === 0 ? [] : [series]));
  const ids = described.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(FIGURES.map(({ series }) => series?.id).filter((id) => !ids.includes(id ?? ''))).toEqual([]);
  for (const series of described) {
    for (const text of [series.nameUk, series.publisherUk, series.definitionUk, series.licenceUk]) {
      expect([series.id, text]).toEqual([series.id, expect.stringMatching(/\p{Script=Cyrillic}|^TNS$/u)]);
    }
    for (const text of [series.publisherEn, series.definitionEn, series.licenceEn]) {
      expect([series.id, text]).toEqual([series.id, expect.stringMatching(/^[^\p{Script=Cyrillic}]+$/u)]);
    }
  }
});

test('each promise that is read from a series finds it, and no two statements are of one day', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/promises.md'), 'utf8');
  const read = [...document.matchAll(/^- Published: series `([^`]+)`$/gm)].map(([, id]) => id);
  expect(read.length).toBeGreaterThan(5);
  const ids = new Set(FIGURES.map(({ series }) => series?.id));
  expect(read.filter((id) => !ids.has(id))).toEqual([]);
  const keys = FIGURES.map((each) =>
    [each.series?.id, each.kind, daysOf(each), isoDate(each.provenance?.published)].join(' '),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

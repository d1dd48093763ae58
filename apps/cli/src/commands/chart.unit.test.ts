import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ChartKind } from '@safe-community/contracts/statistics/v1/chart.ts';
import { FigureDimension, TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { expect, test } from 'vitest';
import { drawnBy, ignoredByProgress, scorecardOf } from './chart.ts';

const NOTHING = {
  by: [],
  territory: [],
  within: '',
  asOfToday: false,
  place: [],
  attribute: '',
  firstPublished: false,
};

test('the progress is that of the territory, period, and day of knowledge that were given', () => {
  const period = { from: { year: 2026, month: 1, day: 1 }, to: { year: 2026, month: 6, day: 30 } };
  const options = {
    ...NOTHING,
    ...period,
    territory: ['UA05000000000010236'],
    knownOn: { year: 2026, month: 7, day: 9 },
  };
  expect(scorecardOf(options)).toEqual({
    territoryCode: 'UA05000000000010236',
    firstDay: '2026-01-01',
    lastDay: '2026-06-30',
    knownOn: '2026-07-09',
  });
  expect(scorecardOf(NOTHING)).toEqual({ territoryCode: '', firstDay: '', lastDay: '', knownOn: '' });
  expect(ignoredByProgress(undefined, options)).toEqual([]);
});

test('what the progress has no place for is named, never ignored', () => {
  const all = {
    by: [FigureDimension.MONTH],
    territory: ['UA', 'UA05000000000010236'],
    level: TerritoryLevel.OBLAST,
    within: 'UA05000000000010236',
    category: IncidentCategory.FIRE,
    asOfToday: true,
    place: ['UA'],
    attribute: 'fire_object',
    firstPublished: true,
  };
  expect(ignoredByProgress('killed', all)).toEqual([
    'measure',
    '--by',
    'second --territory',
    '--level',
    '--within',
    '--category',
    '--as-of-today',
    '--place',
    '--attribute',
    '--first-published',
  ]);
});

test('a series is drawn with what was first published if that is wanted', () => {
  const monthly = { ...NOTHING, by: [FigureDimension.MONTH] };
  expect(drawnBy(ChartKind.TIME_SERIES, 'killed', { ...monthly, firstPublished: true })).toMatchObject({
    firstPublished: true,
    selection: { measures: ['killed'], groupBy: [FigureDimension.MONTH] },
  });
  expect(drawnBy(ChartKind.TIME_SERIES, 'killed', monthly)).toMatchObject({ firstPublished: false });
});

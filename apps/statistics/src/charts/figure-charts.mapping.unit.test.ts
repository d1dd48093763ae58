import { expect, test } from 'vitest';
import { findMeasure, MEASURES, type Figure } from '../figures/module.ts';
import { chartOf } from './figure-charts.mapping.ts';

test.each(['uk', 'en'] as const)('a chart in %s says what its measure means, in that language', (language) => {
  for (const measure of MEASURES) {
    const { notes = [] } = chartOf({
      kind: 'bars',
      language,
      request: {
        measures: [measure.name],
        from: '2021-11-01',
        to: '2021-11-30',
        territory: { level: 'oblast' },
        groupBy: ['territory'],
        territoryAsOf: 'event',
        today: '2026-11-30',
      },
      measure,
      territories: [],
      figures: [],
    });
    expect(notes[0]).toContain(measure.name);
    expect(notes[0]).toContain(language === 'uk' ? measure.definitionUk : measure.definition);
  }
});

test('a series has a gap where nothing is known, a lower bound where not everybody reports, and what was first published', () => {
  const ofMonth = (from: string, to: string, value: number): Figure => ({ measure: 'killed', from, to, value });
  const chart = chartOf({
    kind: 'time_series',
    language: 'uk',
    request: {
      measures: ['killed'],
      from: '2026-01-01',
      to: '2026-03-20',
      territory: { level: 'country' },
      groupBy: ['month'],
      territoryAsOf: 'event',
      today: '2026-03-20',
    },
    measure: findMeasure('killed') ?? expect.fail(),
    territories: ['UA'],
    figures: [
      { ...ofMonth('2026-01-01', '2026-01-31', 8), coverage: { completeness: 'complete', coveredPercent: 100 } },
      { ...ofMonth('2026-03-01', '2026-03-20', 2), coverage: { completeness: 'incomplete', coveredPercent: 37 } },
    ],
    firsts: [ofMonth('2026-01-01', '2026-01-31', 5)],
  });
  expect(chart.kind === 'time-series' ? chart.points : []).toMatchObject([
    { name: 'січень 2026', value: 8, first: 5, qualifier: undefined },
    { name: 'лютий 2026', value: undefined, first: undefined },
    { name: '01.03.2026–20.03.2026', value: 2, first: undefined, qualifier: 'щонайменше' },
  ]);
});

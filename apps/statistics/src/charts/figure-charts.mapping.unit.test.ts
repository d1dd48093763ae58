import { expect, test } from 'vitest';
import { MEASURES } from '../figures/module.ts';
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
      official: undefined,
    });
    expect(notes[0]).toContain(measure.name);
    expect(notes[0]).toContain(language === 'uk' ? measure.definitionUk : measure.definition);
  }
});

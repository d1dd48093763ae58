import { expect, test } from 'vitest';
import { onDay } from '../../test/figures.ts';
import { rowSources } from '../../test/row-sources.ts';
import type { Card } from '../scorecard/module.ts';
import { rowsOf, type Row } from '../scorecard/rows.ts';
import { progressChart } from './progress-chart.mapping.ts';

const NOTHING = rowSources({});

function chartOf(known: Readonly<Record<string, Partial<Row>>>) {
  const card: Card = {
    territoryCode: 'UA',
    period: { ...NOTHING.period, firstDay: '2021-01-01', countedUntil: '2021-12-31', knownOn: '2022-02-01' },
    rows: rowsOf(NOTHING).map((row) => ({ ...row, ...known[row.promise.id] })),
    ratios: [],
    incidents: [],
    differences: [],
    computedAt: new Date(),
  };
  const chart = progressChart(card, '', 'en');
  return { ...chart, goals: chart.kind === 'progress' ? chart.goals : [] };
}

test('shows what is counted against its targets, and nothing where nothing is known', () => {
  const target = onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' });
  const chart = chartOf({
    community_officers: { current: { value: 632 }, target, due: '2021-12-31' },
    hromadas_covered: { current: { value: 372, whole: 1_329 } },
    trust: {
      current: { value: 64 },
      official: onDay('2021-11-04', 'trust_percent', 70, { qualifier: 'more_than' }),
    },
  });
  expect(chart.goals).toMatchObject([
    { value: 632, target: 1_000, due: 'by 31.12.2021' },
    { value: 372, target: 1_329 },
    { value: undefined, target: undefined },
    { value: 70, target: undefined },
  ]);
  expect(chart.subtitle).toBe('01.01.2021–31.12.2021, as known on 01.02.2022');
  expect(chart.notes?.[0]).toBe('Trust in the officers: over 70 %');
});

import { expect, test } from 'vitest';
import { onDay } from '../../test/figures.ts';
import type { PeriodCard } from '../scorecard/module.ts';
import { progressChart } from './progress-chart.mapping.ts';

type Promised = PeriodCard['card']['promises'][number];

const measure = (promise: Promised['promise'], more: object = {}): Promised =>
  ({
    promise,
    current: undefined,
    official: undefined,
    target: undefined,
    baselines: [],
    trend: undefined,
    forecast: undefined,
    rules: [],
    ...more,
  }) as Promised;

function chartOf(...promises: Promised[]) {
  const period = {
    firstDay: '2021-01-01',
    lastDay: '2021-12-31',
    countedUntil: '2021-12-31',
    today: '2026-06-30',
    knownOn: '2022-02-01',
  };
  const card: PeriodCard = {
    territoryCode: 'UA',
    period,
    card: { promises, ratios: [], incidents: [] },
    computedAt: new Date(),
  };
  const chart = progressChart(card, '', 'en');
  return { ...chart, goals: chart.kind === 'progress' ? chart.goals : [] };
}

test('shows what is counted against its targets, and nothing where nothing is known', () => {
  const target = onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' });
  const chart = chartOf(
    measure('community_officers', { current: { value: 632 }, target }),
    measure('hromadas_covered', { current: { value: 372, whole: 1_329 } }),
    measure('camera_coverage'),
    measure('trust', { official: onDay('2021-11-04', 'trust_percent', 70, { qualifier: 'more_than' }) }),
  );
  expect(chart.goals).toMatchObject([
    { value: 632, target: 1_000, due: 'by 31.12.2021' },
    { value: 372, target: 1_329 },
    { value: undefined, target: undefined },
    { value: 70, target: undefined },
  ]);
  expect(chart.subtitle).toBe('01.01.2021–31.12.2021, as known on 01.02.2022');
  expect(chart.notes?.[0]).toBe('Trust in the officers: over 70 %');
});

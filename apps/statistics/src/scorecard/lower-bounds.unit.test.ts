import { expect, test } from 'vitest';
import { figure } from '../../test/figures.ts';
import { reportedBy, rowSources } from '../../test/row-sources.ts';
import type { Figure } from '../figures/module.ts';
import { ratiosOf } from './cause-ratio.ts';
import { PROMISES } from './promises.ts';
import { rowsOf } from './rows.ts';

const killed = (value: number): Figure => ({ measure: 'killed', value, category: 'road_crash' });

test('what is reported of a part of the people is a lower bound, which is neither compared nor continued', () => {
  const given = { current: [killed(260)], yearBefore: [killed(400)], wholeYearBefore: [killed(1_000)] };
  const goal = figure('deaths_road', 3_000, {
    kind: 'target',
    periodStart: '2026-12-31',
    periodEnd: '2026-12-31',
  });
  const sources = rowSources(given, { official: [goal], coverage: reportedBy(0.37) });
  const rows = rowsOf(sources);
  expect(rows.find(({ promise }) => promise.id === 'deaths_road')).toMatchObject({
    current: { value: 260 },
    coverage: { completeness: 'incomplete', coveredPercent: 37 },
    trend: undefined,
    forecast: undefined,
    verdict: 'cannot_be_told',
    baselines: [
      { counted: { value: 400 }, coverage: { completeness: 'incomplete' } },
      { counted: undefined, coverage: { completeness: 'incomplete' } },
    ],
  });
  expect(rows.find(({ promise }) => promise.id === 'deaths_fire')).toMatchObject({
    current: undefined,
    coverage: { completeness: 'incomplete', coveredPercent: 37 },
  });
  expect(PROMISES.flatMap((promise) => ratiosOf(promise, sources))).toEqual([]);
});

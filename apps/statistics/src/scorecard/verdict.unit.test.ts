import { expect, test } from 'vitest';
import { HALF_A_YEAR, reportedBy, rowOf, rowSources, type Given } from '../../test/row-sources.ts';
import { figure, onDay } from '../../test/figures.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { Target } from '../on-time/module.ts';
import { periodOf } from './period.ts';

const goal = (
  day: string,
  indicator: OfficialFigure['series']['indicator'],
  value: number,
  more: Partial<OfficialFigure> = {},
) => onDay(day, indicator, value, { kind: 'target', ...more });

function verdict(id: string, given: Given, more: Parameters<typeof rowSources>[1] = {}) {
  return rowOf(id, rowSources(given, more))?.verdict;
}

const officers = (value: number): Given => ({ current: [{ measure: 'community_officers_active', value }] });

test('a state is reached, on the way until the day on which it is due, and late from then on', () => {
  const due = (day: string) => ({ official: [goal(day, 'community_officers', 2_000)] });
  expect(verdict('community_officers', officers(2_000), due('2022-12-31'))).toBe('reached');
  expect(verdict('community_officers', officers(1_999), due('2026-06-30'))).toBe('on_the_way');
  expect(verdict('community_officers', officers(1_999), due('2026-06-29'))).toBe('late');
});

test('a goal that names no day is never late, and "all" is what there are', () => {
  const { provenance } = figure('deaths_road', 0);
  const ofItsDay = goal(provenance.published, 'camera_coverage_percent', 100);
  const cameras = { current: [{ measure: 'camera_coverage', value: 93.7, base: 1_500 }] };
  expect(verdict('camera_coverage', cameras, { official: [ofItsDay] })).toBe('on_the_way');
  const hromadas = (value: number) => ({ current: [{ measure: 'hromadas_with_named_officer', value, base: 40 }] });
  expect(verdict('hromadas_covered', hromadas(37.5))).toBe('on_the_way');
  expect(verdict('hromadas_covered', hromadas(100))).toBe('reached');
});

test('a share of surveys is judged with its whole interval, and by what was published where nobody was asked', () => {
  const trust = (low: number, high: number) => ({
    current: [{ measure: 'trust', value: (low + high) / 2, sample: { size: 400, effectiveSize: 200, low, high } }],
  });
  const official = [goal('2022-12-31', 'trust_percent', 70)];
  expect(verdict('trust', trust(71, 79), { official })).toBe('reached');
  expect(verdict('trust', trust(65, 75), { official })).toBe('cannot_be_told');
  expect(verdict('trust', trust(55, 65), { official })).toBe('late');
  const over = { qualifier: 'more_than' } as const;
  const published = [goal('2022-12-31', 'trust_percent', 70, over), onDay('2021-11-04', 'trust_percent', 70, over)];
  expect(verdict('trust', {}, { official: published })).toBe('reached');
  const exactly = [goal('2022-12-31', 'trust_percent', 70, over), onDay('2021-11-04', 'trust_percent', 70)];
  expect(verdict('trust', {}, { official: exactly })).toBe('late');
});

test('a count is judged by its forecast, and against the goal of its own year only', () => {
  const killed = (value: number): Given => ({
    current: [
      { measure: 'incidents', category: 'road_crash', value: 9_000 },
      { measure: 'killed', category: 'road_crash', value },
    ],
  });
  const goals = { official: [goal('2026-12-31', 'deaths_road', 3_000)] };
  expect(verdict('deaths_road', killed(1_000), goals)).toBe('on_the_way');
  expect(verdict('deaths_road', killed(1_490), goals)).toBe('cannot_be_told');
  expect(verdict('deaths_road', killed(2_000), goals)).toBe('late');
  for (const [firstDay, lastDay] of [
    ['2026-01-01', '2026-06-30'],
    ['2026-02-01', '2026-12-31'],
  ] as const) {
    const period = periodOf({ firstDay, lastDay, knownOn: '' }, '2026-06-30');
    expect(verdict('deaths_road', killed(1_000), { ...goals, period })).toBeUndefined();
  }
  const over = periodOf({ firstDay: '2026-01-01', lastDay: '2026-12-31', knownOn: '' }, '2027-02-01');
  expect(verdict('deaths_road', killed(3_000), { ...goals, period: over })).toBe('reached');
  expect(verdict('deaths_road', killed(3_001), { ...goals, period: over })).toBe('late');
});

const RULE: Target = {
  goal: 'arrival',
  service: 'rescue',
  minutes: 10,
  targetClass: '',
  area: 'urban',
  clock: 'received',
  ownPromise: false,
  validFrom: '2000-01-01',
  allowedExceedancePercent: undefined,
  status: 'not_stated',
  confirmed: false,
};

test('a median is late when it is longer than every rule; otherwise it does not say how many were in time', () => {
  const fires = (value: number): Given => ({
    current: [{ measure: 'response_time_p50', category: 'fire', value, base: 10 }],
  });
  const of = (value: number, ...rules: Partial<Target>[]) =>
    verdict('fire_response', fires(value), { targets: rules.map((rule) => ({ ...RULE, ...rule })) });
  expect(of(700, {})).toBe('late');
  // Within the error of the histogram.
  expect(of(612, {})).toBe('cannot_be_told');
  expect(of(300, {})).toBe('cannot_be_told');
  expect(of(700, {}, { area: 'rural', minutes: 20 })).toBe('cannot_be_told');
  expect(of(700, { allowedExceedancePercent: 50 })).toBe('cannot_be_told');
  expect(of(700, { clock: 'dispatched' })).toBe('cannot_be_told');
  expect(of(700)).toBeUndefined();
});

test('without a value nothing is measured, and without a number that was promised there is no verdict', () => {
  expect(verdict('deaths_road', {}, { coverage: reportedBy(0) })).toBe('not_measured');
  expect(verdict('school_safety', {})).toBe('not_measured');
  expect(
    verdict('pits_repaired', { current: [{ measure: 'pit_repair_time_p50', value: 9, base: 4 }] }),
  ).toBeUndefined();
  expect(verdict('community_officers', officers(1), { period: HALF_A_YEAR })).toBeUndefined();
});

import { expect, test } from 'vitest';
import { addDays } from '@safe-community/domain-kit';
import { DEATHS_2020, figure, onDay, seriesOf } from '../../test/figures.ts';
import type { Figure } from '../figures/module.ts';
import type { OfficialFigure } from '../official-figures/module.ts';
import type { Target } from '../on-time/module.ts';
import { HALF_A_YEAR, reportedBy, rowOf, rowSources, type Given } from '../../test/row-sources.ts';
import { ratiosOf } from './cause-ratio.ts';
import { periodOf } from './period.ts';
import { PROMISES } from './promises.ts';
import { rowsOf, type RowSources } from './rows.ts';
import { spansOf } from './spans.ts';
import { forecastOf } from './trend.ts';

const SPANS = spansOf(HALF_A_YEAR);

test('the spans are those of the same days', () => {
  expect(SPANS).toEqual({
    current: { from: '2026-01-01', to: '2026-06-30' },
    yearBefore: { from: '2025-01-01', to: '2025-06-30' },
    baseYear: { from: '2020-01-01', to: '2020-06-30' },
    wholeYearBefore: { from: '2025-01-01', to: '2025-12-31' },
  });
});

test('current, baselines, trend and forecast of deaths', () => {
  const card = cardOf(
    sources({
      current: weekly(26, 10),
      yearBefore: [incidents(50), deaths(400)],
      baseYear: [incidents(50), deaths(420)],
      wholeYearBefore: [incidents(100), deaths(1_000)],
    }),
  );
  const road = card.rows.find(({ promise }) => promise.id === 'deaths_road');
  expect(road).toMatchObject({
    current: { value: 260 },
    baselines: [
      { span: SPANS.yearBefore, counted: { value: 400 } },
      { span: SPANS.baseYear, counted: { value: 420 } },
    ],
    trend: 'fewer',
    forecast: { method: 'seasonal', value: 650, dispersion: 1 },
  });
  const fire = card.rows.find(({ promise }) => promise.id === 'deaths_fire');
  expect(fire).toMatchObject({ current: { value: 0 }, trend: undefined, forecast: { method: 'even', value: 0 } });
  expect(card.ratios).toMatchObject([
    { cause: { id: 'deaths_road' }, series: undefined, deaths: 260, baseDeaths: 420, trend: 'fewer' },
    { cause: { id: 'deaths_total' }, series: undefined, trend: 'fewer' },
  ]);
});

test('what nobody reports is absent, never 0', () => {
  const card = cardOf(sources({}, 0));
  const total = card.rows.find(({ promise }) => promise.id === 'deaths_total');
  expect(total).toMatchObject({
    current: undefined,
    baselines: [{ counted: undefined }, { counted: undefined }],
    trend: undefined,
    forecast: undefined,
  });
  expect(card.ratios).toEqual([]);
  const states = card.rows.filter(({ promise }) => ['community_officers', 'trust'].includes(promise.id));
  expect(states.map((each) => [each.current, each.official])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test('a period that is over has no forecast, and in 2021 the year before is 2020', () => {
  const period = periodOf({ firstDay: '2021-01-01', lastDay: '2021-12-31', knownOn: '' }, '2026-06-30');
  const spans = spansOf(period);
  expect(spans.yearBefore).toEqual(spans.baseYear);
  const earlier = [incidents(9), deaths(4)];
  const given = { current: [incidents(9), deaths(5)], yearBefore: earlier, baseYear: earlier };
  const road = rowOf('deaths_road', rowSources(given, { period }));
  expect(road).toMatchObject({ forecast: undefined, trend: 'no_clear_change' });
  expect(road?.baselines).toHaveLength(1);
});

test('published figures stand beside counted ones, and ratios never mix them or their series', () => {
  const of2021 = { periodStart: '2021-01-01', periodEnd: '2021-12-31' };
  const [road2020] = DEATHS_2020.filter(({ series }) => series.indicator === 'deaths_road');
  const other = seriesOf('deaths_fire', { id: 'other-deaths-fire', publisherUk: 'Інший орган' });
  const road = figure('deaths_road', 3_238, of2021);
  const official = [
    ...DEATHS_2020,
    road,
    figure('deaths_fire', 1_221, { ...of2021, series: other }),
    figure('deaths_road', 3_300, { ...of2021, series: seriesOf('deaths_road', { id: 'other-deaths-road' }) }),
    figure('deaths_road', 3_000, { kind: 'target', periodStart: '2022-12-31', periodEnd: '2022-12-31' }),
  ];
  const card = cardOf(sources({ current: [incidents(9), deaths(5)], official }, 0));
  expect(card.rows.find(({ promise }) => promise.id === 'deaths_road')).toMatchObject({
    current: { value: 5 },
    official: undefined,
    target: { value: 3_000 },
    baselines: [{ official: undefined }, { counted: undefined, official: road2020 }],
  });
  expect(card.ratios).toMatchObject([
    {
      cause: { id: 'deaths_road' },
      series: { id: 'patrol-police-deaths-road' },
      deaths: 3_238,
      baseDeaths: 3_554,
      trend: 'fewer',
    },
  ]);
  expect(card.ratios[0]?.sentences.en).toContain('3,238 in\u00A02021 and 3,554 in\u00A02020');
});

test('nothing is shown that was published of a later day, of a longer period, or of another goal', () => {
  const official = [
    ...DEATHS_2020,
    figure('deaths_road', 3_238, { periodStart: '2021-01-01', periodEnd: '2021-12-31' }),
    onDay('2021-11-04', 'community_officers', 632),
    onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' }),
    onDay('2022-12-31', 'community_officers', 2_000, { kind: 'target' }),
  ];
  const ofDays = (firstDay: string, lastDay: string) => {
    const period = periodOf({ firstDay, lastDay, knownOn: '' }, '2026-06-30');
    const card = cardOf(rowSources({}, { official, period }));
    const of = (name: string) => card.rows.find(({ promise }) => promise.id === name);
    return { officers: of('community_officers'), road: of('deaths_road'), ratios: card.ratios };
  };
  const of2020 = ofDays('2020-01-01', '2020-12-31');
  expect(of2020.officers).toMatchObject({ official: undefined, target: { value: 1_000 } });
  expect(of2020.road?.official).toMatchObject({ value: 3_554 });
  expect(of2020.ratios).toEqual([]);
  expect(ofDays('2020-05-01', '2020-05-31').road?.official).toBeUndefined();
  const of2021 = ofDays('2021-01-01', '2021-12-31');
  expect(of2021.officers).toMatchObject({ official: { value: 632 }, target: { value: 1_000 } });
  expect(of2021.ratios).toMatchObject([
    { series: { id: 'patrol-police-deaths-road' }, deaths: 3_238, baseDeaths: 3_554 },
  ]);
  expect(ofDays('2022-01-01', '2022-12-31').officers).toMatchObject({ target: { value: 2_000 } });
});

test('the response time to fires has a median, and no forecast', () => {
  const median = (value: number) => ({
    measure: 'response_time_p50',
    category: 'fire' as const,
    value,
    base: 10,
  });
  const medical = { ...median(1), category: 'medical' as const };
  const card = cardOf(sources({ current: [medical, median(600)], yearBefore: [median(700)], baseYear: [] }));
  expect(card.rows.find(({ promise }) => promise.id === 'fire_response')).toMatchObject({
    current: { value: 600 },
    baselines: [{ counted: { value: 700 } }, { counted: undefined }],
    trend: undefined,
    forecast: undefined,
  });
});

test('the response time to fires comes with the dated rules of the rescue service', () => {
  const rule = (service: string, minutes: number, goal: Target['goal'] = 'arrival'): Target => ({
    goal,
    service,
    minutes,
    targetClass: '',
    area: 'urban',
    clock: 'received',
    ownPromise: false,
    validFrom: '2000-01-01',
    allowedExceedancePercent: undefined,
    status: 'not_stated',
    confirmed: false,
  });
  const targets = [rule('rescue', 10), rule('ambulance', 10), rule('rescue', 60, 'repair')];
  const fire = cardOf({ ...sources({}), targets }).rows.find(({ promise }) => promise.id === 'fire_response');
  expect(fire?.rules).toEqual([targets[0]]);
});

test('officers, hromadas, and cameras are states of the last day, with what they are part of', () => {
  const officers = { measure: 'community_officers_active', value: 9 };
  const onLeave = { measure: 'community_officers_on_leave', value: 1 };
  const covered = { measure: 'hromadas_with_named_officer', value: 37.5, base: 40 };
  const cameras = { measure: 'camera_coverage', value: 60, base: 5 };
  const card = cardOf(
    sources({ current: [officers, onLeave, covered, cameras], yearBefore: [{ ...officers, value: 2 }], baseYear: [] }),
  );
  const of = (name: string) => card.rows.find(({ promise }) => promise.id === name);
  expect(of('community_officers')).toMatchObject({
    current: { value: 10 },
    baselines: [{ counted: { value: 2 } }, { counted: undefined }],
    trend: undefined,
    forecast: undefined,
  });
  expect(of('hromadas_covered')?.current).toEqual({ value: 15, whole: 40 });
  expect(of('camera_coverage')?.current).toEqual({ value: 60, whole: 5 });
});

test('trust is a share of surveys that never comes without its sample; it changes where intervals do not overlap', () => {
  const sample = { size: 400, effectiveSize: 200, low: 57.1, high: 70.3 };
  const trust = (value: number): Figure => ({
    measure: 'trust',
    value,
    base: 400,
    sample,
  });
  const { sample: _, ...bare } = trust(50);
  const of = (given: Parameters<typeof sources>[0]) =>
    cardOf(sources(given)).rows.find(({ promise }) => promise.id === 'trust');
  expect(of({ current: [trust(64)], yearBefore: [trust(60)], baseYear: [] })).toMatchObject({
    current: { value: 64, sample },
    baselines: [{ counted: { value: 60, sample } }, { counted: undefined }],
    trend: 'no_clear_change',
    forecast: undefined,
  });
  const lower = { ...trust(40), sample: { ...sample, low: 35, high: 45 } };
  expect(of({ current: [trust(64)], yearBefore: [lower] })?.trend).toBe('more');
  expect(of({ current: [lower], yearBefore: [trust(64)] })?.trend).toBe('fewer');
  expect(of({ current: [lower], yearBefore: [] })?.trend).toBeUndefined();
  expect(of({ current: [bare] })?.current).toBeUndefined();
});

test('with few events in the year before, all days are alike; dispersed weeks widen the interval', () => {
  const progress = { count: 50, weeks: [10, 10, 10, 10, 10], daysPassed: 35, days: 70, before: undefined };
  const even = forecastOf(progress);
  expect(even).toMatchObject({ method: 'even', value: 100, dispersion: 1 });
  expect(forecastOf({ ...progress, before: { passed: 2, whole: 99 } }).method).toBe('even');
  expect(forecastOf({ ...progress, before: { passed: 25, whole: 100 } })).toMatchObject({
    method: 'seasonal',
    value: 200,
  });
  const dispersed = forecastOf({ ...progress, weeks: [0, 25, 0, 25, 0] });
  expect(dispersed.dispersion).toBeGreaterThan(5);
  expect(dispersed.high - dispersed.low).toBeGreaterThan(even.high - even.low);
});

test('a first and a last week that are cut do not widen the forecast', () => {
  // 1 June 2025 was a Sunday: its week has one day, and the last one two.
  const period = periodOf({ firstDay: '2025-06-01', lastDay: '2025-12-31', knownOn: '' }, '2025-07-01');
  const ofWeek = (from: string, days: number) => [
    { ...incidents(20 * days), from },
    { ...deaths(9 * days), from },
  ];
  const mondays = ['2025-06-02', '2025-06-09', '2025-06-16', '2025-06-23'];
  const figures = [
    ...ofWeek('2025-06-01', 1),
    ...mondays.flatMap((from) => ofWeek(from, 7)),
    ...ofWeek('2025-06-30', 2),
  ];
  const forecastWith = (weeks: Figure[]) => {
    const current = [incidents(620), deaths(279), ...weeks];
    return rowOf('deaths_road', rowSources({ current }, { period }))?.forecast;
  };
  expect(forecastWith(figures)).toMatchObject({ method: 'even', dispersion: 1 });
  // A whole week without an incident is 0, not left out.
  expect(forecastWith(figures.filter(({ from }) => from !== '2025-06-16'))?.dispersion).toBeGreaterThan(5);
});

function incidents(value: number): Figure {
  return { measure: 'incidents', value, category: 'road_crash' };
}

function deaths(value: number): Figure {
  return { measure: 'killed', value, category: 'road_crash' };
}

/** So many weeks, each with these deaths, and all of them. */
function weekly(weeks: number, killed: number): Figure[] {
  const each = Array.from({ length: weeks }, (_, index) => {
    const from = index === 0 ? HALF_A_YEAR.firstDay : addDays('2026-01-05', 7 * (index - 1));
    return [
      { ...incidents(20), from },
      { ...deaths(killed), from },
    ];
  });
  return [...each.flat(), incidents(20 * weeks), deaths(killed * weeks)];
}

type Sources = Given & { readonly official?: readonly OfficialFigure[] };

function sources({ official = [], ...given }: Sources, share = 1) {
  return rowSources(given, { official, coverage: reportedBy(share) });
}

/** Published figures are those that count and all statements. */
function cardOf(all: RowSources) {
  return {
    rows: rowsOf(all),
    ratios: PROMISES.flatMap((promise) => ratiosOf(promise, all)),
  };
}

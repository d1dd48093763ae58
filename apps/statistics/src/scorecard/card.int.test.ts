import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ForecastMethod, Trend } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import type { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inOneGo } from '@safe-community/database';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFigures, messages, refusalOf, rowOf, scorecardOf, violationsOf } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { DEATHS_2020, figure } from '../../test/figures.ts';
import { declareEverything } from '../../test/sources.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { saveGuarantee } from '../guarantee/guarantee.store.ts';
import { saveStages, type OfficerStage } from '../officer-states/stages.store.ts';
import { saveTrust } from '../trust/trust.store.ts';
import { saveMergers } from '../territory/mergers.store.ts';

const MERGED = 'UA05020170000049432';
/** 2 July: half of the year has passed. */
const NOW = new Date('2026-07-02T09:00:00Z');

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone({ clock: { ...systemClock, now: () => NOW } });
  const { database, client } = statistics;
  await declareEverything(database, '2020-01-01');
  const crashes = (territoryCode: string, firstDay: string, days: number, killed: number) =>
    countDays(database, {
      territoryCode,
      category: 'road_crash',
      firstDay,
      counts: Array.from({ length: days }, () => 3),
      killed,
    });
  await crashes('UA', '2026-01-01', 183, 1);
  await crashes('UA', '2025-01-01', 365, 2);
  await crashes('UA', '2020-01-01', 366, 3);
  await crashes(VINNYTSKA, '2026-06-01', 10, 1);
  const violence = { territoryCode: 'UA', category: 'domestic_violence', firstDay: '2026-03-01', counts: [4] };
  await countDays(database, { ...violence, killed: 4 });
  const successor = { code: MERGED, successorCode: VINNYTSIA, effectiveDate: '2025-07-01', knownOn: '2025-07-01' };
  await inOneGo(database, [saveMergers([successor])]);
  const of2021 = { periodStart: '2021-01-01', periodEnd: '2021-12-31' };
  await importFigures(client, { figures: messages([...DEATHS_2020, figure('deaths_road', 3_238, of2021)]) });
});
afterAll(() => statistics.stop());

test('this year against the same days of last year and of 2020, the period always named', async () => {
  const card = await period();
  expect(card).toMatchObject({
    territoryCode: 'UA',
    firstDay: '2026-01-01',
    lastDay: '2026-12-31',
    countedUntil: '2026-07-02',
    knownOn: '',
    computedTime: NOW,
  });
  const road = rowOf(card, 'deaths_road');
  expect(road).toMatchObject({ value: 183, trend: Trend.FEWER, forecast: { method: ForecastMethod.SEASONAL } });
  expect(road.baselines).toMatchObject([
    { firstDay: '2025-01-01', lastDay: '2025-07-02', counted: 366, official: undefined },
    { firstDay: '2020-01-01', lastDay: '2020-07-02', counted: 552, official: { value: 3_554 } },
  ]);
  expect(road.forecast?.value).toBeCloseTo(365, 0);
  expect(road.forecast?.low).toBeGreaterThan(320);
  expect(road.forecast?.high).toBeLessThan(420);
});

test('trust is that of the last wave of the period, with its sample, as it was known', async () => {
  const share = { value: 0.64, low: 0.5625, high: 0.71875 };
  const wave = { sampleSize: 400, effectiveSampleSize: 200, oblastCode: '' };
  const of = (name: string, day: string, knownOn: string, shown?: typeof share) =>
    ({ ...wave, wave: name, day, share: shown, knownOn, measuredAt: new Date(`${knownOn}T09:00:00Z`) }) as const;
  await inOneGo(statistics.database, [
    saveTrust([
      of('spring 2025', '2025-04-20', '2025-05-10', { value: 0.5, low: 0.4, high: 0.6 }),
      of('winter', '2026-02-01', '2026-02-20', share),
    ]),
  ]);
  const sample = { size: 400, effectiveSize: 200, low: 56.25, high: 71.875 };
  const trusted = async (request: Partial<GetScorecardRequest> = {}) => rowOf(await period(request), 'trust');
  expect(await trusted({ knownOn: '2026-06-30' })).toMatchObject({
    value: 64,
    sample,
    trend: Trend.NO_CLEAR_CHANGE,
    forecast: undefined,
    baselines: [
      { counted: 50, sample: { low: 40, high: 60 } },
      { counted: undefined, sample: undefined },
    ],
  });
  expect(await trusted({ knownOn: '2026-02-19' })).toMatchObject({ value: undefined, sample: undefined });
  expect(await trusted({ territoryCode: VINNYTSIA })).toMatchObject({ value: undefined, sample: undefined });
  // The policy hides the share of the last wave: the one before would pass for it.
  await inOneGo(statistics.database, [saveTrust([of('summer', '2026-06-20', '2026-07-01')])]);
  expect(await trusted({ knownOn: '2026-07-01' })).toMatchObject({ value: undefined, sample: undefined });
});

test('deaths of sensitive categories are not in the total', async () => {
  const total = rowOf(await period(), 'deaths_total');
  expect(total).toMatchObject({ value: 183 });
});

test('ratios against 2020: counted against counted, published against published, each with a sentence', async () => {
  const { ratios } = await period();
  const road = ratios.filter(({ cause }) => cause === 'deaths_road');
  expect(road.map(({ official, deaths, deaths2020 }) => [official, deaths, deaths2020])).toEqual([
    [false, 183, 552],
    [true, 3_238, 3_554],
  ]);
  expect(road[1]).toMatchObject({ firstDay: '2021-01-01', lastDay: '2021-12-31', trend: Trend.FEWER });
  expect(road[1]?.ratio?.value).toBeCloseTo(0.9136, 4);
  expect(road[1]?.ratio?.low).toBeCloseTo(0.8708, 3);
  expect(road[1]?.sentenceUk).toContain('кількість загиблих на дорогах');
  expect(road[1]?.sentenceEn).toContain('Per day, that is 8.6% fewer');
});

test('states are those at the end of the period, of the country and of oblasts, with their baselines', async () => {
  const stage = (since: string, more: Partial<OfficerStage> = {}): OfficerStage => ({
    officerId: randomUUID(),
    since: new Date(since),
    kind: 'community',
    state: 'active',
    oblastCode: VINNYTSKA,
    knownOn: '2025-03-01',
    ...more,
  });
  const measured = {
    metric: 'named_officer',
    oblastCode: VINNYTSKA,
    knownOn: '2026-02-02',
  } as const;
  await inOneGo(statistics.database, [
    ...saveStages([
      stage('2025-03-01T08:00:00Z'),
      stage('2026-03-01T08:00:00Z', { knownOn: '2026-03-01' }),
      stage('2026-03-01T08:00:00Z', { knownOn: '2026-03-01' }),
    ]),
    saveGuarantee([
      { ...measured, day: '2026-02-01', kept: 15, broken: 25, pending: 0, withoutRule: 0, measuredAt: NOW },
    ]),
  ]);
  const ofOblast = { territoryCode: VINNYTSKA };
  // The default scorecard may be of before.
  const ofCountry = { firstDay: '2026-01-01', lastDay: '2026-12-31' };
  for (const request of [ofCountry, ofOblast]) {
    const card = await period(request);
    expect(rowOf(card, 'community_officers')).toMatchObject({
      value: 3,
      baselines: [{ counted: 1 }, { counted: undefined }],
    });
    expect(rowOf(card, 'hromadas_covered')).toMatchObject({
      value: 15,
      whole: 40,
    });
  }
  expect(rowOf(await period({ ...ofOblast, knownOn: '2026-02-28' }), 'community_officers')?.value).toBe(1);
  expect(rowOf(await period({ territoryCode: VINNYTSIA }), 'community_officers')?.value).toBeUndefined();
  const spring = await period({ firstDay: '2025-01-01', lastDay: '2025-06-30' });
  expect(rowOf(spring, 'community_officers')).toMatchObject({ value: 1 });
});

test('incidents of the period are listed by category, without the sensitive ones', async () => {
  const { incidents } = await period({ firstDay: '2026-03-01', lastDay: '2026-03-31' });
  expect(incidents).toMatchObject([{ category: IncidentCategory.ROAD_CRASH, current: 93n }]);
});

test('a period that nobody reports has no numbers, and states have none in the past', async () => {
  const card = await period({ firstDay: '2019-01-01', lastDay: '2019-12-31' });
  expect(rowOf(card, 'deaths_road')).toMatchObject({ value: undefined, forecast: undefined, trend: 0 });
  expect(rowOf(card, 'community_officers')?.value).toBeUndefined();
});

test('a territory has its own numbers and no official ones', async () => {
  const card = await period({ territoryCode: VINNYTSKA, firstDay: '2026-06-01', lastDay: '2026-06-30' });
  const road = rowOf(card, 'deaths_road');
  expect(road).toMatchObject({ value: 10, official: undefined, forecast: undefined });
  expect(road.baselines.map(({ counted }) => counted)).toEqual([0, 0]);
  expect(card.ratios.filter(({ official }) => official)).toEqual([]);
});

test('as known on a day: nothing of later days, and only what was published by then', async () => {
  const card = await period({ knownOn: '2026-03-31' });
  expect(card).toMatchObject({ countedUntil: '2026-03-31', knownOn: '2026-03-31' });
  expect(rowOf(card, 'deaths_road')?.value).toBe(90);
});

test.each<[string, Partial<GetScorecardRequest>]>([
  ['territory_code', { territoryCode: 'UA05020030000099999' }],
  ['territory_code', { territoryCode: MERGED }],
  ['first_day', { firstDay: '1826-01-01', lastDay: '2026-01-01' }],
  ['last_day', { firstDay: '2026-02-01', lastDay: '2026-01-01' }],
  ['last_day', { firstDay: '2020-01-01', lastDay: '2026-01-01' }],
  ['known_on', { knownOn: '2026-07-03' }],
])('rejects an invalid %s', async (field, request) => {
  const error = await refusalOf(scorecardOf(statistics.client, request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

function period(request: Partial<GetScorecardRequest> = {}) {
  return scorecardOf(statistics.client, request);
}

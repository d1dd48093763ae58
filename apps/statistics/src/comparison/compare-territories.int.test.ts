import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { CompareTerritoriesRequest, FunnelPosition } from '@safe-community/contracts/statistics/v1/comparison.ts';
import { TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { inOneGo, rows } from '@safe-community/database';
import { callUnary } from '@safe-community/grpc-kit';
import { systemClock } from '@safe-community/service-kit';
import { hromadas, publishedAsOccupied } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf, violationsOf } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { KYIV, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { declareEverything } from '../../test/sources.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { CHANNEL_COLUMNS } from '../incidents/module.ts';
import { saveControlChanges } from '../territory/control.store.ts';
import { saveMergers } from '../territory/mergers.store.ts';

const { FIRE, SCHOOL_SAFETY } = IncidentCategory;
const { OCCUPIED } = TerritoryStatus;
const SEVASTOPOL = 'UA85000000000065278';
const DONETSKA = 'UA14000000000091971';
const { COUNTRY, OBLAST, RAION, HROMADA } = TerritoryLevel;
const [AGRONOMICHNA, MERGED] = ['UA05020010000053508', 'UA05020170000049432'];
const VINNYTSKYI = 'UA05020000000026686';
const OF_OBLAST = hromadas().filter(({ oblastCode }) => oblastCode === VINNYTSKA);
/** The smallest hromada of the oblast; of these, one person dies. */
const SMALLEST = OF_OBLAST.reduce((a, b) => (a.population < b.population ? a : b));

let statistics: RunningStatistics;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => new Date('2026-02-01T10:00:00Z') };
  statistics = await runStatisticsAlone({ clock });
  await declareEverything(statistics.database, '2020-01-01');
  const { database } = statistics;
  for (const { code, population } of OF_OBLAST) {
    const isCity = code === VINNYTSIA;
    const killed = code === SMALLEST.code ? 1 : Math.round(population / (isCity ? 5_000 : 12_000));
    const counts = [isCity ? 300 : 5];
    await countDays(database, { territoryCode: code, category: 'fire', firstDay: '2025-03-01', counts, killed });
  }
  const day = { firstDay: '2025-03-01', counts: [40] };
  await countDays(database, { ...day, territoryCode: VINNYTSKA, category: 'fire' });
  await countDays(database, { ...day, territoryCode: VINNYTSKA, category: 'school_safety' });
  await countDays(database, { ...day, territoryCode: KYIV, category: 'gas', counts: [7] });
  await countDays(database, { ...day, territoryCode: 'UA', category: 'fire', counts: [600] });
  const merger = { code: MERGED, successorCode: AGRONOMICHNA, effectiveDate: '2025-07-02', knownOn: '2025-07-02' };
  await inOneGo(database, [saveMergers([merger])]);
});
afterAll(() => statistics.stop());

test('ranks hromadas by shrunken rates: one death in the smallest does not top the list', async () => {
  const { territories, group } = await compare({ measure: 'killed', level: HROMADA, oblastCode: VINNYTSKA });
  const byRate = territories.toSorted((a, b) => (b.rate?.value ?? 0) - (a.rate?.value ?? 0));
  expect(byRate[0]).toMatchObject({ code: SMALLEST.code, count: 1n, population: BigInt(SMALLEST.population) });
  expect(territories[0]?.code).toBe(VINNYTSIA);
  expect(territories.map(({ rank }) => rank)).toEqual(territories.map((_, index) => index + 1));
  expect(group).toMatchObject({
    measureUk: 'Загиблі',
    measureEn: 'Killed',
    firstDay: '2025-01-01',
    territories: OF_OBLAST.length,
    withoutRate: 0,
    populationSources: [{ date: '2022-01-01', publisher: 'KSE Loc Data Hub (MIT)' }],
  });
  expect(group?.overdispersion).toBeGreaterThanOrEqual(0);
});

test('shows each rate per 100,000 with its interval, its limits and its place among them', async () => {
  const { territories } = await compare({ level: HROMADA, oblastCode: VINNYTSKA });
  const city = territories.find(({ code }) => code === VINNYTSIA);
  expect(city).toMatchObject({ nameUk: 'Вінницька', nameEn: 'Vinnytska', count: 300n, population: 387_439n });
  expect(city?.rate?.value).toBeCloseTo(77.43, 2);
  expect(city?.rate?.low).toBeCloseTo(68.92, 2);
  expect(city?.rate?.high).toBeCloseTo(86.7, 1);
  expect(city?.limits?.outerHigh).toBeLessThan(77);
  expect(city?.widenedLimits?.innerHigh).toBeGreaterThan(city?.limits?.innerHigh ?? 0);
  expect(city?.position).toBeGreaterThanOrEqual(FunnelPosition.WITHIN);
});

test('leaves sensitive categories out of the sum of an oblast', async () => {
  const all = await compare({ level: OBLAST });
  expect(all.territories).toHaveLength(27);
  expect(countOf(all, VINNYTSKA)).toBe(40n);
  expect(countOf(all, KYIV)).toBe(7n);
  expect(countOf(await compare({ territoryCodes: [VINNYTSIA, AGRONOMICHNA] }), VINNYTSIA)).toBe(300n);
});

test('what is occupied has no rate and no rank, comes last, and says since when', async () => {
  const { territories, group } = await compare({ level: OBLAST });
  const last = territories.slice(-2);
  expect(last).toMatchObject([
    { nameUk: 'Автономна Республіка Крим', rank: 0, status: OCCUPIED, statusSince: '2014-02-20' },
    { nameUk: 'Севастополь', rank: 0, status: OCCUPIED, statusSince: '2014-02-20', statusSinceExact: true },
  ]);
  expect(last.flatMap(({ count, population, rate, shrunkenRate }) => [count, population, rate, shrunkenRate])).toEqual(
    Array.from({ length: 8 }),
  );
  expect(group).toMatchObject({ territories: 27, withoutRate: 2, occupied: 2 });
  expect(group?.frontline).toBeGreaterThan(3);
});

test('people of an occupied hromada are not in the rate of its oblast', async () => {
  const [donetsk] = (await compare({ territoryCodes: [DONETSKA] })).territories;
  const inside = hromadas().filter(({ oblastCode }) => oblastCode === DONETSKA);
  const free = inside.filter(({ code }) => !publishedAsOccupied().has(code));
  expect(donetsk).toMatchObject({
    status: TerritoryStatus.FRONTLINE,
    occupiedHromadas: inside.length - free.length,
    population: BigInt(free.reduce((sum, { population }) => sum + population, 0)),
  });
});

test('what the registry records counts from the day on which it is known', async () => {
  const [, hromada = SMALLEST] = OF_OBLAST.filter(({ code }) => ![AGRONOMICHNA, MERGED, VINNYTSIA].includes(code));
  const { code } = hromada;
  const change = { code, status: 'occupied', date: '2024-12-01', isExact: true, knownOn: '2026-01-20' } as const;
  await inOneGo(statistics.database, [saveControlChanges([change])]);
  const knownOn = async (asKnownOn: string) => (await compare({ territoryCodes: [code], asKnownOn })).territories[0];
  expect((await knownOn('2026-01-19'))?.rate?.value).toBeGreaterThan(0);
  expect(await knownOn('2026-01-20')).toMatchObject({ rate: undefined, status: OCCUPIED, statusSince: '2024-12-01' });
  const peers = await compare({ peersOf: OF_OBLAST.find(({ kind }) => kind === hromada.kind)?.code ?? '' });
  expect(peers.territories.map((peer) => peer.code)).not.toContain(code);
  await rows(statistics.database.em.fork(), 'delete from control_change');
});

test('where nothing was counted, counts are absent, not 0', async () => {
  const years = { firstDay: '2005-01-01', lastDay: '2010-12-31' };
  const { territories, group } = await compare({ ...years, level: OBLAST });
  expect(
    territories.filter(({ count, rate, rank }) => count !== undefined || rate !== undefined || rank !== 0),
  ).toEqual([]);
  expect(group).toMatchObject({ count: 0n, withoutRate: 27, rate: undefined });
});

test('one category, and raions', async () => {
  const fires = await compare({ level: RAION, oblastCode: VINNYTSKA, category: FIRE });
  const raion = OF_OBLAST.filter(({ raionCode }) => raionCode === VINNYTSKYI);
  expect(countOf(fires, VINNYTSKYI)).toBe(BigInt(300 + 5 * (raion.length - 1)));
});

test('people of a merged hromada belong to its successor from the day of the merger on', async () => {
  const merged = OF_OBLAST.find(({ code }) => code === MERGED)?.population ?? 0;
  const own = OF_OBLAST.find(({ code }) => code === AGRONOMICHNA)?.population ?? 0;
  const { territories } = await compare({ territoryCodes: [AGRONOMICHNA] });
  expect(territories[0]?.population).toBe(BigInt(Math.round(own + (merged * 183) / 365)));
});

test('as of today, incidents and people of a merged hromada belong to its successor on all days', async () => {
  const [merged, own] = [MERGED, AGRONOMICHNA].map((code) => OF_OBLAST.find((each) => each.code === code));
  const asOf = async (territoryAsOfToday: boolean) =>
    (await compare({ territoryCodes: [AGRONOMICHNA], territoryAsOfToday })).territories[0];
  expect((await asOf(false))?.count).toBe(5n);
  const today = await asOf(true);
  expect([today?.count, today?.population]).toEqual([10n, BigInt((merged?.population ?? 0) + (own?.population ?? 0))]);
  const gone = await refusalOf(compare({ territoryCodes: [MERGED], territoryAsOfToday: true }));
  expect(violationsOf(gone).map(({ field }) => field)).toEqual(['territory_codes[0]']);
});

test('as known on a day, what was recorded later does not count', async () => {
  const { code = '' } = OF_OBLAST.find((each) => ![AGRONOMICHNA, MERGED, VINNYTSIA].includes(each.code)) ?? {};
  const counts = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured', 'children_killed'];
  const columns = [...counts, 'children_injured', ...CHANNEL_COLUMNS];
  await rows(
    statistics.database.em.fork(),
    `insert into incident_revision (territory_code, day, category, known_on, ${columns.join(', ')})
     values ($1, '2025-03-01', 'fire', '2026-01-20', 2, ${columns.slice(1).fill('0').join(', ')})
     on conflict do nothing`,
    [code],
  );
  const knownOn = async (asKnownOn: string) => countOf(await compare({ territoryCodes: [code], asKnownOn }), code);
  expect(await Promise.all(['', '2026-01-20', '2026-01-19'].map(knownOn))).toEqual([5n, 5n, 3n]);
});

test('a hromada among its peers: of the same kind, and near in population', async () => {
  const { territories, group } = await compare({ peersOf: AGRONOMICHNA });
  expect(territories).toHaveLength(31);
  expect(territories.map(({ code }) => code)).toContain(AGRONOMICHNA);
  expect(group?.peers?.kind).toBe('rural');
  expect(group?.peers?.leastPopulation).toBeGreaterThan(9_000n);
  expect(group?.peers?.mostPopulation).toBeLessThan(10_000n);
});

test('two territories are set side by side: the ratio of their rates, in the order of the request', async () => {
  const [city, village] = [VINNYTSIA, SMALLEST.code];
  const both = await compare({ measure: 'killed', territoryCodes: [city, village] });
  const [ofCity = 0, ofVillage = 0] = [city, village].map(
    (code) => both.territories.find((each) => each.code === code)?.rate?.value,
  );
  expect(both.ratio?.value).toBeCloseTo(ofCity / ofVillage, 6);
  // One death: chance may explain the difference.
  expect(both.ratio?.low).toBeLessThan(1);
  const turned = await compare({ measure: 'killed', territoryCodes: [village, city] });
  expect(turned.ratio?.high).toBeCloseTo(1 / (both.ratio?.low ?? 1), 6);
  expect((await compare({ territoryCodes: [city, SEVASTOPOL] })).ratio).toBeUndefined();
  expect((await compare({ territoryCodes: [city] })).ratio).toBeUndefined();
  expect((await compare({ level: HROMADA, oblastCode: VINNYTSKA })).ratio).toBeUndefined();
});

test('pages follow each other in the order of the ranks', async () => {
  const request = { level: HROMADA, oblastCode: VINNYTSKA, pageSize: 25 };
  const first = await compare(request);
  const second = await compare({ ...request, pageToken: first.nextPageToken });
  expect([...first.territories, ...second.territories].map(({ rank }) => rank)).toEqual(
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
  expect(second.group).toEqual(first.group);
});

test.each<[string, Partial<CompareTerritoriesRequest>]>([
  ['measure', { measure: 'happiness' }],
  ['measure', { measure: 'response_time_p50' }],
  ['category', { category: 99 as IncidentCategory }],
  ['category', { category: SCHOOL_SAFETY }],
  ['first_day', { firstDay: '2025-02-30' }],
  ['last_day', { lastDay: '2026-03-01' }],
  ['last_day', { lastDay: '2024-12-31' }],
  ['last_day', { firstDay: '2001-01-01' }],
  ['as_known_on', { asKnownOn: '2026-02-02' }],
  ['as_known_on', { asKnownOn: 'yesterday' }],
  ['territory_codes', { level: 0 }],
  ['territory_codes', { territoryCodes: [VINNYTSIA] }],
  ['territory_codes', { level: 0, territoryCodes: [VINNYTSIA, VINNYTSKA] }],
  ['territory_codes', { level: 0, territoryCodes: ['UA'] }],
  ['territory_codes[1]', { level: 0, territoryCodes: [VINNYTSIA, 'UA05020030000099999'] }],
  ['territory_codes[0]', { level: 0, territoryCodes: [MERGED], firstDay: '2025-08-01' }],
  ['level', { level: 9 as TerritoryLevel }],
  ['level', { level: COUNTRY }],
  ['peers_of', { level: 0, peersOf: VINNYTSKA }],
  ['oblast_code', { oblastCode: VINNYTSIA }],
  ['oblast_code', { level: 0, peersOf: VINNYTSIA, oblastCode: VINNYTSKA }],
  ['page_size', { pageSize: 501 }],
  ['page_token', { pageToken: 'x' }],
])('rejects an invalid %s', async (field, request) => {
  const error = await refusalOf(compare({ level: HROMADA, ...request }));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

function compare(request: Partial<CompareTerritoriesRequest>) {
  const { client } = statistics;
  const year = { measure: 'incidents', firstDay: '2025-01-01', lastDay: '2025-12-31', pageSize: 100 };
  const whole = CompareTerritoriesRequest.fromPartial({ ...year, ...request });
  return callUnary('CompareTerritories', client.compareTerritories.bind(client), whole, 5_000);
}

function countOf({ territories }: Awaited<ReturnType<typeof compare>>, code: string): bigint | undefined {
  return territories.find((territory) => territory.code === code)?.count;
}

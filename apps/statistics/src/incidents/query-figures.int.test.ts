import { status } from '@grpc/grpc-js';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { FigureCell, QueryFiguresRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { startTestNats, type TestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countedUpTo, listHromadaLoad, queryFigures, refusalOf, violationsOf } from '../../test/calls.ts';
import { casualties, KYIV, reported, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { runProducer, type RunningProducer } from '../../test/running-producer.ts';
import { runStatistics, type RunningStatistics } from '../../test/running-statistics.ts';

const { ROAD_CRASH, FIRE, DOMESTIC_VIOLENCE, SCHOOL_SAFETY } = IncidentCategory;
const NEMYRIV = 'UA05020170000049432';

let nats: TestNats;
let incidents: RunningProducer;
let statistics: RunningStatistics;
beforeAll(async () => {
  nats = await startTestNats();
  incidents = await runProducer('incidents', nats);
  statistics = await runStatistics(nats, { incidents: incidents.address });
  const position = await incidents.emit([
    reported({ casualties: casualties({ killed: 3, injured: 4, defendersKilled: 1, defendersInjured: 2 }) }),
    // 1 December in Kyiv.
    reported({ receivedTime: new Date('2021-11-30T22:00:00Z') }),
    reported({ category: FIRE, receivedTime: new Date('2021-11-30T21:59:59Z'), demonstration: true }),
    reported({ category: FIRE, hromadaCode: NEMYRIV, receivedTime: new Date('2021-11-20T10:00:00Z') }),
    reported({ category: DOMESTIC_VIOLENCE }),
    reported({ category: SCHOOL_SAFETY, hromadaCode: NEMYRIV }),
    reported({ category: DOMESTIC_VIOLENCE, hromadaCode: KYIV, oblastCode: KYIV }),
    reported({ receivedTime: new Date('2021-11-15T10:00:00Z'), hromadaCode: KYIV, oblastCode: KYIV }),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
});
afterAll(async () => {
  await statistics.stop();
  await incidents.stop();
  await nats.stop();
});

test('counts the country by category, days in Kyiv time', async () => {
  const { cells } = await queryFigures(statistics.client, {});
  expect(cells[0]).toEqual({
    category: ROAD_CRASH,
    day: undefined,
    incidents: 2n,
    killed: 2n,
    injured: 2n,
    demonstration: 0n,
    defendersKilled: 1n,
    defendersInjured: 2n,
  });
  expect(counted(cells)).toEqual([
    [ROAD_CRASH, 2n],
    [FIRE, 2n],
  ]);
  expect(cells[1]?.demonstration).toBe(1n);
});

test('lists days, the earliest first', async () => {
  const { cells } = await queryFigures(statistics.client, {
    territoryCode: VINNYTSKA,
    to: { year: 2021, month: 12, day: 1 },
    byDay: true,
  });
  expect(cells.map(({ day, category }) => [day?.month, day?.day, category])).toEqual([
    [11, 4, ROAD_CRASH],
    [11, 20, FIRE],
    [11, 30, FIRE],
    [12, 1, ROAD_CRASH],
  ]);
});

test('counts the first day, the last day, and those between', async () => {
  const on = (day: number) => ({ year: 2021, month: 11, day });
  const of = async (from: number, to: number) => {
    const { cells } = await queryFigures(statistics.client, {
      category: FIRE,
      from: on(from),
      to: on(to),
      byDay: true,
    });
    return cells.map(({ day }) => day?.day);
  };
  expect(await of(20, 30)).toEqual([20, 30]);
  expect(await of(20, 20)).toEqual([20]);
  expect(await of(21, 29)).toEqual([]);
});

test('counts one category', async () => {
  const { cells } = await queryFigures(statistics.client, { territoryCode: VINNYTSKA, category: FIRE });
  expect(counted(cells)).toEqual([[FIRE, 2n]]);
});

test('leaves the sensitive categories out, at each level', async () => {
  const ofVinnytsia = await queryFigures(statistics.client, { territoryCode: VINNYTSIA });
  const ofNemyriv = await queryFigures(statistics.client, { territoryCode: NEMYRIV });
  expect(counted(ofVinnytsia.cells)).toEqual([
    [ROAD_CRASH, 1n],
    [FIRE, 1n],
  ]);
  expect(counted(ofNemyriv.cells)).toEqual([[FIRE, 1n]]);
});

test('shows a city with special status like an oblast', async () => {
  const { cells } = await queryFigures(statistics.client, { territoryCode: KYIV });
  expect(counted(cells)).toEqual([[ROAD_CRASH, 1n]]);
});

test.each<[string, Partial<QueryFiguresRequest>]>([
  ['from', { from: undefined }],
  ['to', { to: { year: 2021, month: 2, day: 29 } }],
  ['to', { to: { year: 2021, month: 10, day: 31 } }],
  ['to', { from: { year: 2020, month: 11, day: 1 } }],
  ['territory_code', { territoryCode: 'UA05' }],
  ['territory_code', { territoryCode: 'UA05020030000031458' }],
  ['territory_code', { territoryCode: 'UA0502003000003145\u0000' }],
  ['category', { category: 12 as never }],
  ['category', { category: DOMESTIC_VIOLENCE, territoryCode: VINNYTSIA }],
  ['category', { category: SCHOOL_SAFETY, territoryCode: VINNYTSKA }],
  ['category', { category: SCHOOL_SAFETY }],
])('names an invalid %s', async (field, request) => {
  const error = await refusalOf(queryFigures(statistics.client, request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

test('denies a caller without the scope', async () => {
  expect((await refusalOf(queryFigures(statistics.unprivileged, {}))).code).toBe(status.PERMISSION_DENIED);
});

function counted(cells: readonly FigureCell[]) {
  return cells.map(({ category, incidents }) => [category, incidents]);
}

test('lists the load of each hromada without sensitive categories, the most burdened first', async () => {
  const from = { year: 2021, month: 11, day: 1 };
  const to = { year: 2021, month: 12, day: 31 };
  const { hromadas } = await load({ from, to, oblastCode: '' });
  expect(hromadas).toEqual([
    { hromadaCode: VINNYTSIA, incidents: 3n, demonstration: 1n },
    { hromadaCode: NEMYRIV, incidents: 1n, demonstration: 0n },
  ]);
  expect((await load({ from, to, oblastCode: VINNYTSKA })).hromadas).toEqual(hromadas);
  expect((await load({ from, to, oblastCode: KYIV })).hromadas).toEqual([]);
  expect((await load({ from: to, to, oblastCode: '' })).hromadas).toEqual([]);
});

test('rejects a load of no period and of a place that is no oblast', async () => {
  const day = { year: 2021, month: 11, day: 1 };
  const bad = await refusalOf(load({ from: undefined, to: { ...day, month: 13 }, oblastCode: VINNYTSIA }));
  expect(violationsOf(bad).map(({ field }) => field)).toEqual(['from', 'to', 'oblast_code']);
  const backwards = await refusalOf(load({ from: { ...day, year: 2022 }, to: day, oblastCode: '' }));
  expect(violationsOf(backwards).map(({ field }) => field)).toEqual(['to']);
});

const load = (request: Parameters<typeof listHromadaLoad>[1]) => listHromadaLoad(statistics.client, request);

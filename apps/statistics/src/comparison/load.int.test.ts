import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { inOneGo, rows } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { hromadas } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyEvents } from '../../test/apply-events.ts';
import { listHromadaLoad, refusalOf, violationsOf } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { KYIV, reported, VINNYTSKA, withdrawn } from '../../test/events.ts';
import { declareEverything } from '../../test/sources.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { incidentEvents } from '../incidents/incidents.events.ts';
import { saveUnits } from '../territory/territory.store.ts';

const [A = '', B = '', C = '', D = ''] = hromadas()
  .filter(({ oblastCode }) => oblastCode === VINNYTSKA)
  .map(({ code }) => code);
const LISTED = 'UA05020010000099999';
const [FIRST_DAY, DAY] = ['2025-03-01', { year: 2025, month: 3, day: 1 }];

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone();
  const count = (territoryCode: string, incidents: number) =>
    countDays(statistics.database, {
      territoryCode,
      category: 'fire',
      firstDay: FIRST_DAY,
      counts: [incidents],
    });
  await count(A, 90);
  await count(B, 2);
  await count(C, 70);
  await count(D, 2);
  await inOneGo(statistics.database, [saveUnits([{ code: LISTED, oblastCode: VINNYTSKA }])]);
  const second = { territoryCode: LISTED, category: 'gas', firstDay: '2025-03-02', counts: [3] };
  await countDays(statistics.database, second);
});
afterAll(() => statistics.stop());

test('a hromada that the registry listed is among them, in its oblast', async () => {
  const day = { ...DAY, day: 2 };
  const codesIn = async (oblastCode: string) => {
    const { hromadas: loads } = await listHromadaLoad(statistics.client, { from: day, to: day, oblastCode });
    return loads.map(({ hromadaCode }) => hromadaCode);
  };
  expect(await codesIn('')).toEqual([LISTED]);
  expect(await codesIn(VINNYTSKA)).toEqual([LISTED]);
  expect(await codesIn(KYIV)).toEqual([]);
});

test('as known on a day, late reports, and withdrawals of later days do not count', async () => {
  const days = { from: { year: 2025, month: 4, day: 1 }, to: { year: 2025, month: 4, day: 30 }, oblastCode: VINNYTSKA };
  const on = (day: number) => ({ ...days, asKnownOn: { year: 2025, month: 4, day } });
  const loadOn = async (request: Parameters<typeof listHromadaLoad>[1]) => {
    const { hromadas: loads } = await listHromadaLoad(statistics.client, request);
    return loads.map(({ hromadaCode, incidents }) => [hromadaCode, incidents]);
  };
  const em = statistics.database.em.fork();
  await rows(em, "delete from incident_count where day >= '2025-04-01'");
  await rows(em, "delete from incident_revision where day >= '2025-04-01'");
  await apply([reportedAt(A), reportedAt(A), reportedAt(B)], '2025-04-04T20:00:00Z');
  expect(await loadOn(on(4))).toEqual([
    [A, 2n],
    [B, 1n],
  ]);
  await apply([reportedAt(B), reportedAt(B)], '2025-04-06T20:00:00Z');
  await apply([withdrawn({ ...APRIL, hromadaCode: A })], '2025-04-08T20:00:00Z');
  expect(await loadOn(on(3))).toEqual([]);
  expect(await loadOn(on(4))).toEqual([
    [A, 2n],
    [B, 1n],
  ]);
  expect(await loadOn(on(7))).toEqual([
    [B, 3n],
    [A, 2n],
  ]);
  expect(await loadOn(on(8))).toEqual([
    [B, 3n],
    [A, 1n],
  ]);
  expect(await loadOn({ ...days, asKnownOn: undefined })).toEqual([
    [B, 3n],
    [A, 1n],
  ]);
});

test('a day of knowledge is a day, and not in the future', async () => {
  for (const asKnownOn of [
    { year: 2099, month: 1, day: 1 },
    { year: 2025, month: 2, day: 30 },
  ]) {
    const error = await refusalOf(
      listHromadaLoad(statistics.client, { from: DAY, to: DAY, oblastCode: '', asKnownOn }),
    );
    expect(violationsOf(error).map(({ field }) => field)).toEqual(['as_known_on']);
  }
});

const APRIL = { receivedTime: new Date('2025-04-04T10:00:00Z'), oblastCode: VINNYTSKA };

function reportedAt(hromadaCode: string) {
  return reported({ ...APRIL, hromadaCode });
}

function apply(events: readonly NewEvent[], recordedAt: string): Promise<void> {
  return applyEvents(
    statistics.database,
    incidentEvents(() => '2025-04-30'),
    events.map((event) => [event, recordedAt]),
  );
}

test('hromadas with more incidents come first, of equal ones by code', async () => {
  const { hromadas: loads } = await listHromadaLoad(statistics.client, { from: DAY, to: DAY, oblastCode: VINNYTSKA });
  expect(loads.map(({ hromadaCode, incidents }) => [hromadaCode, incidents])).toEqual([
    [A, 90n],
    [C, 70n],
    [B, 2n],
    [D, 2n],
  ]);
});

test('a load is a lower bound where not all of it is reported', async () => {
  const { hromadas: loads } = await listHromadaLoad(statistics.client, { from: DAY, to: DAY, oblastCode: VINNYTSKA });
  expect(loads.map(({ coverage }) => coverage)).toEqual(
    loads.map(() => ({ completeness: Completeness.INCOMPLETE, coveredPercent: 0 })),
  );
  await declareEverything(statistics.database, '2020-01-01');
  const whole = await listHromadaLoad(statistics.client, { from: DAY, to: DAY, oblastCode: VINNYTSKA });
  expect(whole.hromadas.map(({ coverage }) => coverage)).toEqual(
    loads.map(() => ({ completeness: Completeness.COMPLETE, coveredPercent: 100 })),
  );
});

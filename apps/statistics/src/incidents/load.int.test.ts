import { inOneGo } from '@safe-community/database';
import { hromadas } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listHromadaLoad } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { KYIV, VINNYTSKA } from '../../test/events.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import { saveUnits } from '../territory/territory.store.ts';

const [A = '', B = '', C = '', D = ''] = hromadas()
  .filter(({ oblastCode }) => oblastCode === VINNYTSKA)
  .map(({ code }) => code);
const LISTED = 'UA05020010000099999';
const [FIRST_DAY, DAY] = ['2025-03-01', { year: 2025, month: 3, day: 1 }];

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone();
  const count = (territoryCode: string, incidents: number, demonstration = false) =>
    countDays(statistics.database, {
      territoryCode,
      category: 'fire',
      firstDay: FIRST_DAY,
      counts: [incidents],
      demonstration,
    });
  await count(A, 1);
  await count(A, 90, true);
  await count(B, 2);
  await count(C, 70, true);
  await count(D, 1);
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

test('real incidents order hromadas; invented ones only those with as many real ones', async () => {
  const { hromadas: loads } = await listHromadaLoad(statistics.client, { from: DAY, to: DAY, oblastCode: VINNYTSKA });
  expect(loads.map(({ hromadaCode, incidents, demonstration }) => [hromadaCode, incidents, demonstration])).toEqual([
    [B, 2n, 0n],
    [A, 91n, 90n],
    [D, 1n, 0n],
    [C, 70n, 70n],
  ]);
});

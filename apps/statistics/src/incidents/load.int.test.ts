import { hromadas } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listHromadaLoad } from '../../test/calls.ts';
import { countDays } from '../../test/counted-days.ts';
import { VINNYTSKA } from '../../test/events.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';

const [A = '', B = '', C = '', D = ''] = hromadas()
  .filter(({ oblastCode }) => oblastCode === VINNYTSKA)
  .map(({ code }) => code);
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
});
afterAll(() => statistics.stop());

test('real incidents order hromadas; invented ones only those with as many real ones', async () => {
  const { hromadas: loads } = await listHromadaLoad(statistics.client, { from: DAY, to: DAY, oblastCode: VINNYTSKA });
  expect(loads.map(({ hromadaCode, incidents, demonstration }) => [hromadaCode, incidents, demonstration])).toEqual([
    [B, 2n, 0n],
    [A, 91n, 90n],
    [D, 1n, 0n],
    [C, 70n, 70n],
  ]);
});

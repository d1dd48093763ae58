import { expect, test } from 'vitest';

import { renderStatuses, statusProblems } from './status-rows.ts';
import type { WarStatusRow } from './status-rows.ts';

const ROW: WarStatusRow = {
  hromada_code: 'UA05020030000031457',
  war_zone_27_04_2022: '0',
  war_zone_20_06_2022: '0',
  war_zone_23_08_2022: '1',
  war_zone_10_10_2022: '1',
  Status_war_sept_ext: 'not occupied, in the war zone',
  deoccupation_date: '0',
};

test.each<[Partial<WarStatusRow>, string[]]>([
  [{}, ['frontline\t2022-08-23']],
  [{ war_zone_23_08_2022: '0', war_zone_10_10_2022: '0' }, ['frontline\t2022-09-30']],
  [{ Status_war_sept_ext: 'not occupied' }, []],
  [{ Status_war_sept_ext: 'occupied' }, ['occupied\t2022-09-30']],
  [
    { Status_war_sept_ext: 'occupied', deoccupation_date: 'November' },
    ['liberated\t2022-11-30', 'occupied\t2022-09-30'],
  ],
  [{ Status_war_sept_ext: 'deoccupied_Mar_Apr', deoccupation_date: 'March-April' }, ['liberated\t2022-04-30']],
])('the status of %j', (change, expected) => {
  const lines = renderStatuses([{ ...ROW, ...change }])
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => line.startsWith('UA'))).toEqual(
    expected.map((cells) => `${ROW.hromada_code}\t${cells}`),
  );
});

test('accepts a valid row, and names what is wrong with another', () => {
  expect(statusProblems(ROW)).toEqual([]);
  const bad = { ...ROW, hromada_code: 'UA05', Status_war_sept_ext: 'unclear', deoccupation_date: 'May' };
  expect(statusProblems(bad)).toEqual([
    'is no hromada of the table',
    'unknown status "unclear"',
    'unknown deoccupation date "May"',
  ]);
});

import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { exportOf, PLAIN, rowsOf } from '../test/mapped.ts';

test('a derived column is the first that is not empty, wherever the mapping names it', async () => {
  const mapping = `${PLAIN.replace('column: kind', 'column: any kind').replace('column: at', 'column: any time')}empty: ["-"]
derived:
  any kind: { first_of: [kind, first kind] }
  any time: { first_of: [at, first at] }
skip: [{ column: any kind, is: навчання }]
`;
  const content = `at,first at,kind,first kind
2026-05-01 10:00,2026-05-01 09:00,Пожежа,інше
,2026-05-01 09:00,-,інше
,,,
2026-05-01 10:00,,,навчання
`;
  const { valid, rejected, skipped } = await rowsOf(exportOf(mapping, content));
  expect(valid.map(({ receivedTime, report }) => [receivedTime?.toISOString(), report?.category])).toEqual([
    ['2026-05-01T07:00:00.000Z', IncidentCategory.FIRE],
    ['2026-05-01T06:00:00.000Z', IncidentCategory.OTHER],
  ]);
  expect(rejected).toEqual([]);
  expect(skipped).toEqual([5]);
});

test('a difference of columns is counted, and one below zero is an error of its row', async () => {
  const mapping = `${PLAIN}derived: { only injured: { column: hurt, minus: [killed, missing] } }
casualties: { killed: killed, injured: only injured }
`;
  const content = `at,kind,hurt,killed,missing
2026-05-01 10:00,інше,5,"2,0",1
2026-05-01 10:00,інше,5,,
2026-05-01 10:00,інше,,2,
2026-05-01 10:00,інше,2,2,1
2026-05-01 10:00,інше,2,,x
2026-05-01 10:00,інше,-2,,
`;
  const { valid, rejected } = await rowsOf(exportOf(mapping, content));
  expect(valid.map(({ report }) => [report?.casualties?.killed, report?.casualties?.injured])).toEqual([
    [2, 2],
    [0, 5],
    [2, 0],
  ]);
  expect(rejected).toEqual([
    '5: hurt “2” must not be less than killed and missing together',
    '6: missing “x” must be a whole number',
    '7: hurt “-2” must be a whole number',
  ]);
});

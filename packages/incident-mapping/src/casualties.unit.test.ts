import { expect, test } from 'vitest';
import { exportOf as of, PLAIN, rowsOf } from '../test/mapped.ts';

test('a severity in words counts as one casualty', async () => {
  const mapping = `${PLAIN}casualties:
  killed: { column: note, in: [Fatal, загибель] }
  injured: { column: note, matches: '^(serious|slight)' }
  children_injured: { all: [{ column: note, is: Serious }, { column: age, below: 18 }] }
`;
  const rows = ['Fatal,40', 'Serious,9', 'SLIGHT injury,30', 'None,'].map(
    (cells) => `2026-05-01 10:00,інше,${cells}\n`,
  );
  const { valid } = await rowsOf(of(mapping, `at,kind,note,age\n${rows.join('')}`));
  expect(
    valid.map(({ report }) => {
      const { killed, injured, childrenInjured } = report?.casualties ?? {};
      return [killed, injured, childrenInjured];
    }),
  ).toEqual([
    [1, 0, 0],
    [0, 1, 1],
    [0, 1, 0],
    [0, 0, 0],
  ]);
});

test('counts of casualties must be numbers', async () => {
  const { rejected } = await rowsOf(of(`${PLAIN}casualties: { killed: note }`));
  expect(rejected).toEqual(['2: note “x” must be a whole number']);
});

import { expect, test } from 'vitest';
import { CODE, exportOf, PLAIN, rowsOf } from '../test/mapped.ts';

const OTHER = 'UA05060050000058111';
const MAPPING = `${PLAIN.replace(`{ hromada: { value: ${CODE} } }`, '{ hromada: { column: code } }')}key: [year]
repeated: skip
`;
const row = (at: string, kind = 'інше', code = CODE): string => `2026,${at},${kind},${code}\n`;
const TEN = '2026-05-01 10:00';

async function repeatsOf(...rows: string[]) {
  const { findings, skipped } = await rowsOf(exportOf(MAPPING, `year,at,kind,code\n${rows.join('')}`));
  const { rows: repeated, differing, first, isPlainlyNoKey } = findings.repeats;
  expect(skipped).toHaveLength(rows.length - 1);
  return { repeated, differing, first, isPlainlyNoKey };
}

test('rows that say the same, or nothing, are of one incident', async () => {
  expect(await repeatsOf(row(TEN), row(TEN), row('', '', ''))).toEqual({
    repeated: 2,
    differing: 0,
    first: undefined,
    isPlainlyNoKey: false,
  });
});

test.each([
  ['times.received', row('2026-05-01 10:01')],
  ['category', row(TEN, 'пожежа')],
  ['place', row(TEN, 'інше', OTHER)],
])('a row with another %s is of another incident', async (part, other) => {
  expect(await repeatsOf(row(TEN), row(TEN), other)).toEqual({
    repeated: 2,
    differing: 1,
    first: { line: 4, earlierLine: 2, parts: [part] },
    isPlainlyNoKey: true,
  });
});

test('one in ten is plain, fewer may be mistakes', async () => {
  const same = (count: number) => Array.from({ length: count }, () => row(TEN));
  expect(await repeatsOf(row(TEN), ...same(9), row('2026-05-02 10:00'))).toMatchObject({ isPlainlyNoKey: true });
  expect(await repeatsOf(row(TEN), ...same(10), row('2026-05-02 10:00'))).toMatchObject({
    differing: 1,
    isPlainlyNoKey: false,
  });
});

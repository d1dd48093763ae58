import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportOf, PLAIN, rowsOf } from '../test/mapped.ts';

const MAPPING = `${PLAIN}key: [id]
repeated: latest
latest_by: { column: changed }
skip: [{ column: kind, is: навчання }]
`;
const HEADER = 'id,at,kind,note,changed\n';
const row = (id: string, changed: string, kind = 'інше'): string =>
  `${id},2026-05-01 10:00,${kind},${changed},${changed}\n`;
const day = (number: number): string => `2026-05-${String(number).padStart(2, '0')} 12:00`;
const mapped = (...rows: string[]) => rowsOf(exportOf(MAPPING, HEADER + rows.join('')));

test('of the rows of a key the latest counts, wherever it stands; of two at one time, the one further down', async () => {
  const found = await mapped(row('1', day(2)), row('2', day(1)), row('1', day(3)), row('1', day(1)), row('2', day(1)));
  expect(found.valid.map(({ externalId, rowNumber }) => [externalId, rowNumber])).toEqual([
    ['1', 4],
    ['2', 6],
  ]);
  expect(found.skipped).toEqual([2, 3, 5]);
});

test('the latest row counts also if it is rejected: an older one is out of date', async () => {
  const found = await mapped(row('1', day(2)), row('1', day(3), 'невідоме'));
  expect(found.valid).toEqual([]);
  expect(found.skipped).toEqual([2]);
  expect(found.rejected).toEqual(['3: kind “невідоме” is not a known category']);
  expect(found.findings.values).toHaveLength(1);
});

test('a row that does not say when it was changed is rejected alone; one that is left out says nothing', async () => {
  const found = await mapped(row('1', day(2)), row('1', ''), row('1', 'вчора'), row('1', day(4), 'навчання'));
  expect(found.valid.map(({ rowNumber }) => rowNumber)).toEqual([2]);
  expect(found.skipped).toEqual([5]);
  expect(found.rejected).toEqual([
    '3: changed is empty',
    '4: changed “вчора” must be a date and time such as 2026-01-31 18:05:00',
  ]);
});

test('whatever the order, each key has one row, and no other is later', async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 28 })), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const { valid, skipped } = await mapped(...given.map(([id, changed]) => row(String(id), day(changed))));
      const latest = Map.groupBy(given, ([id]) => String(id));
      expect(Object.fromEntries(valid.map(({ externalId, report }) => [externalId, report?.description]))).toEqual(
        Object.fromEntries([...latest.keys()].map((id) => [id, 'інше'])),
      );
      expect(valid.length + skipped.length).toBe(given.length);
      for (const { externalId, rowNumber } of valid) {
        const changed = given[rowNumber - 2]?.[1] ?? 0;
        expect(Math.max(...(latest.get(externalId) ?? []).map(([, each]) => each))).toBe(changed);
      }
    }),
    { numRuns: 50 },
  );
});

import { expect, test } from 'vitest';
import { firstIdOf } from './id-range.store.ts';
import { stretchesBack } from './stretches.store.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const FIRST = '00000000-0000-0000-0000-000000000000';
const id = (time: string): string => firstIdOf(new Date(time));

test('the newest two months are first, then four more, then the rest', () => {
  expect(stretchesBack(undefined, undefined, undefined, NOW)).toEqual([
    { from: id('2026-10-01'), before: id('2026-11-25T12:00:00Z') },
    { from: id('2026-06-01'), before: id('2026-10-01') },
    { from: FIRST, before: id('2026-06-01') },
  ]);
});

test('a later page continues where the former one ended', () => {
  const [first, second] = stretchesBack(undefined, undefined, id('2025-03-10').toUpperCase(), NOW);
  expect(first).toEqual({ from: id('2025-02-01'), before: id('2025-03-10') });
  expect(second?.before).toBe(first?.from);
});

test('keeps time bounds, and neither repeats nor skips any time', () => {
  const [from, to] = [new Date('2025-01-15'), new Date('2026-02-20')];
  const stretches = stretchesBack(from, to, undefined, NOW);
  expect(stretches[0]?.before).toBe(id('2026-02-20'));
  expect(stretches.at(-1)?.from).toBe(id('2025-01-15'));
  for (const [index, { before }] of stretches.entries()) if (index > 0) expect(before).toBe(stretches[index - 1]?.from);
});

test.each([
  ['an empty time range', new Date('2026-02-02'), new Date('2026-02-01'), undefined],
  ['a time before the first id', undefined, new Date(0), undefined],
  ['the far future', new Date('9999-12-31'), undefined, undefined],
  ['a time before the oldest incident', new Date('2026-01-01'), undefined, id('2025-12-31')],
])('%s has no range', (_of, from, to, olderThan) => {
  expect(stretchesBack(from, to, olderThan, NOW)).toEqual([]);
});

test('within a month there is one range', () => {
  expect(stretchesBack(new Date('2026-11-02'), new Date('2026-11-03'), undefined, NOW)).toHaveLength(1);
});

test('an id with an impossible time counts as the newest', () => {
  expect(stretchesBack(undefined, undefined, 'ffffffff-ffff-ffff-ffff-ffffffffffff', NOW)[0]?.before).toBe(
    id('2026-11-25T12:00:00Z'),
  );
});

import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { firstIdOf } from './id-range.store.ts';

const LAST_MS = 2 ** 48 - 2;

test('ids of an instant lie between its first id and that of the next instant', () => {
  fc.assert(
    fc.property(
      fc.maxSafeNat().map((ms) => ms % LAST_MS),
      (ms) => {
        const id = uuidv7({ msecs: ms });
        expect(firstIdOf(new Date(ms)) <= id).toBe(true);
        expect(id < firstIdOf(new Date(ms + 1))).toBe(true);
      },
    ),
  );
});

test('any valid time gives a UUID, ordered by time', () => {
  const time = fc.date({ noInvalidDate: true });
  fc.assert(
    fc.property(time, time, (a, b) => {
      expect(firstIdOf(a)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-0000-0000-0{12}$/);
      expect(firstIdOf(a) <= firstIdOf(b) || a > b).toBe(true);
    }),
  );
});

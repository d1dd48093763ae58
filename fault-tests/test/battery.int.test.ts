import { describe, expect, it } from 'vitest';
import { QUICK_ROWS } from '../src/rows/rows.ts';
import { ROW_OPTIONS, useShortBattery } from './short-battery.ts';

// The quick rows, in `npm test`; slow-rows.ci.test.ts has the others.
const run = useShortBattery();

describe('loses nothing and counts nothing twice', () => {
  it.for(QUICK_ROWS)('$number $name: $fault', ROW_OPTIONS, async (row, { skip }) => {
    expect(await run(row, skip)).toBeGreaterThan(0);
  });
});

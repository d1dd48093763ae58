import { describe, expect, it } from 'vitest';
import { SLOW_ROWS } from '../src/rows/rows.ts';
import { ROW_OPTIONS, useShortBattery } from './short-battery.ts';

// The slow rows, in `.ci/run`; battery.int.test.ts has the others.
const run = useShortBattery();

describe('loses nothing and counts nothing twice', () => {
  it.for(SLOW_ROWS)('$number $name: $fault', ROW_OPTIONS, async (row, { skip }) => {
    expect(await run(row, skip)).toBeGreaterThan(0);
  });
});

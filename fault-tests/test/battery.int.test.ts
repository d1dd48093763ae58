import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowText } from '../src/report/row-text.ts';
import { ROWS } from '../src/rows/rows.ts';
import { runRow } from '../src/run-row.ts';
import { startSystem } from '../src/system/start-system.ts';
import type { System } from '../src/system/system.ts';

/** Each fault for as short as it can be; the long form is `npm run test:faults`. */
const SECONDS = 1;

let system: System;
/** The row that runs, or did not hold: what that left behind would be blamed on those after it. */
let underWay: string | undefined;
beforeAll(async () => {
  system = await startSystem(testFolder('faults'));
}, 120_000);
afterAll(() => system.stop());

describe('nothing is lost and nothing counted twice', () => {
  it.for(ROWS)('$number $name: $fault', { timeout: 180_000, retry: 0 }, async (row, { skip }) => {
    if (underWay !== undefined) skip(`${underWay} did not hold before`);
    underWay = row.name;
    const outcome = await runRow(row, system, SECONDS, 'short');
    if (outcome.isHeld || outcome.isImpossible) underWay = undefined;
    if (outcome.isImpossible) skip(outcome.finding);
    if (!outcome.isHeld) throw new Error(rowText(outcome));
    expect(outcome.operations).toBeGreaterThan(0);
  });
});

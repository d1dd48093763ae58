import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll } from 'vitest';
import { rowText } from '../src/report/row-text.ts';
import type { Row } from '../src/row.ts';
import { runRow } from '../src/run-row.ts';
import { startSystem } from '../src/system/start-system.ts';
import type { System } from '../src/system/system.ts';

/** Each fault is as short as possible; the long form is `npm run test:faults`. */
const SECONDS = 1;

/** A loss must fail at once, so there is no retry. */
export const ROW_OPTIONS = { timeout: 600_000, retry: 0 };

type Skip = (reason: string) => never;

/** Starts a system for the tests of a file. Returns a function that runs a row and resolves to its number of operations. */
export function useShortBattery(): (row: Row, skip: Skip) => Promise<number> {
  let system: System;
  /** The current or failed row: later rows would be blamed for its leftovers. */
  let underWay: string | undefined;
  beforeAll(async () => {
    system = await startSystem(testFolder('faults'));
  }, 120_000);
  afterAll(() => system.stop());

  return async (row, skip) => {
    if (underWay !== undefined) skip(`${underWay} did not hold before`);
    underWay = row.name;
    const outcome = await runRow(row, system, SECONDS, 'short');
    if (outcome.isHeld || outcome.isImpossible) underWay = undefined;
    if (outcome.isImpossible) skip(outcome.finding);
    if (!outcome.isHeld) throw new Error(rowText(outcome));
    return outcome.operations;
  };
}

import { eventually } from '@safe-community/testkit';
import { expect } from 'vitest';
import type { RunningIntake } from './running-intake.ts';

/** Resolves when the broker has every event of the ledger. */
export async function allPublished(intake: Pick<RunningIntake, 'sql'>): Promise<void> {
  await eventually(async () => {
    const [mark] = await intake.sql('select (select position from ledger_head) - position as left from ledger_mark');
    expect(mark).toEqual({ left: '0' });
  });
}

import type { NewEvent } from '@safe-community/events';
import type { RecordOutcome, UnitOfWork } from '@safe-community/ledger';
import { expect, test } from 'vitest';
import { tellOverdueVisits } from '../domestic-violence/tell-overdue-visits.app.ts';
import type { ViolencePorts } from '../domestic-violence/violence-ports.app.ts';
import { eraseDue } from './erase-due.app.ts';
import type { RetentionPorts } from './retention-ports.app.ts';
import { aCase, minutes, T0 } from '../../test/a-case.ts';

const MARKS = [true, false];
const origin = { now: () => minutes(60) };

test.each(MARKS)('a visit that is overdue is told of with the mark of its incident: %s', async (synthetic) => {
  const overdue = [{ ...aCase({ category: 'domestic_violence', synthetic }), visitId: 'visit-1', dueAt: T0 }];
  const told = await eventsOf((unitOfWork) =>
    tellOverdueVisits({
      violence: { takeOverdue: async () => overdue },
      unitOfWork,
      origin,
    } as unknown as ViolencePorts),
  );
  expect(told.map((event) => event.synthetic)).toEqual([synthetic]);
});

test.each(MARKS)('an erasure by the schedule bears the mark of its incident: %s', async (synthetic) => {
  const ended = aCase({ state: 'closed', eraseAt: T0, synthetic });
  const cases = { lock: async () => ended, save: async () => ended };
  const erasure = { lockDue: async () => [ended.incidentId], erase: async () => undefined };
  const told = await eventsOf((unitOfWork) =>
    eraseDue({ cases, erasure, unitOfWork, origin } as unknown as RetentionPorts),
  );
  expect(told.map((event) => event.synthetic)).toEqual([synthetic]);
});

/** What the work of a timer tells. */
async function eventsOf(work: (unitOfWork: UnitOfWork) => Promise<unknown>): Promise<readonly NewEvent[]> {
  let told: readonly NewEvent[] = [];
  const record = async <Result>(carryOut: (em: never) => Promise<RecordOutcome<Result>>): Promise<Result> => {
    const { result, events } = await carryOut(undefined as never);
    told = events;
    return result;
  };
  await work({ record } as unknown as UnitOfWork);
  return told;
}

import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { RecordOutcome, UnitOfWork } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/security/encryption';
import { eraseDue } from '@safe-community/service-kit';
import { expect, test } from 'vitest';
import { incidentErasure } from './erasure.jobs.ts';
import { aCase, minutes, T0 } from '../../test/a-case.ts';

const clock = { now: () => minutes(60), newId: () => '' };
const { incidentId, hromadaCode, oblastCode } = aCase();
const INCIDENT = {
  incident_id: incidentId,
  version: 1,
  state: 'closed',
  state_since: T0,
  hromada_code: hromadaCode,
  oblast_code: oblastCode,
  occurred_at: T0,
  received_at: T0,
  erase_at: T0,
  legal_hold: false,
};

test.each([true, false])(
  'the event about a scheduled erasure is marked if the incident is a test: %s',
  async (isTest) => {
    const found = {
      'least(': { at: T0.toISOString() },
      'skip locked': INCIDENT,
      'incident_id = $1 for no key update': { ...INCIDENT, category: 'fire', reported_as_test: isTest },
      'returning (select state': { former: 'closed' },
    };
    const published = await eventsOf(found, (unitOfWork) =>
      eraseDue(incidentErasure({} as Keyring), { unitOfWork, clock }),
    );
    expect(published.map((event) => event.isTest)).toEqual([isTest]);
  },
);

/** What the work of a job publishes when its statements find these rows, by a part of the statement. */
async function eventsOf(
  found: Readonly<Record<string, object>>,
  work: (unitOfWork: UnitOfWork) => Promise<unknown>,
): Promise<readonly NewEvent[]> {
  const executeQuery = async ({ sql }: { sql: string }) => ({
    rows: Object.entries(found).flatMap(([part, row]) => (sql.includes(part) ? [row] : [])),
  });
  const tx = { getKysely: () => ({ executeQuery }) } as unknown as EntityManager;
  let published: readonly NewEvent[] = [];
  const record = async <Result>(carryOut: (tx: EntityManager) => Promise<RecordOutcome<Result>>): Promise<Result> => {
    const { result, events } = await carryOut(tx);
    published = events;
    return result;
  };
  await work({ record } as unknown as UnitOfWork);
  return published;
}

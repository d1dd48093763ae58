import type { EntityManager } from '@safe-community/database';
import { isRefused } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import type { Job, Runtime } from '@safe-community/service-kit';
import { THIS_SERVICE, eventsOfStep, lockIncident, saveChange } from '../incident/module.ts';
import { dataErasedEvent } from './retention.events.ts';
import { erasePersonalData, lockDue } from './retention.store.ts';
import { erase } from './retention.ts';

/** Erasure is due to the day: it may be a minute late. */
const EVERY_MS = 60_000;

/** Small, since each incident stays locked until the whole portion is erased. */
const PORTION = 20;

type ErasureRuntime = Pick<Runtime, 'unitOfWork' | 'clock'>;

export function erasureJob(keyring: Keyring, runtime: ErasureRuntime): Job {
  return { name: 'erase-due', everyMs: EVERY_MS, run: () => eraseDue(keyring, runtime) };
}

/** Erases a portion of the incidents that are due by their policies; resolves to their number. */
export function eraseDue(keyring: Keyring, { unitOfWork, clock }: ErasureRuntime): Promise<number> {
  return unitOfWork.record(async (tx) => {
    const now = clock.now();
    const due = await lockDue(tx, now, PORTION);
    const events: NewEvent[] = [];
    for (const incidentId of due) events.push(...(await eraseOne(tx, keyring, incidentId, now)));
    return { result: due.length, events };
  });
}

async function eraseOne(tx: EntityManager, keyring: Keyring, incidentId: string, now: Date): Promise<NewEvent[]> {
  const before = await lockIncident(tx, incidentId);
  if (before === undefined) throw new Error('a locked incident has disappeared');
  const change = erase(before, { scheduled: true }, now);
  if (isRefused(change)) throw new Error(`an incident is due that may not be erased: ${change.reason}`);
  const note = { actor: THIS_SERVICE, recordedAt: now, reason: '' };
  const incident = await saveChange(tx, keyring, change, note);
  await erasePersonalData(tx, incidentId, now);
  return eventsOfStep({ before, incident, change }, [dataErasedEvent(before, true, now)]);
}

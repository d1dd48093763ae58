import type { EntityManager } from '@safe-community/database';
import { isRefused } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import type { Erasure } from '@safe-community/service-kit';
import { THIS_SERVICE, eventsOfStep, lockDue, lockIncident, saveChange } from '../incident/module.ts';
import { dataErasedEvent } from './retention.events.ts';
import { erasePersonalData } from './retention.store.ts';
import { erase } from './retention.ts';

/** Erases incidents when they are due by the policies of their categories. */
export function incidentErasure(keyring: Keyring): Erasure {
  return { lockDue, eraseOne: (tx, incidentId, now) => eraseOne(tx, keyring, incidentId, now) };
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

import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { Erasure } from '@safe-community/service-kit';
import { eraseOfficer, lockOfficer, updatedEvent } from '../officers/module.ts';
import { lockDue } from './retention.store.ts';

/** Erases the personal data of dismissed officers when their retention ends. */
export const OFFICER_ERASURE: Erasure = { lockDue, eraseOne };

/** The parts of an officer that another system may have copied, as `OfficerUpdated` names them. */
const ERASED = ['full_name', 'service_number', 'phone', 'record', 'public_profile'];

async function eraseOne(tx: EntityManager, officerId: string, now: Date): Promise<NewEvent[]> {
  const officer = await lockOfficer(tx, officerId);
  if (officer?.state !== 'dismissed') throw new Error('an officer is due who is not dismissed');
  await eraseOfficer(tx, officerId, now);
  return [updatedEvent(officer, ERASED, officer, now)];
}

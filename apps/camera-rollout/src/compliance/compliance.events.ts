import { complianceCounted, type NewEvent } from '@safe-community/events';
import type { ChangedDay } from './compliance-days.store.ts';

export function countedEvent({ unitCode: patrolUnitCode, ...figures }: ChangedDay, at: Date): NewEvent {
  return complianceCounted.create({ ...figures, patrolUnitCode, countedTime: at }, figures);
}

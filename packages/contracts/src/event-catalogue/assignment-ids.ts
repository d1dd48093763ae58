import { createHash } from 'node:crypto';
import type { OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';

/** The ids of an assignment and its beat. */
export interface AssignmentIds {
  readonly assignmentId: string;
  readonly beatId: string;
  /** The event is of the time before assignments had ids: it begins at once and replaces the former primary. */
  readonly isDerived: boolean;
}

/**
 * The ids of an event. Those of events without ids are derived from the place of the beat, as the registry's migration
 * derives them, so that later events of the same assignment match.
 */
export function assignmentIds({ assignmentId, beatId, officerId, beat }: OfficerAssigned): AssignmentIds {
  if (assignmentId !== '') return { assignmentId, beatId, isDerived: false };
  const place = `${beat?.hromadaCode ?? ''}/${beat?.starostaDistrictCode ?? ''}`;
  return { assignmentId: uuidOf(`${officerId}/${place}`), beatId: uuidOf(`beat/${place}`), isDerived: true };
}

/** As `md5(text)::uuid` of PostgreSQL. */
function uuidOf(text: string): string {
  const digits = createHash('md5').update(text).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

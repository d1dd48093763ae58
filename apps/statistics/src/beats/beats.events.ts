import type { AssignmentEnded, OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { assignmentEnded, assignmentIds, officerAssigned } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onState, onSum, requireCode, UncountableEvent } from '../counting/module.ts';
import { COVERAGE_EVENTS, formerCoverage } from './beat-coverage.events.ts';
import { saveCoverage } from './beat-coverage.store.ts';
import { settleBeats, type Assignment, type AssignmentEnd } from './beat.ts';
import { saveBeats, saveEnds } from './beats.store.ts';

/**
 * The beginning and the end of a tenure are columns of their own, so that their events commute. A tenure counts from
 * its start until its end, whenever the events come.
 */
export const BEAT_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [
    onSum(officerAssigned, (events) => [
      ...saveBeats(changesOf(events.map(({ message }) => message))),
      ...saveCoverage(formerCoverage(events)),
    ]),
    onState(assignmentEnded, (messages) => [saveEnds(messages.flatMap(toEnd))], { commutes: true }),
    ...COVERAGE_EVENTS,
  ],
};

/** Events of the time before assignments had ids replace the former primary; later ones end explicitly. */
function changesOf(messages: readonly OfficerAssigned[]) {
  const received = messages.map((message) => ({ assignment: toAssignment(message), ...assignmentIds(message) }));
  const former = received.filter(({ isDerived }) => isDerived).map(({ assignment }) => assignment);
  const primaries = received.filter(({ isDerived, assignment }) => !isDerived && assignment.role === 'primary');
  const { appointments, vacancies } = settleBeats(former);
  return { appointments: [...appointments, ...primaries.map(({ assignment }) => assignment)], vacancies };
}

function toAssignment(message: OfficerAssigned): Assignment {
  const { beat, officerId, role, assignedTime, endTime } = message;
  const { assignmentId, beatId } = assignmentIds(message);
  return {
    assignmentId,
    beatId,
    hromadaCode: requireCode(beat?.hromadaCode ?? '', 'beat.hromada_code'),
    officerId,
    role: roleOf(role),
    startsAt: assignedTime ?? new Date(0),
    endsAt: endTime,
  };
}

/** Only primaries count. */
function toEnd({ assignmentId, role, endTime }: AssignmentEnded): AssignmentEnd[] {
  if (roleOf(role) !== 'primary') return [];
  if (endTime === undefined) throw new UncountableEvent('end_time is missing');
  return [{ assignmentId, endsAt: endTime }];
}

function roleOf(role: AssignmentRole): Assignment['role'] {
  if (role === AssignmentRole.PRIMARY) return 'primary';
  if (role === AssignmentRole.DEPUTY) return 'deputy';
  if (role === AssignmentRole.DISTRICT) return 'district';
  throw new UncountableEvent('role is unknown');
}

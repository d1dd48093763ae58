import { latest, preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CategoryPolicy } from '../catalogue/module.ts';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import { inWords } from './states.ts';
import { enterState, giveTo } from './steps.ts';

/** The changes of a merge or an unmerge to each of the two incidents. */
export interface BothChanges {
  readonly duplicate: CaseChange;
  readonly primary: CaseChange;
}

/**
 * Makes one incident a duplicate of another. No further step of it is expected, and its personal data is kept as long as
 * that of other incidents that have ended. Responders who were sent to it stay on its own record.
 */
export function merge(
  duplicate: IncidentCase,
  primary: IncidentCase,
  hasDuplicates: boolean,
  policy: CategoryPolicy,
  now: Date,
): Decision<BothChanges> {
  const obstacle = obstacleTo(duplicate, primary, hasDuplicates);
  if (obstacle !== undefined) return obstacle;
  const marked = { ...duplicate, mergedInto: primary.incidentId, stateBeforeMerge: duplicate.state };
  const since = latest(duplicate.stateSince, now);
  return {
    duplicate: {
      incident: enterState(marked, 'duplicate', since, policy),
      kind: 'merged-into',
      happenedAt: now,
      details: { primary_incident_id: primary.incidentId },
    },
    primary: noted(primary, 'duplicate-added', duplicate, now),
  };
}

/**
 * Undoes a merge: the duplicate returns to its former state, whose expected time runs from now. If that state is open,
 * the incident goes to the officer who is responsible for its place now; empty if nobody is.
 */
export function unmerge(
  duplicate: IncidentCase,
  primary: IncidentCase,
  officerId: string,
  policy: CategoryPolicy,
  now: Date,
): Decision<BothChanges> {
  const { mergedInto, stateBeforeMerge } = duplicate;
  if (duplicate.state !== 'duplicate' || mergedInto !== primary.incidentId || stateBeforeMerge === undefined) {
    return notADuplicate(duplicate);
  }
  const parted = { ...duplicate, mergedInto: undefined, stateBeforeMerge: undefined };
  const back: CaseChange = {
    incident: enterState(parted, stateBeforeMerge, latest(duplicate.stateSince, now), policy),
    kind: 'unmerged',
    happenedAt: now,
    details: { primary_incident_id: primary.incidentId },
  };
  return {
    duplicate: giveTo(back, officerId),
    primary: noted(primary, 'duplicate-removed', duplicate, now),
  };
}

export function notADuplicate({ state }: IncidentCase): Refusal {
  return illegal(`the incident is ${inWords(state)}: only a duplicate can be unmerged`);
}

function obstacleTo(duplicate: IncidentCase, primary: IncidentCase, hasDuplicates: boolean): Refusal | undefined {
  if (duplicate.category !== primary.category) {
    return preconditionFailed('CATEGORIES_DIFFER', 'incidents of different categories cannot be merged');
  }
  // Otherwise a real incident would no longer be counted.
  if (duplicate.isTest !== primary.isTest) return illegal('only one of the incidents is a test');
  if (duplicate.state === 'duplicate') return illegal('the incident is already a duplicate: it can be unmerged');
  if (duplicate.state === 'rejected') return illegal('the incident is rejected: it can be reopened');
  if (primary.state === 'duplicate') return illegal('the primary is a duplicate itself: merge into its own primary');
  if (primary.state === 'rejected') return illegal('the primary is rejected: it can be reopened');
  if (!hasDuplicates) return undefined;
  return preconditionFailed('HAS_DUPLICATES', 'other incidents were merged into this one: unmerge them first');
}

function illegal(message: string): Refusal {
  return preconditionFailed('STEP_ILLEGAL', message);
}

/** The primary stays as it is; only its history grows. */
function noted(incident: IncidentCase, kind: string, duplicate: IncidentCase, happenedAt: Date): CaseChange {
  return { incident, kind, happenedAt, details: { duplicate_incident_id: duplicate.incidentId } };
}

import { latest, preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { CategoryPolicy } from '../catalogue/category-policy.ts';
import { enterState } from '../incident/steps.ts';
import type { CaseChange, IncidentCase } from '../incident/incident-case.ts';
import { giveTo } from '../incident/steps.ts';

/** A merge or its undoing: what becomes of either incident. */
export interface BothChanges {
  readonly duplicate: CaseChange;
  readonly primary: CaseChange;
}

/**
 * Makes one incident a duplicate of another. It waits for nothing any more, and its personal data is kept as long
 * as that of other ended ones; whoever was sent to it stays on the way, for its own record.
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
 * Takes a merge back: the duplicate is in its former state again, and what is expected there counts from now. When that
 * is an open one, the officer has it who answers for its place now; empty when nobody does.
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
  return illegal(`the incident is ${state.replaceAll('_', ' ')}: only a duplicate can be unmerged`);
}

function obstacleTo(duplicate: IncidentCase, primary: IncidentCase, hasDuplicates: boolean): Refusal | undefined {
  if (duplicate.category !== primary.category) {
    return preconditionFailed('CATEGORIES_DIFFER', 'incidents of different categories cannot be merged');
  }
  // Else a true one would count no more.
  if (duplicate.demonstration !== primary.demonstration || duplicate.synthetic !== primary.synthetic) {
    return illegal('one of the incidents is invented and the other is not');
  }
  if (duplicate.state === 'duplicate') return illegal('the incident is a duplicate already: it can be unmerged');
  if (duplicate.state === 'rejected') return illegal('the incident is rejected: it can be reopened');
  if (primary.state === 'duplicate') return illegal('the primary is a duplicate itself: merge into its own primary');
  if (primary.state === 'rejected') return illegal('the primary is rejected: it can be reopened');
  if (!hasDuplicates) return undefined;
  return preconditionFailed('HAS_DUPLICATES', 'others were merged into the incident: unmerge them first');
}

function illegal(message: string): Refusal {
  return preconditionFailed('STEP_ILLEGAL', message);
}

/** The incident that stays is as it was; its history tells. */
function noted(incident: IncidentCase, kind: string, duplicate: IncidentCase, happenedAt: Date): CaseChange {
  return { incident, kind, happenedAt, details: { duplicate_incident_id: duplicate.incidentId } };
}

import { preconditionFailed, Refusal } from '@safe-community/domain-kit';
import type { Decision, Obstacle } from '../domain/decision.ts';

/** The outcome of a decision; an obstacle is refused with its reason. */
export function outcomeOf<Outcome, Reason extends string>(decision: Decision<Outcome, Reason>): Outcome {
  if ('outcome' in decision) return decision.outcome;
  throw refusalOf(decision);
}

export function refusalOf({ obstacle }: { readonly obstacle: Obstacle<string> }): Refusal {
  return preconditionFailed(obstacle.reason, obstacle.message);
}

export function serviceNumberTaken(): Refusal {
  return new Refusal('already-exists', 'the service number belongs to another officer', {
    reason: 'SERVICE_NUMBER_TAKEN',
    violations: [{ field: 'service_number', rule: 'must be unique' }],
  });
}

export function patrolUnitTaken(): Refusal {
  return new Refusal('already-exists', 'a patrol unit of this code is registered', {
    reason: 'PATROL_UNIT_TAKEN',
    violations: [{ field: 'patrol_unit_code', rule: 'must be unique' }],
  });
}

export function nobodyResponsible(): Refusal {
  return new Refusal('not-found', 'nobody answers for the place', { reason: 'NOBODY_RESPONSIBLE' });
}

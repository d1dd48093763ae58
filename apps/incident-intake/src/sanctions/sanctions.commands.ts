import { SanctionServiceService as Sanctions } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { isRefused, notFound } from '@safe-community/domain-kit';
import type { Rpc } from '@safe-community/service-kit';
import { checkRoom, checkStatement, incidentStep, type IncidentSteps } from '../incident/module.ts';
import { checkOutcome } from './check-outcome.ts';
import { recordedEvent, revokedEvent } from './outcome.events.ts';
import { toOutcome } from './outcome.mapping.ts';
import { recordOutcome, revokeOutcome, type Outcome } from './outcome.ts';
import { countOutcomes, findOutcome, insertOutcome, markRevoked } from './outcomes.store.ts';

export function sanctionCommands(shared: IncidentSteps): Rpc[] {
  return [record(shared), revoke(shared)];
}

/** Stands for a missing outcome; it is never used. */
const NO_OUTCOME: Outcome = { kind: 'police_register', number: '' };

/** Adds an outcome to an incident. */
function record(shared: IncidentSteps): Rpc {
  return incidentStep(shared, Sanctions.recordOutcome, {
    parse({ kind }, fields) {
      const outcome = kind && toOutcome(kind);
      if (outcome === undefined) fields.check([{ field: 'kind', rule: 'must be one of the outcomes' }]);
      else fields.check(checkOutcome(outcome));
      return outcome ?? NO_OUTCOME;
    },
    load: (tx, { incidentId }) => countOutcomes(tx, incidentId),
    decide({ incident, loaded: before, now, newId }, outcome) {
      const recorded = { outcomeId: newId(), recordedAt: now, revokedAt: undefined, outcome };
      const change = checkRoom('outcomes', before) ?? recordOutcome(incident, recorded);
      return isRefused(change) ? change : { ...change, recorded };
    },
    save: (tx, { incident, change }) => insertOutcome(tx, shared.keyring, incident.incidentId, change.recorded),
    events: ({ before, change }) => [recordedEvent(before, change.recorded)],
    reply: ({ incident, change }) => ({ outcomeId: change.recorded.outcomeId, version: incident.version }),
  });
}

/** Marks an outcome as a mistake; it stays visible. */
function revoke(shared: IncidentSteps): Rpc {
  return incidentStep(shared, Sanctions.revokeOutcome, {
    parse: (_request, fields) => ({
      outcomeId: fields.uuid('outcome_id'),
      reason: fields.text('reason', checkStatement),
    }),
    reason: ({ reason }) => reason,
    load: async (tx, { incidentId }, { outcomeId }) =>
      (await findOutcome(tx, incidentId, outcomeId)) ?? notFound('outcome'),
    decide({ incident, loaded: known, now }) {
      const change = revokeOutcome(incident, known, now);
      return isRefused(change) ? change : { ...change, known };
    },
    save: (tx, { change, now }) => markRevoked(tx, change.known.outcomeId, now),
    events: ({ before, change, now }) => [revokedEvent(before, change.known, now)],
    reply: ({ incident: { version } }) => ({ version }),
  });
}

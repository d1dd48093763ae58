import { RevokeOutcomeResponse } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { outcomeRevoked } from '@safe-community/events';
import { notFound } from '@safe-community/domain-kit';
import { revokeOutcome as toRevoke } from './outcome-steps.ts';
import { outcomeKindNumber, stateNumber } from '../incident/contract-enums.mapping.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { SanctionPorts } from './record-outcome.app.ts';

/** Marks an outcome as a slip; it stays to be seen. */
export function revokeOutcome(
  ports: SanctionPorts,
  order: StepOrder,
  outcomeId: string,
): Promise<RevokeOutcomeResponse> {
  return changeIncident(ports, order, RevokeOutcomeResponse, async ({ em, incident, now, save }) => {
    const known = await ports.outcomes.find(em, incident.incidentId, outcomeId);
    if (known === undefined) throw notFound('outcome');
    const fact = outcomeRevoked.create(
      {
        ...incidentOf(incident),
        outcomeId: known.outcomeId,
        kind: outcomeKindNumber(known.kind),
        revokedTime: now,
        state: stateNumber(incident.state),
      },
      placeOf(incident),
    );
    const { version } = await save(toRevoke(incident, known, now), [fact]);
    await ports.outcomes.revoke(em, known.outcomeId, now);
    return { version };
  });
}

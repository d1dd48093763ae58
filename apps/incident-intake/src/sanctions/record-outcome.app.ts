import { RecordOutcomeResponse } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { outcomeRecorded } from '@safe-community/events';
import { refuseInvalid } from '@safe-community/domain-kit';
import { checkOutcome } from './check-outcome.ts';
import type { Outcome } from './outcome.ts';
import { recordOutcome as toRecord } from './outcome-steps.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { outcomeKindNumber, stateNumber } from '../incident/contract-enums.mapping.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { OutcomeBook } from './outcome-book.app.ts';

export interface SanctionPorts extends CasePorts {
  readonly outcomes: OutcomeBook;
}

/** Adds one outcome to an incident. */
export async function recordOutcome(
  ports: SanctionPorts,
  order: StepOrder,
  outcome: Outcome,
): Promise<RecordOutcomeResponse> {
  refuseInvalid(checkOutcome(outcome));
  return changeIncident(ports, order, RecordOutcomeResponse, async ({ em, incident, now, save }) => {
    demandRoom('outcomes', await ports.outcomes.count(em, incident.incidentId));
    const outcomeId = ports.origin.newId(now);
    const recorded = { outcomeId, recordedAt: now, revokedAt: undefined, outcome };
    const fact = outcomeRecorded.create(
      {
        ...incidentOf(incident),
        outcomeId,
        kind: outcomeKindNumber(outcome.kind),
        recordedTime: now,
        state: stateNumber(incident.state),
      },
      placeOf(incident),
    );
    const { version } = await save(toRecord(incident, recorded), [fact]);
    await ports.outcomes.add(em, incident.incidentId, recorded);
    return { outcomeId, version };
  });
}

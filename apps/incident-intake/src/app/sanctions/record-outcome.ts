import { RecordOutcomeResponse } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { outcomeRecorded } from '@safe-community/events';
import { refuseInvalid } from '@safe-community/domain-kit';
import { checkOutcome } from '../../domain/sanctions/check-outcome.ts';
import type { Outcome } from '../../domain/sanctions/outcome.ts';
import { recordOutcome as toRecord } from '../../domain/sanctions/outcome-steps.ts';
import type { CasePorts } from '../case-ports.ts';
import { outcomeKindNumber, stateNumber } from '../contract-enums.ts';
import { changeIncident, type StepOrder } from '../course/change-incident.ts';
import { demandRoom } from '../course/demand-room.ts';
import { incidentOf, placeOf } from '../course/incident-of-event.ts';
import type { OutcomeBook } from './outcome-book.ts';

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

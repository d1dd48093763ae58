import { RecordCaseResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { checkFacts, type CaseFacts } from './case-facts.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { demandCaseVersion } from './case-refusals.app.ts';
import { openOrChangeCase } from './change-violence-case.app.ts';
import type { ViolencePorts, ViolenceReader } from './violence-ports.app.ts';

export interface RecordCasePorts extends ViolencePorts {
  readonly violenceReader: Pick<ViolenceReader, 'countOthers'>;
}

/**
 * Opens the case of an incident, or corrects what it says. That others name the same offender is looked up for each
 * answer: the one that is kept for repeated requests, in the clear, does not tell it.
 */
export async function recordCase(
  ports: RecordCasePorts,
  order: StepOrder,
  facts: CaseFacts,
): Promise<RecordCaseResponse> {
  refuseInvalid(checkFacts(facts, ports.origin.now()));
  const kept = await openOrChangeCase(ports, order, RecordCaseResponse, async (step) => {
    const { em, incident, now, violence, finish } = step;
    const { incidentId } = incident;
    demandCaseVersion(violence, order.expectedVersion);
    if (violence === undefined) await ports.violence.open(em, incidentId, now);
    await ports.violence.saveFacts(em, incidentId, facts);
    const version = await finish(violence === undefined ? 'case-opened' : 'case-corrected');
    return RecordCaseResponse.fromPartial({ incidentId, version });
  });
  return { ...kept, otherCases: await ports.violenceReader.countOthers(kept.incidentId) };
}

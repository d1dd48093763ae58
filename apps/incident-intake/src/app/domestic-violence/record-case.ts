import { RecordCaseResponse } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid } from '@safe-community/grpc-kit';
import { checkFacts, type CaseFacts } from '../../domain/domestic-violence/case-facts.ts';
import type { StepOrder } from '../course/change-incident.ts';
import { demandCaseVersion } from './case-refusals.ts';
import { openOrChangeCase } from './change-violence-case.ts';
import type { ViolencePorts } from './violence-ports.ts';

/** Opens the case of an incident, or corrects what it says. */
export async function recordCase(
  ports: ViolencePorts,
  order: StepOrder,
  facts: CaseFacts,
): Promise<RecordCaseResponse> {
  refuseInvalid(checkFacts(facts, ports.origin.now()));
  return openOrChangeCase(ports, order, RecordCaseResponse, async ({ em, incident, now, violence, finish }) => {
    const { incidentId } = incident;
    demandCaseVersion(violence, order.expectedVersion);
    if (violence === undefined) await ports.violence.open(em, incidentId, now);
    await ports.violence.saveFacts(em, incidentId, facts);
    const version = await finish(violence === undefined ? 'case-opened' : 'case-corrected');
    return { incidentId, version, otherCases: await ports.violence.countOthers(em, incidentId) };
  });
}

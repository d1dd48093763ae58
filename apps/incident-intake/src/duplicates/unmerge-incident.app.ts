import { UnmergeIncidentResponse } from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { notADuplicate, unmerge } from './merge.ts';
import { beginStep, type StepOrder } from '../incident/change-incident.app.ts';
import { statusOf } from '../incident/status.mapping.ts';
import { beginBoth, saveBoth } from './change-both.app.ts';
import type { MergePorts } from './duplicate-ports.app.ts';

/** Takes back that the incident of the order was merged into another one. */
export function unmergeIncident(ports: MergePorts, order: StepOrder): Promise<UnmergeIncidentResponse> {
  return ports.unitOfWork.run(order.key, UnmergeIncidentResponse, async (em) => {
    const events: NewEvent[] = [];
    // Read without a lock, for both are locked in the order of their ids; the domain looks again.
    const primaryId = await ports.merges.primaryOf(em, order.incidentId);
    if (primaryId === undefined) return refuse(ports, em, order);
    const { duplicate, primary } = await beginBoth(ports, em, order, primaryId, events);
    const { hromadaCode, starostaDistrictCode } = duplicate.incident;
    const officerId = ports.beats.responsible(hromadaCode, starostaDistrictCode);
    const changes = unmerge(duplicate.incident, primary.incident, officerId, duplicate.policy, duplicate.now);
    const saved = await saveBoth({ duplicate, primary }, changes);
    return {
      response: {
        standing: statusOf(saved.duplicate, duplicate.now),
        primaryStanding: statusOf(saved.primary, duplicate.now),
      },
      events,
      about: [order.incidentId, primaryId],
    };
  });
}

/** What is told depends on whether there is such an incident, and whether the caller may know. */
async function refuse(ports: MergePorts, em: EntityManager, order: StepOrder): Promise<never> {
  const { incident } = await beginStep(ports, em, order, []);
  throw notADuplicate(incident);
}

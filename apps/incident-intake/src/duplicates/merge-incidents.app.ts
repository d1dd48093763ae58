import { MergeIncidentsResponse } from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import type { NewEvent } from '@safe-community/events';
import { merge } from './merge.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { demandRoom } from '../incident/demand-room.app.ts';
import { statusOf } from '../incident/status.mapping.ts';
import { beginBoth, saveBoth } from './change-both.app.ts';
import type { MergePorts } from './duplicate-ports.app.ts';

/** Makes the incident of the order a duplicate of another one. */
export function mergeIncidents(
  ports: MergePorts,
  order: StepOrder,
  primaryIncidentId: string,
): Promise<MergeIncidentsResponse> {
  return ports.unitOfWork.run(order.key, MergeIncidentsResponse, async (em) => {
    const events: NewEvent[] = [];
    const { duplicate, primary } = await beginBoth(ports, em, order, primaryIncidentId, events);
    const hasDuplicates = (await ports.merges.countDuplicates(em, duplicate.incident.incidentId)) > 0;
    const changes = merge(duplicate.incident, primary.incident, hasDuplicates, duplicate.policy, duplicate.now);
    demandRoom('duplicates', await ports.merges.countDuplicates(em, primary.incident.incidentId));
    const saved = await saveBoth({ duplicate, primary }, changes);
    return {
      response: {
        standing: statusOf(saved.duplicate, duplicate.now),
        primaryStanding: statusOf(saved.primary, duplicate.now),
      },
      events,
      about: [order.incidentId, primaryIncidentId],
    };
  });
}

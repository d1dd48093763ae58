import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { RequestKey, UnitOfWork } from '../src/index.ts';

/** Runs a write whose answer is an IncidentReported message. */
export async function written(
  unitOfWork: UnitOfWork,
  key: RequestKey,
  work: (
    em: EntityManager,
  ) => Promise<{ response: IncidentReported; events: readonly NewEvent[]; about?: readonly string[] }>,
): Promise<IncidentReported> {
  const answer = await unitOfWork.write(key, async (em) => {
    const { response, events, about = [] } = await work(em);
    return { answer: IncidentReported.encode(response).finish(), events, about };
  });
  return IncidentReported.decode(answer);
}

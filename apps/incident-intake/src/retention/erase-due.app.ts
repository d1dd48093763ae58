import { isRefused } from '@safe-community/domain-kit';
import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { erase } from './retention-steps.ts';
import { THIS_SERVICE } from '../incident/actor.ts';
import { erasureFact } from './personal-data-erased.app.ts';
import type { RetentionPorts } from './retention-ports.app.ts';

/** Few at a time, for each stays locked until all are done. */
const PORTION = 20;

/** Erases a portion of what is due by the policies; resolves to how many incidents that were. */
export function eraseDue(ports: RetentionPorts): Promise<number> {
  return ports.unitOfWork.record(async (em) => {
    const now = ports.origin.now();
    const due = await ports.erasure.lockDue(em, now, PORTION);
    const events: NewEvent[] = [];
    for (const incidentId of due) events.push(await eraseOne(ports, em, incidentId, now));
    return { result: due.length, events };
  });
}

async function eraseOne(
  { cases, erasure }: RetentionPorts,
  em: EntityManager,
  incidentId: string,
  now: Date,
): Promise<NewEvent> {
  const incident = await cases.lock(em, incidentId);
  if (incident === undefined) throw new Error('an incident went away while it was locked');
  const change = erase(incident, { scheduled: true }, now);
  if (isRefused(change)) throw new Error(`an incident is due that may not be erased: ${change.reason}`);
  await cases.save(em, change, THIS_SERVICE, '');
  await erasure.erase(em, incidentId, now);
  return { ...erasureFact(incident, true, now), synthetic: incident.synthetic };
}

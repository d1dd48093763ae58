import type { Keyring } from '@safe-community/security/encryption';
import { onProgress, type Job, type Runtime } from '@safe-community/service-kit';
import { entryOfIncident } from './custody-entries.ts';
import { lockRetained } from './expiry.store.ts';
import { freeze, unfreeze, type Described } from './freezing.jobs.ts';
import { addFreezes, endFreezes, findChanged, takeChanged, type IncidentFreeze } from './incident-freeze.store.ts';
import { causeOfIncident } from './retention.events.ts';

/** Incidents per transaction. */
const PORTION = 20;

/**
 * Writes down which recordings each open incident freezes, and takes back their expiry. That they do not expire needs no
 * job: the run of the retention looks at the incidents themselves.
 */
export function incidentFreezesJob(keyring: Keyring, runtime: Runtime): Job {
  return onProgress('freeze-linked-recordings', runtime.database, () => followIncidents(keyring, runtime));
}

const DESCRIBED: Described<IncidentFreeze> = { entry: entryOfIncident, cause: causeOfIncident };

/** Resolves to 0 when nothing is left to do. */
export async function followIncidents(
  keyring: Keyring,
  { database, unitOfWork, clock }: Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>,
): Promise<number> {
  const changed = await findChanged(database.em.fork(), PORTION);
  if (changed.incidentIds.length === 0) return 0;
  return unitOfWork.record(async (tx) => {
    const now = clock.now();
    await lockRetained(tx, [], changed.recordingIds);
    await takeChanged(tx, changed);
    const ended = await unfreeze(tx, keyring, await endFreezes(tx, changed, now), DESCRIBED, now);
    const frozen = await freeze(tx, keyring, await addFreezes(tx, changed, now), DESCRIBED, now);
    return { result: changed.incidentIds.length, events: [...ended, ...frozen] };
  });
}

import type { Keyring } from '@safe-community/security/encryption';
import { onProgress, type Job } from '@safe-community/service-kit';
import { tellingLostHeads, type LostHeads } from '../custody/module.ts';
import { entryOfIncident, entryOfRequest } from './custody-entries.ts';
import { lockRetained } from './expiry.store.ts';
import { freeze, unfreeze, type Described, type RetentionRuntime } from './freezing.jobs.ts';
import { addFreezes, endFreezes, findChanged, takeChanged, type IncidentFreeze } from './incident-freeze.store.ts';
import { endUnlinked, findLinked, lockProgress, saveFreezes, type RequestFreeze } from './request-freeze.store.ts';
import { causeOfIncident, causeOfRequest } from './retention.events.ts';

/** Incidents per transaction. */
const PORTION = 20;

/**
 * Writes down which recordings each open incident freezes, and each request for an incident that still freezes since a
 * link to it has changed, and takes back their expiry. That they do not expire needs no job: the run of the retention
 * looks at the incidents and requests themselves.
 */
export function incidentFreezesJob(keyring: Keyring, runtime: RetentionRuntime): Job {
  return onProgress('freeze-linked-recordings', runtime.database, () => followIncidents(keyring, runtime));
}

const DESCRIBED: Described<IncidentFreeze> = { entry: entryOfIncident, cause: causeOfIncident };
const BY_REQUEST: Described<RequestFreeze> = { entry: entryOfRequest, cause: causeOfRequest };

/** Resolves to 0 when nothing is left to do. */
export async function followIncidents(
  keyring: Keyring,
  { database, unitOfWork, clock, logger }: RetentionRuntime,
): Promise<number> {
  const changed = await findChanged(database.em.fork(), PORTION);
  if (changed.incidentIds.length === 0) return 0;
  const record = (lost: LostHeads) =>
    unitOfWork.record(async (tx) => {
      const appending = { keyring, lost };
      const now = clock.now();
      const { incidentIds, recordingIds } = changed;
      await lockProgress(tx);
      await lockRetained(tx, [], recordingIds);
      await takeChanged(tx, changed);
      const linked = await findLinked(tx, incidentIds, recordingIds);
      await saveFreezes(tx, linked, now);
      const unlinked = await endUnlinked(tx, incidentIds, recordingIds, now);
      const events = [
        ...(await unfreeze(tx, appending, await endFreezes(tx, changed, now), DESCRIBED, now)),
        ...(await unfreeze(tx, appending, unlinked, BY_REQUEST, now)),
        ...(await freeze(tx, appending, await addFreezes(tx, changed, now), DESCRIBED, now)),
        ...(await freeze(tx, appending, linked, BY_REQUEST, now)),
      ];
      return { result: incidentIds.length, events };
    });
  return tellingLostHeads(logger, record);
}

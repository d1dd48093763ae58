import { createUnitOfWork, createWakeup } from '@safe-community/ledger';
import { LiveKeyring } from '@safe-community/security/encryption';
import { systemClock } from '@safe-community/service-kit';
import type { EvidenceStore } from '../src/evidence/evidence-store.adapter.ts';
import { verifyObjectsJob } from '../src/evidence/verification.jobs.ts';
import type { RunningRollout } from './running-rollout.ts';

/** Compares every object that is due with its digest, as the job of the service does; each is due again in a day. */
export async function verifyObjects(
  { database, keysDir, logger }: Pick<RunningRollout, 'database' | 'keysDir' | 'logger'>,
  store: EvidenceStore,
  now: Date,
): Promise<void> {
  const clock = { ...systemClock, now: () => now };
  const unitOfWork = createUnitOfWork(database, createWakeup());
  const needs = { database, unitOfWork, clock, keyring: new LiveKeyring(keysDir), logger };
  const job = verifyObjectsJob(needs, { store, everyMs: 86_400_000 });
  while ((await job.run(new AbortController().signal)) > 0);
}

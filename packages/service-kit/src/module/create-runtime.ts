import type { Database } from '@safe-community/database';
import type { ClockAndIds, Installation } from '@safe-community/domain-kit';
import { createUnitOfWork, type Wakeup } from '@safe-community/ledger';
import { keptDigest, type Keyring } from '@safe-community/security/encryption';
import { BatchWriters } from './batch-writers.ts';
import type { Runtime } from './rpc.ts';
import { systemClock } from './system-clock.ts';

interface RuntimeOptions {
  readonly installation: Installation;
  readonly database: Database;
  readonly wakeup: Wakeup;
  /** Keys the digests of requests whose bodies hold personal data. */
  readonly keyring?: Keyring;
  readonly clock?: ClockAndIds;
}

/** What the declarations of a service run on. */
export function createRuntime({
  installation,
  database,
  wakeup,
  keyring,
  clock = systemClock,
}: RuntimeOptions): Runtime {
  const keep = keyring === undefined ? (digest: Buffer) => digest : keptDigest(keyring);
  return {
    installation,
    database,
    unitOfWork: createUnitOfWork(database, wakeup, keep),
    clock,
    writers: new BatchWriters({ database, wakeup, keep }),
  };
}

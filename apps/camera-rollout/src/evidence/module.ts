import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { verifyObjectsJob, type Verification } from './verification.jobs.ts';

export { localStore, s3Store } from './evidence-store.adapter.ts';
export type { Verification } from './verification.jobs.ts';

interface Shared {
  readonly keyring: Keyring;
  readonly logger: Logger;
  /** Undefined without an evidence store: objects then stay unchecked. */
  readonly verification: Verification | undefined;
}

/** Compares what the evidence store has with the digests that were registered. */
export const evidence: Module<Shared> = {
  name: 'evidence',
  start: ({ keyring, logger, verification }, runtime) => ({
    jobs: verification === undefined ? [] : [verifyObjectsJob({ ...runtime, keyring, logger }, verification)],
  }),
};

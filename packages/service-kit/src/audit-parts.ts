import { recordDenials, signCheckpoint, type DenialRecorder } from '@safe-community/audit';
import type { SigningKey } from '@safe-community/audit/signing';
import type { Rpc } from './module/rpc.ts';
import { provide } from './module/given.ts';
import { AUDIT_QUERIES } from './operations/audit/audit.queries.ts';
import type { Job } from './run-jobs.ts';
import type { ServiceParts } from './service-parts.ts';

/** How often to check whether a checkpoint is due, which is cheap. */
const EVERY_MS = 5_000;

/** The parts of the audit in every service. */
export interface AuditParts {
  readonly rpcs: readonly Rpc[];
  readonly denials: DenialRecorder;
  readonly job: Job;
}

export function auditParts(parts: ServiceParts, key: SigningKey): AuditParts {
  const { name, database, logger, reasonDigests } = parts;
  return {
    rpcs: provide({ service: name, reasonDigests }, AUDIT_QUERIES),
    denials: recordDenials(database, logger),
    job: {
      name: 'audit-checkpoint',
      everyMs: EVERY_MS,
      async run() {
        const signed = await signCheckpoint(database, name, key);
        if (signed === undefined) return 0;
        const { sequence, hash, keyId } = signed;
        // Logs are stored elsewhere: somebody who rewrites the chain would have to change them as well.
        logger.info('audit checkpoint', { sequence, digest: Buffer.from(hash).toString('hex'), keyId });
        return 0;
      },
    },
  };
}

import { recordDenials, signCheckpoint, type DenialRecorder } from '@safe-community/audit';
import type { SigningKey } from '@safe-community/audit/signing';
import type { Rpc } from './module/rpc.ts';
import { auditQueries } from './operations/audit/audit.queries.ts';
import type { Job } from './run-jobs.ts';
import type { ServiceParts } from './service-parts.ts';

/** Whether a checkpoint is due is looked at often, and costs little. */
const EVERY_MS = 5_000;

/** What every service has of the audit. */
export interface AuditParts {
  readonly rpcs: readonly Rpc[];
  readonly denials: DenialRecorder;
  readonly job: Job;
}

export function auditParts(parts: ServiceParts, key: SigningKey): AuditParts {
  const { name, database, logger, reasonDigests } = parts;
  return {
    rpcs: auditQueries({ service: name, reasonDigests }),
    denials: recordDenials(database, logger),
    job: {
      name: 'audit-checkpoint',
      everyMs: EVERY_MS,
      async run() {
        const signed = await signCheckpoint(database, name, key);
        if (signed === undefined) return 0;
        const { sequence, hash, keyId } = signed;
        // Logs are kept elsewhere: whoever writes the chain anew would have to change those as well.
        logger.info('audit checkpoint', { sequence, digest: Buffer.from(hash).toString('hex'), keyId });
        return 0;
      },
    },
  };
}

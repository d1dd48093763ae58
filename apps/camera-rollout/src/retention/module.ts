import { defineMigration } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { expiryJob } from './expiry.jobs.ts';
import { EXPIRY_RIGHTS, EXPIRY_TABLES } from './expiry.store.ts';
import { FREEZE_RIGHTS, FREEZE_TABLES } from './freeze.store.ts';
import { INCIDENT_FREEZE_RIGHTS, INCIDENT_FREEZE_TABLES } from './incident-freeze.store.ts';
import { incidentFreezesJob } from './incident-freezes.jobs.ts';
import { HOLD_COMMANDS } from './holds.commands.ts';
import { KEEP_TERM_RIGHTS, KEEP_TERM_TABLES } from './keep-term.store.ts';
import { POLICY_RIGHTS, POLICY_TABLES } from './policy.store.ts';
import { listRequestedRecordings } from './requested-recordings.queries.ts';
import { requestFreezesJob } from './request-freezes.jobs.ts';
import { RETENTION_COMMANDS } from './retention.commands.ts';
import { RETENTION_QUERIES } from './retention.queries.ts';

export { CONCERNS } from './freeze.store.ts';
export { EXPIRY_ROWS } from './expiry.store.ts';
export { retained } from './retained.store.ts';

interface Shared {
  readonly keyring: Keyring;
  readonly logger: Logger;
}

/** How long recordings are kept, what freezes them, and the steps from the announcement of an expiry to the deletion. */
export const retention: Module<Shared> = {
  name: 'retention',
  migrations: [
    defineMigration('2026-12-01-retention', [
      ...POLICY_TABLES,
      ...KEEP_TERM_TABLES,
      ...EXPIRY_TABLES,
      ...FREEZE_TABLES,
      ...INCIDENT_FREEZE_TABLES,
    ]),
  ],
  rights: { ...POLICY_RIGHTS, ...KEEP_TERM_RIGHTS, ...EXPIRY_RIGHTS, ...FREEZE_RIGHTS, ...INCIDENT_FREEZE_RIGHTS },
  start({ keyring, logger }, runtime) {
    const needs = { ...runtime, logger };
    return {
      rpcs: provide({ keyring }, [
        ...RETENTION_COMMANDS,
        ...HOLD_COMMANDS,
        ...RETENTION_QUERIES,
        listRequestedRecordings,
      ]),
      jobs: [expiryJob(keyring, needs), requestFreezesJob(keyring, needs), incidentFreezesJob(keyring, needs)],
    };
  },
};

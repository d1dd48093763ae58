import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { trackingTokens, type Keyring } from '@safe-community/security/encryption';
import {
  ENCRYPTED_READS,
  provide,
  readRecorder,
  RECORDED_READ_RIGHTS,
  RECORDED_READ_TABLES,
  type Module,
} from '@safe-community/service-kit';
import { FOOTAGE_REQUEST_RIGHTS, FOOTAGE_REQUEST_TABLES } from './footage-request.store.ts';
import { overdueRequestsJob } from './overdue-requests.jobs.ts';
import { ENCRYPTED_REQUESTS, REQUEST_TEXT_RIGHTS, REQUEST_TEXT_TABLES } from './request-texts.store.ts';
import { REQUEST_COMMANDS } from './requests.commands.ts';
import { REQUEST_QUERIES } from './requests.queries.ts';

interface Shared {
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly keyring: Keyring;
}

export { findRequest, keepRequestsOut } from './footage-request.store.ts';
export { changingFreezes, FOOTAGE_REQUEST_ROWS, freezeAllOf, shareRequest } from './freezes.store.ts';

/** Citizens' rights: requests for footage and complaints, with the deadline of each law, decisions and appeals. */
export const footageRequests: Module<Shared> = {
  name: 'footage-requests',
  migrations: [
    defineMigration('2026-12-01-footage-requests', [
      ...FOOTAGE_REQUEST_TABLES,
      ...REQUEST_TEXT_TABLES,
      ...RECORDED_READ_TABLES,
    ]),
  ],
  rights: { ...FOOTAGE_REQUEST_RIGHTS, ...REQUEST_TEXT_RIGHTS, ...RECORDED_READ_RIGHTS },
  encryptedTables: [ENCRYPTED_REQUESTS, ENCRYPTED_READS],
  start({ database, clock, keyring }, runtime) {
    const tokens = trackingTokens(keyring, 'footage-request');
    const deps = { keyring, tokens, reads: readRecorder(database, keyring, clock) };
    return { rpcs: provide(deps, [...REQUEST_COMMANDS, ...REQUEST_QUERIES]), jobs: [overdueRequestsJob(runtime)] };
  },
};

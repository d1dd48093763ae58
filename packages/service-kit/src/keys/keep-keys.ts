import type { KeyObject } from 'node:crypto';
import type { Database } from '@safe-community/database';
import type { Installation } from '@safe-community/domain-kit';
import type { ServedService } from '@safe-community/grpc-kit';
import { dataKeysLost, dataKeysToRewrap, keyringTrouble, type Logger } from '@safe-community/telemetry';
import type { LiveKeyring } from '@safe-community/security/encryption';
import type { Job } from '../run-jobs.ts';
import { HolderBook } from './holder-book.ts';
import { provide } from '../module/given.ts';
import { getKeyStatus } from '../operations/keys/keys.queries.ts';
import { serveOperations } from '../operations/serve-operations.ts';
import { KeyringWatch } from './keyring-watch.ts';
import { RewrapWork } from './rewrap-work.ts';
import type { EncryptedTable } from './encrypted-table.ts';

export interface KeyKeeping {
  readonly database: Database;
  readonly keyring: LiveKeyring;
  /** Authenticates page tokens. */
  readonly tokenKey: KeyObject;
  /** Every table of the service that holds data keys. */
  readonly tables: readonly EncryptedTable[];
  readonly installation: Installation;
  /** Called after the keys of the service change, for keys in memory. */
  readonly onChange?: () => void;
  readonly logger: Logger;
}

/** What a service adds to its parts, so that its keys can change while it runs. */
export interface KeptKeys {
  readonly services: readonly ServedService[];
  readonly jobs: readonly Job[];
  close(): void;
}

/** How often the folder is read; a change is adopted if the next read finds the same content. */
const LOOK_EVERY_MS = 2_000;
/** How soon data keys are found that a late replica wraps with a former key. */
const REWRAP_EVERY_MS = 5_000;

export function keepKeys(keeping: KeyKeeping): KeptKeys {
  const { database, installation, keyring, tables, tokenKey } = keeping;
  const holders = new HolderBook(database);
  const watch = new KeyringWatch(keeping, holders);
  const work = new RewrapWork(keeping, holders);
  const stops = [
    keyringTrouble.observe(() => (watch.trouble === '' ? 0 : 1), {}),
    dataKeysToRewrap.observe(() => work.waiting, {}),
    dataKeysLost.observe(() => work.lost, {}),
  ];
  return {
    services: serveOperations(provide({ keyring, tables, holders }, [getKeyStatus]), installation, database, tokenKey),
    jobs: [
      { name: 'watch-keyring', everyMs: LOOK_EVERY_MS, run: () => watch.look() },
      { name: 'rewrap-data-keys', everyMs: REWRAP_EVERY_MS, run: (signal) => work.portion(signal) },
    ],
    close() {
      for (const stop of stops) stop();
    },
  };
}

import { defineMigration } from '@safe-community/database';
import { trackingTokens, type Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import { reportStore, type ReportingMemory } from '../reporting/module.ts';
import { API_KEY_COMMANDS } from './api-keys.commands.ts';
import { API_KEY_QUERIES } from './api-keys.queries.ts';
import { API_KEY_RIGHTS, API_KEY_TABLES } from './api-keys.store.ts';
import { reportWithApiKey } from './program-reports.commands.ts';
import { validKeys } from './valid-keys.adapter.ts';

interface ApiKeysShared extends ReportingMemory {
  readonly keyring: Keyring;
}

/** Reports of programs that may wait for their commit: a queue of its own, so that calls do not wait behind them. */
const MAX_QUEUE = 1_000;

/** The keys of other people's programs, and what programs report. */
export const apiKeys: Module<ApiKeysShared> = {
  name: 'api-keys',
  migrations: [defineMigration('2026-12-01-api-keys', API_KEY_TABLES)],
  rights: API_KEY_RIGHTS,
  start({ keyring, ...memory }, { database }) {
    const tokens = trackingTokens(keyring, 'api-key');
    const deps = { tokens, keys: validKeys(database, tokens), memory, store: reportStore(keyring, MAX_QUEUE) };
    return { rpcs: provide(deps, [...API_KEY_COMMANDS, ...API_KEY_QUERIES, reportWithApiKey]) };
  },
};

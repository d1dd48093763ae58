import { KeyServiceService, type KeyUse } from '@safe-community/contracts/keys/v1/key_service.ts';
import type { Database } from '@safe-community/database';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { countDataKeys, type DataKeyCounts } from '../count-data-keys.ts';
import type { Holder, HolderBook } from '../holder-book.ts';
import type { SealedTable } from '../sealed-table.ts';

interface KeyPorts {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly tables: readonly SealedTable[];
  readonly holders: HolderBook;
}

/** Tells an operator which keys are in use. */
export function keyService({ database, keyring, tables, holders }: KeyPorts): ServedService {
  return serve(KeyServiceService, {
    async getKeyStatus() {
      const counts = await countDataKeys(database.em.fork(), tables);
      const found = await holders.all();
      return { activeKeyId: keyring.activeId, keys: usesOf(keyring, counts, found), holders: found.map(toMessage) };
    },
  });
}

function usesOf(keyring: Keyring, counts: DataKeyCounts, holders: readonly Holder[]): KeyUse[] {
  const ids = new Set([...keyring.keys.keys(), ...counts.keys(), ...holders.flatMap(({ keyIds }) => keyIds)]);
  return [...ids].toSorted().map((keyId) => ({
    keyId,
    held: keyring.keys.has(keyId),
    dataKeys: BigInt(counts.get(keyId) ?? 0),
  }));
}

function toMessage({ keyIds, seenAt, ...holder }: Holder) {
  return { ...holder, keyIds: [...keyIds], seenTime: seenAt };
}

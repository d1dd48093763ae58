import { KeyServiceService, type KeyUse } from '@safe-community/contracts/keys/v1/key_service.ts';
import type { Keyring } from '@safe-community/security/encryption';
import { countDataKeys, type DataKeyCounts } from '../../keys/count-data-keys.ts';
import type { Holder, HolderBook } from '../../keys/holder-book.ts';
import type { EncryptedTable } from '../../keys/encrypted-table.ts';
import { given } from '../../module/given.ts';

const { query } = given<KeysInUse>();

interface KeysInUse {
  readonly keyring: Keyring;
  readonly tables: readonly EncryptedTable[];
  readonly holders: HolderBook;
}

/** Which keys the replicas of the service use, and how many data keys each of them wraps. */
export const getKeyStatus = query(KeyServiceService.getKeyStatus, {
  parse: () => undefined,
  async read({ database, deps: { tables, holders } }) {
    const counts = await countDataKeys(database.em.fork(), tables);
    return { counts, found: await holders.all() };
  },
  reply: ({ found: { counts, found }, deps: { keyring } }) => ({
    activeKeyId: keyring.activeId,
    keys: usesOf(keyring, counts, found),
    holders: found.map(toHolder),
  }),
});

function usesOf(keyring: Keyring, counts: DataKeyCounts, holders: readonly Holder[]): KeyUse[] {
  const ids = new Set([...keyring.keys.keys(), ...counts.keys(), ...holders.flatMap(({ keyIds }) => keyIds)]);
  return [...ids].toSorted().map((keyId) => ({
    keyId,
    held: keyring.keys.has(keyId),
    dataKeys: BigInt(counts.get(keyId) ?? 0),
  }));
}

function toHolder({ keyIds, seenAt, ...holder }: Holder) {
  return { ...holder, keyIds: [...keyIds], seenTime: seenAt };
}

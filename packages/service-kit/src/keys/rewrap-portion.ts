import { crashPoint } from '@safe-community/database/crash-points';
import { escapeIdentifier, rows, type Database, type EntityManager } from '@safe-community/database';
import { rewrapIfWhole, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import type { EncryptedTable } from './encrypted-table.ts';

/** Few enough that their rows are locked for only a few milliseconds. */
const MOST = 100;

/** The result of a portion: how many data keys are rewrapped, and which ones are damaged. */
export interface Portion {
  readonly done: number;
  readonly damaged: readonly string[];
}

/**
 * Rewraps some data keys of a table that are wrapped by another key of the keyring than the active one. It skips rows
 * that are locked, so it neither waits nor makes others wait. If it is killed, nothing has changed. A case that was
 * erased has no data key, so it is never found; its row stays locked from the search to the commit.
 *
 * @param left ids that are known to be damaged.
 */
export function rewrapPortion(
  database: Database,
  keyring: Keyring,
  table: EncryptedTable,
  left: readonly string[],
): Promise<Portion> {
  return database.em.fork().transactional(async (em) => {
    const former = [...keyring.keys.keys()].filter((id) => id !== keyring.activeId);
    const found = await rows<KeyRow>(em, lockSome(table), [former, [...left], MOST]);
    const rewrapped: Rewrapped[] = [];
    for (const { id, key_id: keyId, wrapped_key: wrappedKey } of found) {
      const wrapped = rewrapIfWhole(keyring, id, { keyId, wrappedKey });
      if (wrapped !== undefined) rewrapped.push({ id, ...wrapped });
    }
    if (rewrapped.length > 0) await writeBack(em, table, rewrapped);
    crashPoint('rewrap.before-commit');
    const whole = new Set(rewrapped.map(({ id }) => id));
    return { done: rewrapped.length, damaged: found.map(({ id }) => id).filter((id) => !whole.has(id)) };
  });
}

interface Rewrapped extends WrappedKey {
  readonly id: string;
}

interface KeyRow {
  readonly id: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

function lockSome(table: EncryptedTable): string {
  const [name, id] = [escapeIdentifier(table.name), escapeIdentifier(table.id)];
  return `
    select ${id} as id, key_id, wrapped_key from ${name}
    where key_id = any ($1::text[]) and ${id} <> all ($2::uuid[]) limit $3 for no key update skip locked`;
}

async function writeBack(em: EntityManager, table: EncryptedTable, rewrapped: readonly Rewrapped[]): Promise<void> {
  await rows(em, writeAll(table), [
    rewrapped.map(({ id }) => id),
    rewrapped.map(({ keyId }) => keyId),
    rewrapped.map(({ wrappedKey }) => wrappedKey),
  ]);
}

function writeAll(table: EncryptedTable): string {
  const [name, id] = [escapeIdentifier(table.name), escapeIdentifier(table.id)];
  return `
    update ${name} set key_id = rewrapped.key_id, wrapped_key = rewrapped.wrapped_key
    from unnest($1::uuid[], $2::text[], $3::bytea[]) as rewrapped (id, key_id, wrapped_key)
    where ${name}.${id} = rewrapped.id`;
}

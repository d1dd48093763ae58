import { escapeIdentifier, rows, type EntityManager } from '@safe-community/database';
import type { EncryptedTable } from './encrypted-table.ts';

/** The number of data keys by the key that wraps them; keys that wrap none are absent. */
export type DataKeyCounts = ReadonlyMap<string, number>;

/**
 * Counts the data keys of all tables, with index-only scans.
 *
 * @param isWanted selects the keys to count; nearly all data keys are under the active one, and counting those is slow.
 */
export async function countDataKeys(
  em: EntityManager,
  tables: readonly EncryptedTable[],
  isWanted: (keyId: string) => boolean = () => true,
): Promise<DataKeyCounts> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const ids = await rows<{ key_id: string }>(em, keyIdsIn(table));
    for (const { key_id: keyId } of ids) {
      if (!isWanted(keyId)) continue;
      const [row] = await rows<{ count: string }>(em, countIn(table), [keyId]);
      counts.set(keyId, (counts.get(keyId) ?? 0) + Number(row?.count ?? 0));
    }
  }
  return counts;
}

/** Skips from one distinct key to the next in the index: as many lookups as there are keys, not rows. */
function keyIdsIn(table: EncryptedTable): string {
  const name = escapeIdentifier(table.name);
  return `
    with recursive found (key_id) as (
      (select key_id from ${name} where key_id is not null order by key_id limit 1)
      union all
      select (select key_id from ${name} where key_id > found.key_id order by key_id limit 1)
      from found where found.key_id is not null
    )
    select key_id from found where key_id is not null`;
}

function countIn({ name }: EncryptedTable): string {
  return `select count(*) as count from ${escapeIdentifier(name)} where key_id = $1`;
}

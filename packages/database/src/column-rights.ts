import type { EntityMetadata } from '@mikro-orm/core';
import type { Rights } from './rights.ts';

/**
 * Throws when an entity has a column that can be null and that no right mentions. Such a column is usually filled by a
 * later update, and an update without the right fails only in the call that makes it.
 */
export function requireColumnRights(entities: Iterable<EntityMetadata>, rights: Rights): void {
  for (const { tableName, props } of entities) {
    const { update, insertOnly = [] } = rights[tableName] ?? {};
    if (update === undefined || update === true) continue;
    const declared = [...update, ...insertOnly];
    const column = props
      .filter(({ nullable }) => nullable === true)
      .flatMap(({ fieldNames }) => fieldNames)
      .find((name) => !declared.includes(name));
    if (column === undefined) continue;
    throw new Error(
      `the rights of the table ${tableName} do not mention its column ${column}: ` +
        'add it to `update`, or to `insertOnly` if it never changes',
    );
  }
}

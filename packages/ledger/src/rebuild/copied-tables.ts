import { escapeIdentifier, rows, type EntityManager } from '@safe-community/database';

/**
 * Temporary tables of the same names as those that a rebuild fills. Each belongs to this transaction alone and comes
 * before its namesake, so that the statements of handlers, which name no schema, fill it without a change.
 */
export async function copyTables(em: EntityManager, tables: readonly string[]): Promise<void> {
  // A statement that the connection has planned for the other tables is planned again when the path differs.
  await rows(em, 'set local search_path = pg_temp, public');
  for (const table of tables) {
    const name = escapeIdentifier(table);
    await rows(em, `create temporary table ${name} (like public.${name} including all) on commit drop`);
    const key = await rows(em, 'select from pg_index where indrelid = $1::regclass and indisprimary', [name]);
    if (key.length === 0) throw new TableWithoutKey(table);
  }
}

/** Equal rows could not be told apart. */
class TableWithoutKey extends Error {
  override readonly name = 'TableWithoutKey';

  constructor(table: string) {
    super(`${table} has no primary key`);
  }
}

/** Makes the rows of the tables those of their copies. Rows that are equal stay as they are. */
export async function replaceByCopies(em: EntityManager, tables: readonly string[]): Promise<void> {
  await rows(em, 'set local search_path = public, pg_temp');
  for (const table of tables) {
    const name = escapeIdentifier(table);
    await rows(em, `analyze pg_temp.${name}`);
    await rows(
      em,
      `delete from public.${name} former
       where not exists (select from pg_temp.${name} rebuilt where rebuilt = former)`,
    );
    await rows(
      em,
      `insert into public.${name} select rebuilt.* from pg_temp.${name} rebuilt
       where not exists (select from public.${name} former where former = rebuilt)`,
    );
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs one statement in a database. */
export type Ask = (statement: string) => Promise<readonly object[]>;

/** The content of all tables: rows as JSON text, bytea columns as raw bytes. */
export async function tableContents(ask: Ask, isLookedAt: (table: string) => boolean = () => true): Promise<Buffer> {
  const tables = await ask(`select tablename from pg_tables where schemaname = 'public'`);
  const names = tables.flatMap((table) => Object.values(table).map(String)).filter(isLookedAt);
  const held: (readonly object[])[] = [];
  // One after the other: each may take a connection, and a server has more tables than connections.
  for (const name of names) held.push(await ask(`select * from "${name}"`));
  const values = held.flat().flatMap((row): unknown[] => Object.values(row));
  return Buffer.concat(
    values.map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${JSON.stringify(value)}\n`))),
  );
}

/** Every file under a folder. Skips files that a running server deletes meanwhile. */
export function filesUnder(folder: string): { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readIfThere(path);
      return bytes === undefined ? [] : [{ path, bytes }];
    });
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

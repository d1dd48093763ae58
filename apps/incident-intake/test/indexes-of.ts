import { rows, type Database } from '@safe-community/database';
import { nodesOf, type Explained } from './explained.ts';

/** The indexes that a statement uses. Those of a month by the name of the whole table's. */
export async function indexesOf(database: Database, sql: string, values: readonly unknown[]): Promise<Set<string>> {
  const em = database.em.fork();
  const [explained] = await rows<Explained>(em, `explain (analyze, format json, buffers off) ${sql}`, values);
  const names = nodesOf(explained!).flatMap((node) => node['Index Name'] ?? []);
  const parents = await rows<{ name: string }>(
    em,
    `select distinct coalesce(parent.relname, child.relname) as name from pg_class child
     left join pg_inherits on inhrelid = child.oid left join pg_class parent on parent.oid = inhparent
     where child.relname = any ($1)`,
    [names],
  );
  return new Set(parents.map(({ name }) => name));
}

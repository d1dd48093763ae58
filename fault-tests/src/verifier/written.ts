import pg from 'pg';

/** Tables that services update while they consume earlier events, as a heartbeat, or when a watcher begins. */
const FOLLOWING = [
  'ledger_mark',
  'consumer_checkpoint',
  'keyring_holder',
  // What watchers received last: derived from other tables, also for a watch that only reads.
  'coverage_head',
  'coverage_row',
  'coverage_former_row',
];

/** A content digest per table, except the audit: equal as long as nothing is written. */
export async function writtenIn(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(TABLES, [FOLLOWING]);
    const contents = tables.map(({ name }) => contentOf(name));
    const { rows } = await client.query<{ name: string; content: string }>(contents.join(' union all '));
    return new Map(rows.map(({ name, content }) => [name, content]));
  } finally {
    await client.end();
  }
}

/** Names of changed tables. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}

const TABLES = `
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    and relname <> all ($1::text[]) and left(relname, 6) <> 'audit_'`;

/** The number of rows and an order-independent sum of digests. */
function contentOf(table: string): string {
  const content = `count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)`;
  return `select ${pg.escapeLiteral(table)} as name, ${content} as content from ${pg.escapeIdentifier(table)} t`;
}

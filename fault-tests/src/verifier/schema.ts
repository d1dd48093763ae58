import pg from 'pg';

export interface Schema {
  /** Applied migrations. */
  readonly migrations: number;
  /** Including the table of migrations. */
  readonly tables: number;
  /** Every column, constraint, index, right, and policy, sorted: equal for equal schemas. */
  readonly text: string;
}

/** The schema after migrations. */
export async function schemaOf(url: string): Promise<Schema> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(TABLES);
    const isThere = tables.some(({ name }) => name === 'schema_migration');
    const done = isThere ? await client.query('select 1 from schema_migration') : undefined;
    const { rows: parts } = await client.query<{ part: string }>(PARTS);
    return {
      migrations: done?.rowCount ?? 0,
      tables: tables.length,
      text: parts.map(({ part }) => part).join('\n'),
    };
  } finally {
    await client.end();
  }
}

const TABLES = `select table_name as name from information_schema.tables where table_schema = 'public'`;

const PARTS = `
  select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name) as part
  from information_schema.columns where table_schema = 'public'
  union all
  select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
  from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select indexdef from pg_indexes where schemaname = 'public'
  union all
  select concat_ws(' ', relname, relacl, relrowsecurity, relforcerowsecurity) from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  union all
  select concat_ws(' ', attrelid::regclass, attname, attacl) from pg_attribute
  where attacl is not null and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
  union all
  select concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check) from pg_policies
  where schemaname = 'public'
  order by part`;

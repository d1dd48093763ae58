import pg, { type Submittable } from 'pg';
import type { Columns } from './columns.ts';
import type { FoundStatements } from './read.ts';

/** Of a statement in a sentence. */
const SHOWN = 60;

/** What does not fit between statements, the tables of a database, and the types of the rows; one sentence each. */
export async function problemsOf(url: string, statements: readonly FoundStatements[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const catalogue = await readCatalogue(client);
    await copyRebuilt(client, statements);
    const problems: string[] = [];
    for (const { place, texts, columns, unknown } of statements) {
      if (unknown !== undefined) problems.push(`${place}: unknown is ${unknown}`);
      for (const text of texts) {
        const found = await problemsIn(client, catalogue, text, columns);
        problems.push(...found.map((problem) => `${place}: ${problem}`));
      }
    }
    return [...new Set(problems)];
  } finally {
    await client.end();
  }
}

async function problemsIn(
  client: pg.Client,
  catalogue: Catalogue,
  text: string,
  columns: Columns | undefined,
): Promise<string[]> {
  let fields: readonly Field[];
  try {
    fields = await describe(client, text);
  } catch (error) {
    return [`${(error as Error).message} in ${text.replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN)}`];
  }
  if (columns === undefined) return [];
  const unjoined = await unjoinedOf(client, text);
  const missing = Object.entries(columns).filter(
    ([name, { optional }]) => !optional && fields.every((field) => field.name !== name),
  );
  return [
    ...missing.map(([name]) => `no column "${name}"`),
    ...fields.flatMap((field, index) => problemOf(catalogue, field, columns[field.name], text, unjoined.has(index))),
  ];
}

function problemOf(
  { types, nullable }: Catalogue,
  { name, dataTypeID, tableID, columnID }: Field,
  column: Columns[string] | undefined,
  text: string,
  isUnjoined: boolean,
): string[] {
  if (column === undefined) return [];
  const type = types.get(dataTypeID) ?? '';
  const given = typeOf(type);
  const fits = given === column.type || [given, column.type].includes('unknown');
  const source = nullable.get(`${tableID}.${columnID}`);
  const isNull = isUnjoined || (source !== undefined && !text.includes(`${source} is not null`));
  return [
    ...(fits ? [] : [`"${name}" is ${type}, so ${given}, but read as ${column.type}`]),
    ...(isNull && !column.nullable ? [`"${name}" may be null`] : []),
  ];
}

/** What the driver makes of a type (`rows.ts`). */
function typeOf(type: string): string {
  if (type.startsWith('_')) return `${typeOf(type.slice(1))}[]`;
  if (/^(int2|int4|oid|float4|float8)$/.test(type)) return 'number';
  if (type === 'bool') return 'boolean';
  if (type === 'bytea') return 'Buffer';
  return /^jsonb?$/.test(type) ? 'unknown' : 'string';
}

interface Catalogue {
  /** Names of types by their ids. */
  readonly types: ReadonlyMap<number, string>;
  /** Names of nullable columns by the ids of table and column: "16385.2". */
  readonly nullable: ReadonlyMap<string, string>;
}

async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const types = await client.query<{ oid: number; typname: string }>('select oid, typname from pg_type');
  const columns = await client.query<{ id: string; attname: string }>(
    `select attrelid || '.' || attnum as id, attname from pg_attribute where attnum > 0 and not attnotnull`,
  );
  return {
    types: new Map(types.rows.map(({ oid, typname }) => [oid, typname])),
    nullable: new Map(columns.rows.map(({ id, attname }) => [id, attname])),
  };
}

interface Plan {
  readonly 'Join Type'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly Plan[];
}

/** The columns that are null where an outer join finds nothing, by their numbers. */
async function unjoinedOf(client: pg.Client, text: string): Promise<ReadonlySet<number>> {
  if (!/\b(left|right|full) join\b/i.test(text)) return new Set();
  const explained = await client.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
    `explain (verbose, generic_plan, format json) ${text}`,
  );
  const plan = explained.rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('there is no plan');
  const inner = new Set(unjoinedIn(plan));
  return new Set((plan.Output ?? []).flatMap((output, index) => (inner.has(output) ? [index] : [])));
}

const UNJOINED_SIDES: Readonly<Record<string, readonly string[]>> = {
  Left: ['Inner'],
  Right: ['Outer'],
  Full: ['Inner', 'Outer'],
};

function unjoinedIn({ 'Join Type': type = '', Plans: plans = [] }: Plan): string[] {
  return plans.flatMap((plan) => {
    const isUnjoined = UNJOINED_SIDES[type]?.includes(plan['Parent Relationship'] ?? '') === true;
    return [...(isUnjoined ? (plan.Output ?? []) : []), ...unjoinedIn(plan)];
  });
}

/** A rebuild fills temporary tables of the same names. */
async function copyRebuilt(client: pg.Client, statements: readonly FoundStatements[]): Promise<void> {
  const texts = statements.flatMap((one) => one.texts).join('\n');
  for (const table of new Set([...texts.matchAll(/pg_temp\.(\w+)/g)].map(([, name]) => name ?? ''))) {
    await client.query(
      `create temporary table ${pg.escapeIdentifier(table)} (like public.${pg.escapeIdentifier(table)})`,
    );
  }
  await client.query('set search_path = public, pg_temp');
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly tableID: number;
  readonly columnID: number;
}

interface Wire {
  parse(statement: { readonly text: string }): void;
  describe(statement: { readonly type: 'S' }): void;
  sync(): void;
}

/** Prepares a statement without running it. Resolves to the columns that it returns. */
function describe(client: pg.Client, text: string): Promise<readonly Field[]> {
  const outcome = Promise.withResolvers<readonly Field[]>();
  let fields: readonly Field[] = [];
  const submitted = {
    submit(connection: unknown) {
      const wire = connection as Wire;
      wire.parse({ text });
      wire.describe({ type: 'S' });
      wire.sync();
    },
    handleRowDescription: (message: { readonly fields: readonly Field[] }) => (fields = message.fields),
    handleError: (error: unknown) => outcome.reject(error),
    handleReadyForQuery: () => outcome.resolve(fields),
  };
  client.query(submitted as Submittable);
  return outcome.promise;
}

import type { Database } from './open.ts';
import { copiesTables, isWrittenOnce, rightsOf, type TableRights } from './rights.ts';
import { rows } from './rows.ts';

/** A problem with the role as which a service connects. */
export interface RightsProblem {
  /** It could do what no call may ever cause, or it lacks a right that the service needs. */
  readonly kind: 'too-much' | 'too-little';
  readonly reason: Excess | Lack;
  /** Absent if the problem does not concern a single table. */
  readonly table?: string;
}

type Excess = 'rules-the-server' | 'makes-tables' | 'owns-a-table' | 'empties-a-table' | 'changes-what-is-written-once';
type Lack = 'cannot-copy-tables' | 'cannot-select' | 'cannot-insert' | 'cannot-update' | 'cannot-delete';

/**
 * Compares the rights of this connection's role with the declared ones. Excess means: creating or changing tables,
 * bypassing row policies, or changing append-only data. Further rights on other tables are fine, because a newer
 * version that runs in parallel may need them.
 */
export async function rightsProblems({ em, rights }: Database): Promise<RightsProblem[]> {
  const fork = em.fork();
  const [role] = await rows<RoleRow>(fork, ROLE);
  const tables = await rows<TableRow>(fork, TABLES, [Object.keys(rights)]);
  const declared = tables.map((table) => ({ table, known: rightsOf(rights, table.name) }));
  const tooMuch = [...powersOf(role), ...declared.flatMap(({ table, known }) => excessOf(table, known))];
  if (tooMuch.length > 0) return tooMuch.map((problem) => ({ kind: 'too-much', ...problem }));
  const lacksCopies: Found[] =
    copiesTables(rights) && role?.copies_tables !== true ? [{ reason: 'cannot-copy-tables' }] : [];
  const tooLittle = [...lacksCopies, ...declared.flatMap(({ table, known }) => lackOf(table, known))];
  return tooLittle.map((problem) => ({ kind: 'too-little', ...problem }));
}

interface RoleRow {
  readonly rules_the_server: boolean;
  readonly makes_tables: boolean;
  readonly copies_tables: boolean;
}

interface TableRow {
  readonly name: string;
  readonly owns: boolean;
  readonly selects: boolean;
  readonly inserts: boolean;
  /** Columns that the service updates. */
  readonly updates: readonly string[];
  readonly deletes: boolean;
  readonly truncates: boolean;
}

type Found = Pick<RightsProblem, 'reason' | 'table'>;

function powersOf(role: RoleRow | undefined): Found[] {
  return [
    ...(role?.rules_the_server === true ? [{ reason: 'rules-the-server' } as const] : []),
    ...(role?.makes_tables === true ? [{ reason: 'makes-tables' } as const] : []),
  ];
}

function excessOf({ name: table, ...may }: TableRow, known: TableRights | undefined): Found[] {
  if (may.owns) return [{ reason: 'owns-a-table', table }];
  if (may.truncates) return [{ reason: 'empties-a-table', table }];
  if (known === undefined || !isWrittenOnce(known)) return [];
  const declared = known.update === true ? [] : (known.update ?? []);
  const isChanged = may.deletes || may.updates.some((column) => !declared.includes(column));
  return isChanged ? [{ reason: 'changes-what-is-written-once', table }] : [];
}

function lackOf({ name: table, ...may }: TableRow, known: TableRights | undefined): Found[] {
  if (known === undefined) return [];
  const { insert, update, delete: deletes } = known;
  const lacks: readonly (readonly [Lack, boolean])[] = [
    ['cannot-select', !may.selects],
    ['cannot-insert', insert !== undefined && !may.inserts],
    ['cannot-update', update !== undefined && may.updates.length === 0],
    ['cannot-delete', deletes !== undefined && !may.deletes],
  ];
  return lacks.flatMap(([reason, isSo]) => (isSo ? [{ reason, table }] : []));
}

const ROLE = `
  select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as rules_the_server,
    has_schema_privilege('public', 'create') or has_database_privilege(current_database(), 'create') as makes_tables,
    has_database_privilege(current_database(), 'temporary') as copies_tables
  from pg_roles where rolname = current_user`;

const TABLES = `
  select relname as name, pg_has_role(relowner, 'member') as owns,
    has_table_privilege(oid, 'select') as selects, has_table_privilege(oid, 'insert') as inserts,
    array(select attname::text from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped
      and has_column_privilege(attrelid, attnum, 'update')) as updates, has_table_privilege(oid, 'delete') as deletes,
    has_table_privilege(oid, 'truncate') as truncates
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    and (relname = any ($1) or left(relname, 6) = 'audit_')
  order by relname`;

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findUnsafeStatements } from '../check-sql.ts';

const tree = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*", "apps/*"] }',
  'packages/database/package.json': '{ "name": "@safe-community/database" }',
  'packages/database/src/index.ts': "export { rows } from './rows.ts';",
  'packages/database/src/rows.ts': `
    import { CompiledQuery } from 'kysely';
    export function rows(em: Em, statement: string, values: unknown[] = []) {
      return em.run(CompiledQuery.raw(statement, values));
    }`,
  'apps/intake/package.json': '{ "name": "@safe-community/intake" }',
  'apps/intake/src/columns.ts': "export const COLUMNS = ['a', 'b'] as const;\nexport const ALL = COLUMNS.join(', ');",
};

/** The findings in a service file with this content. */
function foundIn(code: string, more: Record<string, string> = {}): string[] {
  const root = mkdtempSync(join(tmpdir(), 'sql-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const imports = "import { rows } from '@safe-community/database';\nimport { ALL, COLUMNS } from './columns.ts';\n";
  const files = { ...tree, ...more, 'apps/intake/src/store.ts': imports + code };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return findUnsafeStatements(root);
}

test.each([
  ['a literal', "rows(em, 'select 1 where a = $1', [a]);"],
  ['a constant of another file', 'rows(em, `select ${ALL} from t`);'],
  ['a list of constants', "rows(em, `select ${COLUMNS.map((column) => `t.${column}`).join(', ')} from t`);"],
  [
    'parameter placeholders',
    "rows(em, `select ${COLUMNS.map((column, index) => `$${index + 1}::${column}`).join(', ')}`);",
  ],
  ['one of several constants', "for (const table of ['a', 'b']) rows(em, `delete from ${table}`);"],
  ['a literal union type', "const lock = (how: '' | 'for update') => rows(em, `select 1 ${how}`);"],
  ['a number', 'const page = (most: number) => rows(em, `select 1 limit ${most}`);'],
  [
    'a part that depends on a value',
    "const of = (a: string) => rows(em, `select 1 ${a === '' ? '' : 'where a = $1'}`, [a]);",
  ],
  ['an escaped name', 'const drop = (name: string) => rows(em, `drop table ${escapeIdentifier(name)}`);'],
  [
    'an element of a tuple',
    "const PAIRS = [['a', (e) => e.x]];\nrows(em, `select ${PAIRS.map(([name]) => name).join(', ')}`);",
  ],
  [
    'a statement with bound parameters',
    `function found(filter: Filter) {
       const values: unknown[] = [];
       const bind = (value: unknown) => \`$\${values.push(value)}\`;
       const conditions = [\`a = \${bind(filter.a)}\`];
       if (filter.b !== '') conditions.push(\`b = \${bind(filter.b)}\`);
       return { sql: \`select 1 from t where \${conditions.join(' and ')}\`, values };
     }
     const read = (filter: Filter) => { const { sql, values } = found(filter); return rows(em, sql, values); };`,
  ],
])('accepts %s', (_what, code) => {
  expect(foundIn(code)).toEqual([]);
});

test.each([
  ['a value in a template', "const of = (a: string) => rows(em, `select 1 where a = '${a}'`);", 'a'],
  ['a value by concatenation', "const of = (a: string) => rows(em, 'select 1 where a = ' + a);", 'a'],
  [
    'a property of a request',
    'const of = (request: R) => rows(em, `select 1 order by ${request.orderBy}`);',
    'request.orderBy',
  ],
  [
    'a value in a variable',
    'const of = (a: string) => { let s = `select 1`; s = `${s} ${a}`; return rows(em, s); };',
    'a',
  ],
  [
    'a value from the database',
    'const of = async () => rows(em, `drop table ${(await tables())[0]}`);',
    '(await tables())[0]',
  ],
  [
    'the value of a tuple',
    "const P = [['a', (e) => e.x]];\nrows(em, `select ${P.map(([, of]) => of).join(', ')}`);",
    "P.map(([, of]) => of).join(', ')",
  ],
  [
    'a function named like an escape function',
    'const of = (a: string) => rows(em, `drop table ${escape(a)}`);',
    'escape(a)',
  ],
])('finds %s', (_what, code, part) => {
  expect(foundIn(code)).toEqual([expect.stringMatching(/^apps\/intake\/src\/store.ts:\d+ may put a value into SQL/)]);
  expect(foundIn(code)[0]).toContain(`with "${part}"`);
});

test('follows a value through functions and files, and names its use and its origin', () => {
  const found = foundIn('', {
    'apps/intake/src/search.ts': `
      import { rows } from '@safe-community/database';
      const narrowed = (condition: string): string => \`where \${condition}\`;
      export const searchBy = (em: Em, condition: string) => rows(em, \`select 1 \${narrowed(condition)}\`);`,
    'apps/intake/src/call.ts': `
      import { searchBy } from './search.ts';
      export const good = () => searchBy(em, 'a = 1');
      export const bad = (request: R) => searchBy(em, request.condition);`,
  });
  expect(found).toEqual([
    'apps/intake/src/search.ts:3 may put a value into SQL with "condition", which comes from apps/intake/src/call.ts:4: pass it as a parameter',
  ]);
});

test.each([
  ["import pg from 'pg';\nconst of = (client: pg.Client, a: string) => client.query(`select ${a}`);", 'a'],
  [
    "import { Migration } from '@mikro-orm/migrations';\nclass M extends Migration { up(a: string) { this.addSql(a); } }",
    'a',
  ],
  [
    "import pg from 'pg';\nconst of = (client: pg.Client, a: string) => client.query({ text: `select ${a}`, values });",
    'a',
  ],
  ["import { prepared } from '@safe-community/database';\nconst of = (a: string) => prepared(`select ${a}`);", 'a'],
  ["import { sqlPart } from '@safe-community/database';\nconst of = (a: string) => sqlPart(`where ${a}`);", 'a'],
  [
    "import { MikroORM } from '@mikro-orm/postgresql';\nconst of = (em: Em, a: string) => em.execute(`drop ${a}`);",
    'a',
  ],
])('checks other database APIs as well: %s', (code, part) => {
  expect(foundIn(code)).toContainEqual(expect.stringMatching(new RegExp(`store.ts:\\d+ .* with "${part}"`)));
});

test('takes a part that was checked where it was made', () => {
  const code = `
      import { rows, sqlPart, type SqlPart } from '@safe-community/database';
      const list = (join: SqlPart) => rows(em, \`select from r \${join.partText}\`);
      const bad = (join: { text: string }) => rows(em, \`select from r \${join.text}\`);
      list(sqlPart('left join e using (id)'));`;
  expect(foundIn(code)).toEqual([expect.stringContaining('join.text')]);
});

test('ignores declared reads and tests', () => {
  const declared = `
      import { query } from '@safe-community/service-kit';
      export const getOne = query(Service.getOne, { read: () => rows(em, 'select 1') });`;
  const inTest = `
      import { rows } from '@safe-community/database';
      export const drop = (table: string) => rows(em, \`drop table \${table}\`);`;
  expect(foundIn(declared, { 'apps/intake/src/store.int.test.ts': inTest })).toEqual([]);
});

test('finds nothing in this repository', () => {
  expect(findUnsafeStatements(join(import.meta.dirname, '../..'))).toEqual([]);
});

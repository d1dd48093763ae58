import { expect, test } from 'vitest';
import { locksOfOffers } from '../layers/lock-rule.ts';
import { brokenOwnership } from '../layers/table-rule.ts';
import { tablesIn } from '../layers/tables-in-sql.ts';
import { sourceOf } from '../sql/source.ts';

const CAMERAS = 'apps/rollout/src/cameras';
const FAULTS = 'apps/rollout/src/faults';
const FOREIGN = 'a module names its own tables alone; import what the module.ts of the other one offers';
const WHOLE = 'a module offers functions, or rows with their columns: (select … from …)';

const TREE = {
  [`${CAMERAS}/camera.store.ts`]: `
    export const CAMERA_TABLES = ['create table camera (camera_id uuid)'];
    export const CAMERA_ROWS = '(select camera_id from camera)';
    const CAMERA_RIGHTS: Rights = { camera: { insert: true } };`,
  [`${CAMERAS}/module.ts`]: "export { CAMERA_ROWS } from './camera.store.ts';",
  [`${FAULTS}/fault.store.ts`]: `
    const FAULT_TABLES = ['create table fault (camera_id uuid references camera (camera_id))'];
    const OPEN = \`select f.camera_id from fault f join \${CAMERA_ROWS} camera using (camera_id) where kind = 'from camera'\`;`,
  'packages/ledger/src/tables.ts': 'const LEDGER = [`create table ledger_head (position bigint)`];',
  'apps/intake/src/reports/report.store.ts': `const OWN = ['create table camera (report_id uuid)', 'select from camera'];`,
};

function violationsWith(planted: Readonly<Record<string, string>>): string[] {
  return brokenOwnership(
    Object.entries({ ...TREE, ...planted }).map(([file, text]) => {
      const [kind = '', workspace = '', , module = ''] = file.split('/');
      const isApp = kind === 'apps';
      const home = isApp ? `apps/${workspace}/src/${module}` : `packages/${workspace}`;
      return { ...sourceOf(file, text), home, service: isApp ? `apps/${workspace}` : kind };
    }),
  );
}

test('a module names its own tables, and joins the rows that another one offers', () => {
  expect(violationsWith({})).toEqual([]);
});

test.each([
  ["'select from camera'", 'reads'],
  ["'select from fault, camera'", 'reads'],
  ["'left join camera c on true'", 'reads'],
  ["'insert into camera select 1'", 'writes'],
  ["'update only public.camera set model = null'", 'writes'],
  ["'delete from camera'", 'writes'],
  ["'delete from fault using camera'", 'reads'],
  ["'create table past (like camera)'", 'reads'],
  ["'lock table camera in share mode'", 'writes'],
  ["'alter table camera add column fault text'", 'writes'],
  ["'create unique index if not exists by_model on camera (model)'", 'writes'],
  ['`select ${columns} from "camera"`', 'reads'],
  ['{ tableName: "camera" }', 'writes'],
  ['ruleStore({ table: "camera" })', 'writes'],
])('a statement of another module may not name a table: %s', (statement, does) => {
  const file = `${FAULTS}/open.store.ts`;
  expect(violationsWith({ [file]: `\nconst OPEN = ${statement};` })).toEqual([
    `${file}:2 ${does} camera of ${CAMERAS}: ${FOREIGN}`,
  ]);
});

test.each([
  "const count = (table: 'camera' | 'fault') => `select count(*) from ${table}`;",
  "const count = (all: boolean) => `select count(*) from ${all ? 'camera' : 'fault'}`;",
  "const table = 'camera'; const COUNT = `delete from ${table}`;",
  "const count = (of: { table: 'camera' }) => `update ${of.table} set kind = 1`;",
])('a table may not be named by a value that is put into a statement: %s', (text) => {
  const file = `${FAULTS}/count.store.ts`;
  expect(violationsWith({ [file]: text })).toContainEqual(expect.stringContaining(`camera of ${CAMERAS}: ${FOREIGN}`));
});

test('a word that is no name of a table may be the same as one', () => {
  const text = "const KIND = 'camera'; const LIST = `select from ${CAMERA_ROWS} c join fault on kind = ${KIND}`;";
  expect(violationsWith({ [`${FAULTS}/kind.store.ts`]: text })).toEqual([]);
});

test('rights are declared by the module that creates the table', () => {
  const file = `${FAULTS}/rights.store.ts`;
  const rights = 'export const RIGHTS: Rights = { fault: {}, camera: { delete: true } };';
  expect(violationsWith({ [file]: rights })).toEqual([`${file}:1 writes camera of ${CAMERAS}: ${FOREIGN}`]);
});

test('one module creates a table', () => {
  const file = `${FAULTS}/camera.store.ts`;
  expect(violationsWith({ [file]: "const T = ['create table camera (camera_id uuid)'];" })).toEqual([
    `${file}:1 creates camera of ${CAMERAS}: ${FOREIGN}`,
  ]);
});

test('the tables of a package are its own in every service', () => {
  const [app, other] = [`${FAULTS}/head.store.ts`, 'packages/audit/src/head.ts'];
  const head = "const HEAD = 'select position from ledger_head';";
  expect(violationsWith({ [app]: head, [other]: head })).toEqual(
    [app, other].map((file) => `${file}:1 reads ledger_head of packages/ledger: ${FOREIGN}`),
  );
});

test.each(["'camera'", "'(select * from camera)'", 'defineEntity({ name: "Camera" })'])(
  'a module does not offer a table whole: %s',
  (whole) => {
    const planted = {
      [`${CAMERAS}/offer.store.ts`]: `export const ALL = ${whole};`,
      [`${CAMERAS}/module.ts`]: "export { ALL } from './offer.store.ts';",
    };
    expect(violationsWith(planted)).toEqual([`${CAMERAS}/module.ts passes on ALL: ${WHOLE}`]);
  },
);

test.each([
  ['`select from ${ROWS} c for update`', 1],
  ['`select from fault f join ${ROWS} c using (camera_id) for no key update of f, c skip locked`', 1],
  ['`select from fault f, ${ROWS} c for share`', 1],
  ['`select from fault f join ${ROWS} c using (camera_id) for no key update of f`', 0],
  ['`select from ${OWN} for update`', 0],
  ['`select from fault for update`', 0],
])('only its owner locks a row: %s', (statement, count) => {
  const text = `import { ROWS } from '../cameras/module.ts'; const OWN = ''; const LOCK = ${statement};`;
  expect(locksOfOffers(sourceOf('a.store.ts', text))).toHaveLength(count);
});

test.each([
  ['with camera as (select 1) select from camera', []],
  ['with recursive a as (select 1), camera (id) as materialized (select 2) select from camera', []],
  ['select from fault f where f.model is distinct from camera', ['fault']],
  ['select (select max(at) from fault), camera from repair', ['fault', 'repair']],
  ['select from fault where kind in (1, camera)', ['fault']],
  ['select extract(epoch from camera.issued_at) from fault', ['fault']],
  ['select from a join b on b.x = least(a.x, c), d', ['a', 'b', 'd']],
  ["select from fault -- of what comes from camera\n where note = 'from camera'", ['fault']],
  ['insert into fault values (1) on conflict do update set kind = 2', ['fault']],
])('knows a table by where it stands: %s', (sql, tables) => {
  expect([...new Set(tablesIn(sql).map(({ table }) => table))].filter((table) => table !== 'set')).toEqual(tables);
});

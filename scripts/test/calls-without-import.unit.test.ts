import { expect, test } from 'vitest';
import { placeOf } from '../layers/place-of.ts';
import { globalInPurePackage } from '../layers/pure-packages.ts';
import { statementBesideStores } from '../layers/sql-rule.ts';
import type { Workspace } from '../workspaces.ts';

test.each([
  ["em.execute('select 1')", 'execute'],
  ["tx.execute<Row[]>('select 1')", 'execute'],
  ["manager.execute<{ n: number }[]>('select 1')", 'execute'],
  ['const run = manager.execute;', 'execute'],
  ['tx.getDriver()', 'getDriver'],
  ['manager.getConnection()', 'getConnection'],
  ["em.find(Incident, { id: 'a' })", 'find'],
  ["tx.findOne(Incident, 'a')", 'findOne'],
  ["manager.findOneOrFail(Incident, 'a')", 'findOneOrFail'],
  ['tx.insert(Incident, row)', 'insert'],
  ['tx.insertMany(Incident, rows)', 'insertMany'],
  ['tx\n.upsert(Incident, row)', 'upsert'],
  ['manager.upsertMany(Incident, rows)', 'upsertMany'],
  ['tx.nativeUpdate(Incident, where, data)', 'nativeUpdate'],
  ['manager.nativeDelete(Incident, where)', 'nativeDelete'],
  ['tx.persist(incident)', 'persist'],
  ['await tx.flush()', 'flush'],
  ["tx['flush']()", 'flush'],
  ['tx!.assign(incident, data)', 'assign'],
  ['tx?.count(Incident)', 'count'],
  ['database.em.fork().findAll(Incident)', 'findAll'],
  ['database.em.fork({ clear: true }).create(Incident, row)', 'create'],
])('rows are read and changed in stores only, not as in %j', (line, call) => {
  const path = 'apps/intake/src/incident/x.jobs.ts';
  expect(statementIn(path, line)).toBe(`calls ${call}(): only store files run SQL`);
  expect(statementIn('apps/intake/src/incident/x.store.ts', line)).toBe(undefined);
  expect(statementIn('apps/intake/src/incident/x.int.test.ts', line)).toBe(undefined);
});

test('a transaction may begin beside the stores', () => {
  const line =
    'database.em.fork().transactional((tx) => expire(tx));\nawait em.transactional(expire);\nrows.find(Boolean);';
  expect(statementIn('apps/intake/src/incident/x.jobs.ts', line)).toBe(undefined);
});

test.each([
  ['Date.now()', 'Date.now'],
  ['new Date()', 'new Date()'],
  ['Date()', 'Date()'],
  ["fetch('https://a.example')", 'fetch'],
  ["globalThis.fetch('https://a.example')", 'fetch'],
  ['process.env.TZ', 'process'],
  ["process['env']", 'process'],
  ['performance.now()', 'performance'],
  ['setTimeout(run, 5)', 'setTimeout'],
  ['setInterval(run, 5)', 'setInterval'],
  ['setImmediate(run)', 'setImmediate'],
  ['queueMicrotask(run)', 'queueMicrotask'],
  ['Math.random()', 'Math.random'],
  ['const chance = Math.random;', 'Math.random'],
  ['crypto.randomUUID()', 'crypto'],
  ["console.log('a')", 'console'],
])('a package that only computes does not use %s', (line, name) => {
  for (const workspace of ['charts', 'domain-kit', 'incident-mapping', 'statistics-math']) {
    expect(globalIn(`packages/${workspace}/src/x.ts`, line)).toBe(
      `uses ${name}: a package that only computes is given what it needs`,
    );
  }
  for (const file of ['charts/src/x.unit.test.ts', 'charts/test/x.ts', 'ledger/src/x.ts']) {
    expect(globalIn(`packages/${file}`, line)).toBe(undefined);
  }
});

test('a package that only computes may have a date, and words that look alike', () => {
  const text =
    "/** Blocks the process. */\nnew Date(at); // Date.now()\nclock.now(); places.fetch('a'); const process = 1;";
  expect(globalIn('packages/charts/src/x.ts', text)).toBe(undefined);
});

const FOLDERS = ['charts', 'domain-kit', 'incident-mapping', 'ledger', 'statistics-math'].map(
  (name) => `packages/${name}`,
);
const WORKSPACES = ['apps/intake', ...FOLDERS].map((path): Workspace => ({
  name: path,
  path,
  dependencies: [],
  devDependencies: [],
}));

function placed(file: string) {
  return placeOf(file, WORKSPACES, new Set(['apps/intake']));
}

function statementIn(file: string, text: string): string | undefined {
  return statementBesideStores(placed(file), text);
}

function globalIn(file: string, text: string): string | undefined {
  return globalInPurePackage(file, placed(file), text);
}

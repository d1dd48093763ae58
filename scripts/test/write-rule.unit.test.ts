import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findViolations } from '../check-layers.ts';
import { writtenByHand } from '../layers/write-rule.ts';

const FILE = 'apps/intake/src/reporting/row.commands.ts';

const RULE = 'declare the write by `command` of the kit';

test.each([
  'const kept = await runtime.unitOfWork.write(key, work);',
  'const kept = await unitOfWork\n  .write(key, work);',
  'const kept = await runtime.unitOfWork!.write(key, work);',
  "const kept = await runtime.unitOfWork['write'](key, work);",
  "const kept = await runtime['unitOfWork'].write(key, work);",
  'const first = await unitOfWork.answerTo(key);',
  'const { record, write } = runtime.unitOfWork;',
  'const { answerTo: known } = unitOfWork;',
  'const { unitOfWork: uow } = runtime;',
  'const uow = runtime.unitOfWork;',
  'await taken({ unitOfWork, clock });',
  'await taken(clock, unitOfWork, key);',
  'const take = ({ clock, unitOfWork: { write } }: Runtime) => write(key, work);',
  'const run = unitOfWork.write;',
])('a source of a service uses the unit of work to record only, not as in %j', (text) => {
  expect(writtenByHand(FILE, text)).toBe(`uses the unit of work for more than record(): ${RULE}`);
});

test.each([
  'await runtime.writers.of(store).commit(row);',
  'const { writers } = runtime;',
  'const { clock, writers: all } = runtime;',
  "await runtime['writers'].of(store).commit(row);",
  'const all = runtime.writers;',
])('a source of a service batches by a declaration, not as in %j', (text) => {
  expect(writtenByHand(FILE, text)).toBe(`uses batch writers by hand: ${RULE}`);
});

test.each([
  ['a job records work that no request caused', FILE, 'await unitOfWork.record(async (tx) => listed(tx));'],
  ['a job unpacks what it needs', FILE, 'async function run({ unitOfWork, clock }: Needs) { await 1; }'],
  ['so does a function', FILE, 'const { clock,\n  unitOfWork,\n} = runtime;'],
  ['a job needs a part', FILE, "type Needs = Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>;"],
  ['a job needs only this', FILE, "type Needs = Pick<Runtime, 'unitOfWork'>;"],
  ['a declared write is run', FILE, 'await declared.write(runtime, key, command, call);'],
  ['the kit runs declarations', 'packages/service-kit/src/module/x.ts', 'await unitOfWork.write(key, work);'],
  ['a test sets the scene', 'apps/intake/src/reporting/x.int.test.ts', 'await unitOfWork.write(key, work);'],
])('%s', (_why, file, text) => {
  expect(writtenByHand(file, text)).toBe(undefined);
});

test.each([
  [
    'export const write = (runtime, key, work) => runtime.unitOfWork.write(key, work);',
    'uses the unit of work for more than record()',
  ],
  [
    "import { batchWriter } from '@safe-community/ledger';\nexport const own = batchWriter<Row>({});",
    `imports @safe-community/ledger: ${RULE} (batchWriter)`,
  ],
  [
    "import { on, createUnitOfWork as make } from '@safe-community/ledger';",
    `imports @safe-community/ledger: ${RULE} (createUnitOfWork)`,
  ],
  ["import * as ledger from '@safe-community/ledger';", `imports @safe-community/ledger: ${RULE} (*)`],
  [
    "import { BatchWriters } from '@safe-community/service-kit';",
    `imports @safe-community/service-kit: ${RULE} (BatchWriters)`,
  ],
])('the check of the layers reports %j', (text, message) => {
  expect(violationsOf(text)).toEqual([expect.stringContaining(`${FILE} ${message}`)]);
});

test('types of the unit of work and other values of the ledger may be imported', () => {
  const text = "import { on, type UnitOfWork } from '@safe-community/ledger';\nexport const a: UnitOfWork = on;";
  expect(violationsOf(text)).toEqual([]);
});

function violationsOf(text: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'writes-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const planted = {
    'package.json': '{ "name": "root", "workspaces": ["apps/*"] }',
    'apps/intake/package.json': '{ "name": "@safe-community/intake" }',
    'apps/intake/src/service.ts': '',
    [FILE]: text,
  };
  for (const [path, content] of Object.entries(planted)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return findViolations(root);
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findViolations } from '../check-layers.ts';
import { writtenByHand } from '../layers/write-rule.ts';

const FILE = 'apps/intake/src/reporting/row.commands.ts';

test.each([
  ['const kept = await runtime.unitOfWork.write(key, work);', 'write'],
  ['const kept = await unitOfWork\n  .write(key, work);', 'write'],
  ['const first = await unitOfWork.answerTo(key);', 'answerTo'],
  ['const { record, write } = runtime.unitOfWork;', 'write'],
  ['const { answerTo: known } = unitOfWork;', 'answerTo'],
  ['const take = ({ clock, unitOfWork: { write } }: Runtime) => write(key, work);', 'write'],
  ['const run = unitOfWork.write;', 'write'],
  ['const own = createUnitOfWork(database, wakeup);', 'createUnitOfWork'],
  ['const own = batchWriter({ database, insert });', 'batchWriter'],
])('a source of a service writes by a declaration, not as in %j', (text, name) => {
  expect(writtenByHand(FILE, text)).toBe(
    `uses ${name} by hand: declare the write by command, batchCommand, batchWrite or rowWrite of the kit`,
  );
});

test.each([
  ['a job records work that no request caused', FILE, 'await unitOfWork.record(async (tx) => listed(tx));'],
  ['a declared write is run', FILE, 'await declared.write(runtime, key, command, call);'],
  ['the kit runs declarations', 'packages/service-kit/src/module/x.ts', 'await unitOfWork.write(key, work);'],
  ['a test sets the scene', 'apps/intake/src/reporting/x.int.test.ts', 'await unitOfWork.write(key, work);'],
])('%s', (_why, file, text) => {
  expect(writtenByHand(file, text)).toBe(undefined);
});

test('the check of the layers reports a planted write', () => {
  const root = mkdtempSync(join(tmpdir(), 'writes-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const planted = {
    'package.json': '{ "name": "root", "workspaces": ["apps/*"] }',
    'apps/intake/package.json': '{ "name": "@safe-community/intake" }',
    [FILE]: 'export const write = (runtime, key, work) => runtime.unitOfWork.write(key, work);',
  };
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect(findViolations(root)).toEqual([expect.stringMatching(`^${FILE} uses write by hand`)]);
});

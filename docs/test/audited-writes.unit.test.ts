import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedMethods, writesOf } from '@safe-community/testkit';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Functions by which integration tests compare the audit entries of a method, which they name first. */
const COMPARE = ['auditedWrite', 'expectPartsAudited'];

test('an integration test compares the audit entry of every write', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'apps'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const tested = files
    .split('\0')
    .filter((file) => /\/(src|test)\/.*\.ts$/.test(file) && existsSync(join(ROOT, file)))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .flatMap((text) => COMPARE.flatMap((compare) => namedMethods(text, compare)));
  const known = new Set(tested);
  const missing = writesOf('safecommunity.').filter((method) => !known.has(method));
  const advice =
    'add to the integration test of its module: await expectAudited(service, auditedWrite(…)), or expectPartsAudited';
  expect(
    missing.map((method) => `${method}: ${advice}`),
    'writes whose audit entry no test compares',
  ).toEqual([]);
});

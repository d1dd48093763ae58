import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wallTimeIn } from './wall-time.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Files whose subject is time, with the reason. */
const MEASURING: Readonly<Record<string, string>> = {
  'load-tests/test/stand-in/http.ts': 'measures calls as k6 does',
  'load-tests/test/stand-in/net-grpc.ts': 'measures calls as k6 does',
  'load-tests/test/clock.int.test.ts': 'spends processor time to have it measured',
  'packages/telemetry/src/watch-process.int.test.ts': 'blocks the event loop to have it measured',
  'packages/testkit/src/eventually.unit.test.ts': 'has it give up',
};

test('no test depends on how fast the machine is: wait for the event, move the clock, or count', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => /\.test\.ts$|\/test\/.*\.ts$/.test(file) && !(file in MEASURING));
  expect(files.length).toBeGreaterThan(800);
  expect(files.flatMap((file) => wallTimeIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});

test.each([
  ['const began = performance.now();', 'performance.now'],
  ['const began = process.hrtime.bigint();', 'process.hrtime.bigint'],
  ['const { user } = process.cpuUsage(before);', 'process.cpuUsage'],
  ['const began = Date.now(); expect(Date.now() - began).toBeLessThan(500);', 'Date.now() - began'],
  ['await eventually(look, { within: 2_000 });', 'within: 2_000'],
  ['const SOON_MS = 200; await eventually(look, { within: SOON_MS });', 'within: SOON_MS'],
  ['async function look({ within = 5_000 } = {}) {}', 'within: 5_000'],
  ['await expect.poll(look, { timeout: 1_000 }).toBe(1);', 'timeout: 1_000'],
  ["test('ends', { timeout: 60_000 }, end);", 'timeout: 60_000'],
  ["test('ends', end, 20_000);", 'timeout: 20_000'],
])('finds %s', (source, what) => {
  expect(wallTimeIn('x.test.ts', `\n${source}`)).toEqual([`x.test.ts:2 ${what}`]);
});

test.each([
  'const yesterday = new Date(Date.now() - DAY_MS);',
  'await eventually(look, { within: 60_000 });',
  "const request = { within: ['UA05'], timeout: 500 };",
  "test('ends', { timeout: 120_000 }, end);",
])('accepts %s', (source) => {
  expect(wallTimeIn('x.test.ts', source)).toEqual([]);
});

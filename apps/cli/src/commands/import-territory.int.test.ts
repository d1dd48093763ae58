import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
let file: string;
beforeAll(async () => {
  system = await runSystem(['officer-registry']);
  file = join(testFolder('codifier'), 'codifier.csv');
});
afterAll(() => system.stop());

// An oblast, a raion, a renamed hromada, a hromada of Crimea, Kyiv, and an invalid row.
const ROWS = [
  'UA05000000000010236;;;;;O;Вінницька',
  'UA05000000000010236;UA05020000000026686;;;;P;Вінницький',
  'UA05000000000010236;UA05020000000026686;UA05020030000031457;;;H;Перейменована ',
  'UA01000000000013043;;;;;O;Автономна Республіка Крим',
  'UA01000000000013043;UA01020000000022387;;;;P;Бахчисарайський',
  'UA01000000000013043;UA01020000000022387;UA01020030000026070;;;H;Андріївська',
  'UA80000000000093317;;;;;K;Київ',
  'UA05000000000010236;UA05020000000026686;UA05020050000066991;;;Q;Вороновицька',
];

test('adds new units, changes renamed ones, and rejects invalid rows by line', async () => {
  writeFileSync(file, `${ROWS.join('\r\n')}\r\n`);
  const { exitCode, stdout } = await system.hromada('import', 'territory', file);
  expect(stdout).toMatch(/^line 8 rejected: .*Q/);
  expect(stdout).toContain('8 rows read, 1 rejected; 3 of them are hromadas or special cities:');
  expect(stdout).toContain('1 added, 1 changed, 1 unchanged');
  expect(exitCode).toBe(0);
});

test('importing again changes nothing', async () => {
  const { stdout } = await system.hromada('import', 'territory', file, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    rows: 8,
    units: 3,
    added: 0,
    changed: 0,
    unchanged: 3,
    refused: [{ line: 8 }],
  });
});

test('rejects a file that is not the codifier', async () => {
  writeFileSync(file, 'a;b\r\n1;2\r\n');
  const { exitCode, stderr } = await system.hromada('import', 'territory', file);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('contains no hromada (H) and no city with special status (K)');
});

test('an empty system has no responsible officer anywhere', async () => {
  const { exitCode, stderr } = await system.hromada('officer', 'Київ');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('No responsible officer yet: місто Київ (Kyiv)');
});

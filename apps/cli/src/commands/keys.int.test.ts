import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
}, 120_000);
afterAll(() => system.stop());

test('--by-hand prints the steps and waits', { timeout: 120_000 }, async () => {
  const running = spawn(process.execPath, [MAIN, 'keys', 'rotate', '--by-hand', '--key-id', '2028-01'], {
    env: { ...process.env, ...system.env },
  });
  let output = '';
  running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    await eventually(() => expect(output).toContain('incident-intake: add the file 2028-01.key'));
    expect(output).not.toContain('"active"');
  } finally {
    running.kill('SIGKILL');
  }
});

test('finds the reports of a caller by phone number, which is never on the command line', async () => {
  await system.hromada(...REPORT, '--reporter-phone', '+380507654321', '--description', 'горить');
  const found = await system.hromadaWith('050 765-43-21\n', 'incidents', 'by-phone', '--reason', 'дзвонить знову');
  expect(found).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Fire') });
  const nobody = await system.hromadaWith('0509999999\n', 'incidents', 'by-phone', '--reason', 'дзвонить знову');
  expect(nobody).toMatchObject({ exitCode: 0, stdout: 'Nothing found.\n' });
  const wrong = await system.hromadaWith('102\n', 'incidents', 'by-phone', '--reason', 'дзвонить знову');
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('phone: must be a telephone') });
});

test('lists certificates with remaining days; an expiring one or a missing response is a failure', async () => {
  const shown = await system.hromada('certificates');
  expect(shown.stdout).toMatch(
    /incident-intake at localhost:\d+ + incident-intake + Safe Community local CA .* 36\d$/m,
  );
  expect(shown).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/statistics at .*: does not respond/) });
  expect((await system.hromada('certificates', '--within', '366')).stderr).toMatch(
    /this client: client expires in 36\d days/,
  );
});

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const REPORT = ['report-incident', '--category', 'fire', '--attribute', 'fire_object=dwelling', '--hromada', 'Київ'];

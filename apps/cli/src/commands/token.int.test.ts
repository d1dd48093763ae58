import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const VINNYTSKA = 'UA05020030000031457';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['incident-intake']);
}, 120_000);
afterAll(() => system.stop());

const FIRE = ['report-incident', '--category', 'fire', '--attribute', 'fire_object=dwelling'];

async function tokenOf(...args: string[]): Promise<string> {
  const { stdout, exitCode } = await system.hromada('token', ...args);
  expect(exitCode).toBe(0);
  return stdout.trim();
}

async function listedAs(token: string): Promise<string[]> {
  const { stdout, stderr } = await system.hromadaAs({ SAFE_COMMUNITY_TOKEN: token }, 'incidents', 'list', '--json');
  expect(stderr).toBe('');
  const { incidents = [] } = JSON.parse(stdout) as { incidents?: { hromadaCode: string }[] };
  return incidents.map(({ hromadaCode }) => hromadaCode);
}

test('a person sees incidents in the territory of the token, and the system alone sees all', async () => {
  await system.hromada(...FIRE, '--hromada', VINNYTSKA);
  await system.hromada(...FIRE, '--hromada', 'UA46060250000025047');
  const officer = await tokenOf('--role', 'community-officer', '--territory', VINNYTSKA);
  expect(await listedAs(officer)).toEqual([VINNYTSKA]);
  const dispatcher = await tokenOf('--role', 'dispatcher', '--territory', 'Вінницька область');
  expect(await listedAs(dispatcher)).toEqual([VINNYTSKA]);
  const everything = await system.hromada('incidents', 'list', '--json');
  expect((JSON.parse(everything.stdout) as { incidents: unknown[] }).incidents).toHaveLength(2);
});

test('a role without the scope is denied, and one that needs a purpose gets the list', async () => {
  const statistician = await tokenOf('--role', 'statistician');
  const denied = await system.hromadaAs({ SAFE_COMMUNITY_TOKEN: statistician }, 'incidents', 'list');
  expect(denied).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('SCOPE_MISSING') as string });
  const ministry = await tokenOf('--role', 'ministry');
  const env = { SAFE_COMMUNITY_TOKEN: ministry };
  const asked = await system.hromadaAs(env, 'incidents', 'list');
  expect(asked.stderr).toContain('must name what this is for: complaint, supervision');
  expect((await system.hromadaAs(env, '--purpose', 'complaint', 'incidents', 'list')).exitCode).toBe(0);
});

test.each([
  [['--role', 'god'], 'There is no role god'],
  [['--role', 'auditor', '--hours', '13'], '--hours must be 1 to 12'],
  [['--role', 'auditor', '--territory', 'Атлантида'], 'No hromada has the code or name'],
])('%s is rejected with a readable error', async (args, text) => {
  const { stderr, stdout, exitCode } = await system.hromada('token', ...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain(text);
});

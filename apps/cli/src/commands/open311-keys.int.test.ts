import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'incident-intake']);
});
afterAll(() => system.stop());

const keys = (...args: string[]) => system.hromada('open311', 'keys', ...args);

test('creates a key and shows it once, lists it without the key, and revokes it', async () => {
  const created = await keys('create', '--client', 'Застосунок міста', '--contact', 'it@vin.example', '--rate', '30');
  expect(created.exitCode).toBe(0);
  const [, apiKey = ''] = /Key: +(sc311_[\w-]{43})/.exec(created.stdout) ?? [];
  const [, keyId = ''] = /Key id: +([0-9a-f-]{36})/.exec(created.stdout) ?? [];
  const listed = await keys('list');
  expect(listed.stdout).toMatch(new RegExp(`Застосунок міста + it@vin.example + +30  — + ${keyId}`));
  expect(listed.stdout).not.toContain(apiKey.slice('sc311_'.length));
  expect((await keys('revoke', keyId)).stdout).toContain('is revoked');
  expect((await keys('list')).stdout).not.toContain(keyId);
  const all = JSON.parse((await keys('list', '--revoked', '--json')).stdout) as { keys: object[] };
  expect(all.keys).toMatchObject([{ keyId, revokedTime: expect.any(String) as string }]);
});

test('prints JSON, and readable errors with the exit codes of every command', async () => {
  const created = await keys('create', '--client', 'Місто', '--contact', 'it@vin.example', '--json');
  expect(JSON.parse(created.stdout)).toMatchObject({ apiKey: expect.stringMatching(/^sc311_/) as string });
  const invalid = await keys('create', '--client', 'x', '--contact', 'it@vin.example', '--rate', '6001');
  expect(invalid.exitCode).toBe(1);
  expect(invalid.stderr).toContain('client_name');
  expect(invalid.stderr).toContain('reports_per_minute');
  expect((await keys('revoke', 'x')).exitCode).toBe(2);
  const unknown = await keys('revoke', '01a2207d-c98d-7473-8766-bf755ce90ecd');
  expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('not found')]);
});

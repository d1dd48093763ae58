import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const ENCRYPTING = ['officer-registry', 'incident-intake', 'camera-rollout'] as const;

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(ENCRYPTING);
}, 120_000);
afterAll(() => system.stop());

test(
  'a local run rotates its keys and retires the former one only when it is unused',
  { timeout: 240_000 },
  async () => {
    const reported = await system.hromada(...REPORT, '--reporter-phone', '+380501234567', '--description', 'до зміни');
    const [incidentId = ''] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(reported.stdout) ?? [];
    const before = await system.hromada('keys', 'status');
    expect(before).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/local-1 + active/) });
    expect((await system.hromada('keys', 'retire', 'local-1')).stderr).toContain('it is active at');
    expect((await system.hromada('keys', 'retire', 'never')).stderr).toContain('No service holds a key never.');

    const rotated = await system.hromada('keys', 'rotate', '--key-id', '2027-01');
    expect(rotated).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('All data keys are wrapped by 2027-01.'),
    });
    expect(rotated.stdout).toContain('./hromada keys retire local-1');
    // Repeated, as after an interrupted rotation.
    expect((await system.hromada('keys', 'rotate', '--key-id', '2027-01')).exitCode).toBe(0);

    const early = await system.hromada('keys', 'retire', 'local-1');
    expect(early).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('active for less than a minute') });
    for (const service of ENCRYPTING) {
      await system.sql(service, `update keyring_holder set active_since = active_since - interval '2 minutes'`);
    }
    const retired = await system.hromada('keys', 'retire', 'local-1');
    expect(retired).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('officer-registry, incident-intake, camera-rollout'),
    });
    expect((await system.hromada('keys', 'status')).stdout).not.toContain('local-1');
    expect((await system.hromada('incidents', 'get', incidentId)).stdout).toContain('до зміни');
  },
);

const REPORT = ['report-incident', '--category', 'fire', '--attribute', 'fire_object=dwelling', '--hromada', 'Київ'];

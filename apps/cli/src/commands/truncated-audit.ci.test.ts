import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSystem, type RunningSystem } from '../../test/running-system.ts';

const REGISTRY = 'officer-registry';
const TABLES = ['audit_entry', 'audit_link', 'audit_checkpoint'];

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem([REGISTRY]);
}, 120_000);
afterAll(() => system.stop());

const audit = (...args: string[]) => system.hromada('--purpose', 'inspection', 'audit', ...args);

// Takes a minute: a checkpoint is due when an entry is that old.
test('a stored checkpoint detects a truncated audit', { timeout: 150_000, retry: 0 }, async () => {
  await audit('search', REGISTRY);
  await eventually(async () => expect(await system.sql(REGISTRY, 'select from audit_checkpoint')).not.toEqual([]), {
    within: 120_000,
    every: 1_000,
  });
  const file = join(testFolder('checkpoints'), 'kept.jsonl');
  writeFileSync(file, (await audit('checkpoint', REGISTRY)).stdout);
  expect(await audit('verify', REGISTRY, '--checkpoints', file)).toMatchObject({ exitCode: 0 });
  const { sequence } = JSON.parse((await audit('checkpoint', REGISTRY)).stdout) as { sequence: string };
  await truncateFrom(sequence);
  expect(await audit('verify', REGISTRY, '--checkpoints', file)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/cut off from the end|is not the one that a checkpoint signed/),
  });
});

/** What an owner of the tables can do. */
async function truncateFrom(sequence: string): Promise<void> {
  for (const table of TABLES) {
    const column = table === 'audit_link' ? 'last_sequence' : 'sequence';
    await system.sql(
      REGISTRY,
      `alter table ${table} disable trigger ${table}_written_once`,
      `delete from ${table} where ${column} >= ${sequence}`,
      `alter table ${table} enable trigger ${table}_written_once`,
    );
  }
}

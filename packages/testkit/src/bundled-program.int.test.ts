import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundledProgram } from './bundled-program.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('a program of a service becomes its bundle, made once', async () => {
  const [main, migrate] = await Promise.all(
    ['main', 'migrate'].map((program) => bundledProgram(join(ROOT, `apps/statistics/src/${program}.ts`))),
  );
  expect(main).toMatch(/apps-statistics-[0-9a-f]{16}\/main\.js$/);
  expect(migrate).toBe(main?.replace('main.js', 'migrate.js'));
  expect(existsSync(main ?? '')).toBe(true);
});

test('a program of the tests of an app becomes a bundle of its own', async () => {
  const program = await bundledProgram(join(ROOT, 'apps/camera-rollout/test/programs/expiring-service.ts'));
  expect(program).toMatch(/apps-camera-rollout-test-programs-expiring-service-[0-9a-f]{16}\/expiring-service\.js$/);
  expect(existsSync(program)).toBe(true);
});

test.each(['apps/cli/src/main.ts', 'packages/ledger/test/program.ts'])('%s keeps its path', async (path) => {
  expect(await bundledProgram(join(ROOT, path))).toBe(join(ROOT, path));
});

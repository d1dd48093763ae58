import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../audit.ts');

it('fails, and reports an incomplete audit, when no registry answers', () => {
  const away = ['--registry=http://127.0.0.1:1/', '--fetch-retries=0'];
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, ...away], { encoding: 'utf8' });
  expect(stdout).toContain('nobody has looked: ');
  expect(stdout).toContain('ECONNREFUSED');
  expect(status).toBe(1);
});

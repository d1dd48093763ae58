import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectedScript } from '../../scripts/write-script.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRAFT_SCRIPT, SCRIPT, WORKER_SCRIPT } from './script.ts';

test('the code for browsers is what `npm run browser-code` writes, and small', async () => {
  expect(readFileSync(join(import.meta.dirname, 'script.ts'), 'utf8')).toBe(await expectedScript());
  const sizes = [SCRIPT, DRAFT_SCRIPT, WORKER_SCRIPT].map((code) => brotliCompressSync(code).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000);
});

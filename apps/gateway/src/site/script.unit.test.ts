import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { expectedScript } from '../../scripts/write-script.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCRIPT } from './script.ts';

test('the code for browsers is what `npm run browser-code` writes, and small', async () => {
  expect(readFileSync(join(import.meta.dirname, 'script.ts'), 'utf8')).toBe(await expectedScript());
  expect(brotliCompressSync(SCRIPT).length).toBeLessThan(10_000);
});

import { expect, test } from 'vitest';
import { compileErrors } from './entry/code-blocks.ts';
import { entryDocuments, ROOT } from './entry/documents.ts';

test('TypeScript in entry documents compiles', async () => {
  expect((await compileErrors(ROOT, entryDocuments())).join('\n')).toBe('');
});

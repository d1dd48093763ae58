import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MEASURES } from './measures.ts';
import { MEASURES_OF_SENSITIVE } from './sensitive-measures.ts';
import { measuresDocument } from './measures-document.ts';

test('docs/measures.md lists the measures of the code', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../../docs/measures.md'), 'utf8');
  expect(document, 'write it with `npm run measures`').toBe(measuresDocument());
});

test.each([
  ['queried', MEASURES],
  ['sensitive', MEASURES_OF_SENSITIVE],
])('names of %s measures are snake case and unique, and every text is given', (_kind, measures) => {
  const names = measures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, nameUk, nameEn, definitionUk, definition, basis } of measures) {
    expect(name).toMatch(/^[a-z][a-z0-9_]{2,59}$/);
    for (const text of [nameUk, definitionUk]) expect(text).toMatch(/[а-яіїєґ]/i);
    for (const text of [nameEn, definition, basis]) expect(text.length).toBeGreaterThan(2);
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CATALOGUE_SCHEMA } from './catalogue-schema.file.ts';
import { TABLES } from '../../test/catalogue-tables.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../../docs/catalogue.md'), 'utf8');

test('the example of docs/catalogue.md is a file that the service takes', () => {
  const [, example = ''] = /```json\n([^]*?)```/.exec(DOCUMENT) ?? [];
  const { categories } = CATALOGUE_SCHEMA.parse(JSON.parse(example));
  expect(Object.keys(categories)).toEqual(['gas', 'other']);
});

test.each(Object.keys(TABLES))('docs/catalogue.md shows the %s that are built in', (name) => {
  const [, shown] = new RegExp(`<!-- from the code: ${name} -->\n((?:\\|.*\n)+)`).exec(DOCUMENT) ?? [];
  expect(shown).toBe(TABLES[name]);
});

test('docs/catalogue.md has no table that is not from the code', () => {
  const tables = [...DOCUMENT.matchAll(/(.*)\n\|.*\n\| ---/g)].map(([, mark]) => mark);
  expect(tables).toEqual(Object.keys(TABLES).map((name) => `<!-- from the code: ${name} -->`));
});

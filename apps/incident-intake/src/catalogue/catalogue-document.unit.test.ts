import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readCatalogueFile } from './catalogue-file.adapter.ts';
import { TABLES } from '../../test/catalogue-tables.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../../docs/catalogue.md'), 'utf8');

test('the example of docs/catalogue.md is a valid file', () => {
  const [, example = ''] = /```json\n([^]*?)```/.exec(DOCUMENT) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'catalogue.json'), example);
  const { categories } = readCatalogueFile(join(folder, 'catalogue.json'));
  expect(Object.keys(categories)).toEqual(['gas', 'other']);
});

test.each(Object.keys(TABLES))('docs/catalogue.md shows the built-in %s', (name) => {
  const [, shown] = new RegExp(`<!-- from the code: ${name} -->\n((?:\\|.*\n)+)`).exec(DOCUMENT) ?? [];
  expect(shown).toBe(TABLES[name]);
});

test('every table of docs/catalogue.md matches the code', () => {
  const tables = [...DOCUMENT.matchAll(/(.*)\n\|.*\n\| ---/g)].map(([, mark]) => mark);
  expect(tables).toEqual(Object.keys(TABLES).map((name) => `<!-- from the code: ${name} -->`));
});

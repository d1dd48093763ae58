import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { PLAIN } from '../test/mapped.ts';
import { readMapping } from './read-mapping.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/import.md'), 'utf8');
const FRAGMENTS = [...DOCUMENT.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => [text.split('\n')[0], text]);

test('the guide shows fragments of mappings', () => {
  expect(FRAGMENTS.length).toBeGreaterThan(10);
});

test.each(FRAGMENTS)('what the guide shows is part of a mapping: %s', (_, text) => {
  const read = (yaml: string) => parse(yaml) as Record<string, unknown>;
  const plain = read(PLAIN);
  const fragment = read(text ?? '');
  const times = { ...(plain['times'] as object), ...(fragment['times'] as object | undefined) };
  expect(readMapping(stringify({ ...plain, ...fragment, times }))).not.toHaveProperty('violations');
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LONGEST, longestFirst } from './longest-first.ts';

it('omits files that are gone', () => {
  expect(LONGEST.filter((file) => !existsSync(join(import.meta.dirname, '../../..', file)))).toEqual([]);
});

it('starts with the longest files in order, and keeps the order of the others', () => {
  const [battery = '', second = ''] = LONGEST;
  expect(longestFirst(['b', second, 'a', battery, 'c'], (file) => file)).toEqual([battery, second, 'b', 'a', 'c']);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LONGEST, longestFirst } from './longest-first.ts';

it('names no file that is gone', () => {
  expect(LONGEST.filter((file) => !existsSync(join(import.meta.dirname, '../../..', file)))).toEqual([]);
});

it('begins with the longest in their order, and keeps that of the others', () => {
  const [battery = '', second = ''] = LONGEST;
  expect(longestFirst(['b', second, 'a', battery, 'c'], (file) => file)).toEqual([battery, second, 'b', 'a', 'c']);
});

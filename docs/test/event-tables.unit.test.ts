import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_KINDS } from '@safe-community/contracts/event-catalogue';
import { expect, test } from 'vitest';
import { DOCS } from './document.ts';

const PUBLISHED = /^## What it (?:emits|publishes)$/m;
const CONSUMED = /^## What it consumes$/m;

test.each([
  { app: 'officer-registry', domain: 'officers' },
  { app: 'incident-intake', domain: 'incidents' },
  { app: 'camera-rollout', domain: 'cameras' },
])('the README of $app lists every event that it publishes, and no other', ({ app, domain }) => {
  expect(namesInColumn(app, PUBLISHED, 1)).toEqual(namesOf(EVENT_KINDS.filter((kind) => kind.domain === domain)));
});

test('the README of statistics lists every event that it counts, and no other', () => {
  expect(namesInColumn('statistics', CONSUMED, 2)).toEqual(namesOf(EVENT_KINDS.filter(({ counts }) => counts)));
});

/** The words in code of one column of the table in a section. */
function namesInColumn(app: string, heading: RegExp, column: number): string[] {
  const readme = readFileSync(join(DOCS, '../apps', app, 'README.md'), 'utf8');
  const [, section = ''] = readme.split(heading);
  const [own = ''] = section.split('\n## ');
  const cells = own.split('\n').flatMap((line) => line.split('|')[column] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name ?? '')).toSorted();
}

function namesOf(kinds: readonly { readonly type: string }[]): string[] {
  return kinds.map(({ type }) => type.slice(type.lastIndexOf('.') + 1)).toSorted();
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as catalogue from '@safe-community/contracts/event-catalogue';
import { expect, test } from 'vitest';
import { DOCS } from './document.ts';

const ROOT = join(DOCS, '..');
const { EVENT_KINDS } = catalogue;
const DEAD_LETTERS = 'docs/runbooks/dead-letters.md';

test('the runbook says of every event that a service consumes what happens when it is applied late', () => {
  const listed = rowsOf(DEAD_LETTERS, 'Out of order').flatMap((cells) =>
    (cells[0] ?? '').split(', ').flatMap((app) => namesOf([cells], 1).map((event) => `${app}: ${event}`)),
  );
  const consuming = globSync('apps/*', { cwd: ROOT }).map((path) => path.slice('apps/'.length));
  const consumed = consuming.flatMap((app) => consumedBy(app).map((event) => `${app}: ${event}`));
  expect(differencesOf(`${DEAD_LETTERS} "Out of order"`, listed, consumed).join('\n')).toBe('');
});

test('the events that the code of statistics consumes are those that the catalogue marks as counted', () => {
  const counted = EVENT_KINDS.filter(({ counts }) => counts).map(({ type }) => nameOf(type));
  expect(consumedBy('statistics'), 'if counted-kinds passes, consumedBy() below overlooks a subscription').toEqual(
    counted.toSorted(),
  );
});

/** The events that the subscriptions of a service name: `on(kind, …`, `onSum(…`, `onState(…`, `onKnownState(…`. */
function consumedBy(app: string): string[] {
  const sources = globSync(`apps/${app}/src/**/*.events.ts`, { cwd: ROOT }).map((file) => read(file));
  const called = sources.flatMap((text) => [...text.matchAll(/\bon(?:Sum|(?:Known)?State)?\(\s*(\w+)/g)]);
  const types = called.flatMap(([, name = '']) => EVENT_KINDS.filter((kind) => kind === Reflect.get(catalogue, name)));
  return [...new Set(types.map(({ type }) => nameOf(type)))].toSorted();
}

/** The cells of the tables in a section, row by row. */
function rowsOf(file: string, heading: string): string[][] {
  const [, section = ''] = read(file).split(new RegExp(`^##+ ${heading}$`, 'm'));
  const [own = ''] = section.split('\n##');
  return own
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** The words in code of one column. */
function namesOf(rows: readonly (readonly string[])[], column: number): string[] {
  return rows.flatMap((cells) => [...(cells[column] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name));
}

/** What to change in a table, line by line. */
function differencesOf(place: string, listed: readonly string[], actual: readonly string[]): string[] {
  return [
    ...actual.filter((name) => !listed.includes(name)).map((name) => `add ${name} to the table in ${place}`),
    ...listed.filter((name) => !actual.includes(name)).map((name) => `delete ${name} from the table in ${place}`),
  ];
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** "safecommunity.cameras.v1.camera-issued": "camera-issued" */
function nameOf(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

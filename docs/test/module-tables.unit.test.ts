import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCS } from './document.ts';

const ROOT = join(DOCS, '..');

/** What the README of a service says of a module. */
interface Described {
  readonly name: string;
  /** Undefined where the README does not list them. */
  readonly methods?: readonly string[] | undefined;
  readonly tables?: readonly string[] | undefined;
}

test.each(['camera-rollout', 'incident-intake', 'officer-registry', 'statistics'])(
  'the README of %s describes each module with its methods and tables, and no other',
  (app) => {
    const described = modulesIn(readFileSync(join(ROOT, 'apps', app, 'README.md'), 'utf8'));
    const folders = globSync(`apps/${app}/src/*/module.ts`, { cwd: ROOT }).map((file) => dirname(file));
    const names = folders.map((folder) => folder.split('/').at(-1));
    expect(described.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    for (const { name, methods, tables } of described) {
      const source = sourceOf(`apps/${app}/src/${name}`);
      if (methods !== undefined) expect(methods.toSorted(), `methods of ${name}`).toEqual(methodsIn(source));
      if (tables !== undefined) expect(tables.toSorted(), `tables of ${name}`).toEqual(tablesIn(source));
    }
  },
);

/** The rows of the table of modules, or else the list: `- **officers**: …`. */
function modulesIn(readme: string): Described[] {
  const [, header = '', body = ''] = /^(\| module \|.*)\n\|[-|]+\n((?:\|.*\n)+)/im.exec(readme) ?? [];
  const columns = cellsOf(header);
  if (columns.length === 0) return [...readme.matchAll(/^- \*\*([a-z-]+)\*\*:/gm)].map(([, name = '']) => ({ name }));
  return body.split('\n').flatMap((row) => {
    const cells = cellsOf(row);
    const namesOf = (...titles: string[]): string[] | undefined => {
      const column = columns.findIndex((title) => titles.includes(title));
      return column < 0 ? undefined : [...(cells[column] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    };
    const name = cells[0]?.replaceAll('`', '');
    return name === undefined ? [] : [{ name, methods: namesOf('Serves'), tables: namesOf('Owns', 'tables') }];
  });
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function sourceOf(folder: string): string {
  const files = globSync(`${folder}/**/*.ts`, { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  return files.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
}

function methodsIn(source: string): string[] {
  const found = source.matchAll(
    /\b(?:query|streamQuery|command|batchCommand|importCommand|stream)\(\s*\w+\.(\w)(\w+)/g,
  );
  return [...found].map(([, first = '', rest = '']) => first.toUpperCase() + rest).toSorted();
}

function tablesIn(source: string): string[] {
  const dropped = [...source.matchAll(/drop table (\w+)/g)].map(([, name]) => name);
  const created = [...source.matchAll(/create (?:unlogged )?table (\w+)/g)].map(([, name = '']) => name);
  // The kit creates this one for a module that records reads.
  if (source.includes('RECORDED_READ_TABLES')) created.push('recorded_read');
  return created.filter((name) => !dropped.includes(name)).toSorted();
}

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

// An index costs time, disk and WAL with each row. A comment above each one names the declarations that need it, with
// their files: `// Needed by lockDue (retention.store.ts).` Released migrations keep the indexes that a later one drops:
// `// Dropped later.`

const ROOT = join(import.meta.dirname, '../..');
const CREATE = /[`'"]create (?:unique )?index (?:if not exists )?(\w+)/;
const DROP = /drop index (?:if exists )?([\w\s,]+)[`'"]/g;
/** With other words before the statement, an index would escape the check. */
const ANY = /create (?:unique )?index \w+ on/;
const COMMENT = /^\s*(?:\/\/|\/\*\*|\*)\s*(.*?)\s*(?:\*\/)?$/;
const NEEDED = /Needed by (?:[\w, ]+ \([\w.-]+\.ts\)(?:, )?)+\./;
const NAMED = /([\w, ]+?) \(([\w.-]+\.ts)\)/g;

type Sources = ReadonlyMap<string, string>;

function findUnexplained(sources: Sources): string[] {
  const dropped = new Set(
    [...sources.values()].flatMap((text) =>
      [...text.matchAll(DROP)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim())),
    ),
  );
  return [...sources].flatMap(([file, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, at) => {
      const name = CREATE.exec(line)?.[1];
      if (name === undefined) return ANY.test(line) ? [`${file}: begin a string with the index: ${line.trim()}`] : [];
      const comment = commentAbove(lines, at);
      if (comment.includes('Dropped later.')) return dropped.has(name) ? [] : [`${file}: nothing drops ${name}`];
      const needed = NEEDED.exec(comment)?.[0];
      if (needed === undefined) return [`${file}: no comment names the query that needs ${name}`];
      return unknownNames(needed, sources).map(
        (unknown) => `${file}: ${name} is needed by ${unknown}, which is unknown`,
      );
    });
  });
}

function commentAbove(lines: readonly string[], at: number): string {
  const found: string[] = [];
  for (let line = at - 1; line >= 0; line -= 1) {
    const text = COMMENT.exec(lines[line] ?? '')?.[1];
    if (text === undefined) break;
    found.unshift(text);
  }
  return found.join(' ');
}

function unknownNames(needed: string, sources: Sources): string[] {
  return [...needed.slice('Needed by '.length).matchAll(NAMED)].flatMap(([, names = '', file = '']) => {
    const texts = [...sources].filter(([path]) => basename(path) === file).map(([, text]) => text);
    const words = names.split(',').flatMap((name) => name.trim() || []);
    return words
      .filter((word) => !texts.some((text) => new RegExp(`(?:function|const) ${word}\\b`).test(text)))
      .map((word) => `${word} (${file})`);
  });
}

test('a comment at each index names the query that needs it', () => {
  const files = globSync('{apps,packages}/*/src/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  const sources = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  expect([...sources.values()].filter((text) => CREATE.test(text)).length).toBeGreaterThan(10);
  expect(findUnexplained(sources)).toEqual([]);
});

test.each([
  ['no comment', '', 'no comment names the query that needs a_by_b'],
  ['a comment about something else', '// Small.', 'no comment names the query that needs a_by_b'],
  ['a query that does not exist', '// Needed by other (a.ts).', 'a_by_b is needed by other (a.ts), which is unknown'],
  ['a drop that does not exist', '// Dropped later.', 'nothing drops a_by_b'],
])('rejects an index with %s', (_of, comment, finding) => {
  const text = `export function find() {}\n${comment}\nconst A = [\`create index a_by_b on a (b)\`];`;
  expect(findUnexplained(new Map([['src/a.ts', text]]))).toEqual([`src/a.ts: ${finding}`]);
});

test.each(["'", '"', '`'])('finds an index in %s', (quote) => {
  const text = `const A = [${quote}create unique index a_by_b on a (b)${quote}];`;
  expect(findUnexplained(new Map([['src/a.ts', text]]))).toEqual([
    'src/a.ts: no comment names the query that needs a_by_b',
  ]);
});

test('rejects an index within a longer statement', () => {
  const text = 'const A = [`create table a (b int); create index a_by_b on a (b)`];';
  expect(findUnexplained(new Map([['src/a.ts', text]]))).toHaveLength(1);
});

test('accepts an index whose query exists, in a comment of several lines', () => {
  const text =
    'export const FIND = 1;\n// Few rows. Needed by FIND\n// (a.ts).\nconst A = [`create index a_by_b on a (b)`];';
  expect(findUnexplained(new Map([['src/a.ts', text]]))).toEqual([]);
});

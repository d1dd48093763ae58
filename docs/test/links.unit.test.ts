import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DOCS } from './document.ts';

const ROOT = join(DOCS, '..');
const FILES = globSync('{*.md,{docs,apps,packages,load-tests,fault-tests,infra,proto,scripts}/**/*.md}', {
  cwd: ROOT,
  exclude: (path) => /(^|\/)node_modules(\/|$)/.test(path),
});

/** Headings as GitHub names them: lower case, hyphens for spaces, only letters, digits, hyphens, underscores. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}

/** Links within this repository; code is no link. */
function linksOf(markdown: string): string[] {
  const text = markdown.replaceAll(/```[^]*?```|`[^`]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
}

function isThere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), decodeURI(path));
  if (!existsSync(join(ROOT, target))) return false;
  if (anchor === undefined || statSync(join(ROOT, target)).isDirectory()) return anchor === undefined;
  return anchorsOf(readFileSync(join(ROOT, target), 'utf8')).includes(decodeURI(anchor));
}

describe('a link in a document has a target', () => {
  test.each(FILES.map((file) => relative(ROOT, join(ROOT, file))))('%s', (file) => {
    const links = linksOf(readFileSync(join(ROOT, file), 'utf8'));
    expect(links.filter((link) => !isThere(file, link))).toEqual([]);
  });
});

test('the README has the same commands in both languages', () => {
  const commandsIn = (file: string): string[] =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) =>
      block
        .trim()
        .split('\n')
        .map((line) => line.replace(/ +#.*/, '')),
    );
  expect(commandsIn('README.uk.md')).toEqual(commandsIn('README.md'));
});

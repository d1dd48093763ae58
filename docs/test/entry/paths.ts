import { dirname, join, matchesGlob } from 'node:path';
import type { EntryDocument } from './documents.ts';
import { parseMarkdown, type Piece } from './markdown.ts';
import type { RepositoryPaths } from './repository-paths.ts';

const PATH = /^(?:\.{1,2}\/)*(?:\.?[\w*<{][\w.*<>{},-]*)(?:\/[\w.*<>{},…-]+)*\/?$/;
const FILE = /\.(ts|mts|js|mjs|json|jsonc|md|proto|sql|sh|py|go|java|yaml|tsv|csv|tf|binpb)$/;
const INNER_FOLDER = /^(src|test|scripts|bin|data)\//;

/** One line for each path in `document` that is not in the repository: document, line, path. */
export function missingPaths({ file, text }: EntryDocument, paths: RepositoryPaths): string[] {
  const { blocks, spans } = parseMarkdown(text);
  const top = new Set(paths.all.filter((path) => !path.includes('/')));
  const inSpans = spans.flatMap(tokensOf).filter(({ text: token }) => isPath(token, top));
  // Code may name files that readers create: only paths from the root count as ours.
  const inBlocks = blocks
    .filter(({ language }) => language !== 'ts')
    .flatMap(linesOf)
    .flatMap(tokensOf)
    .filter(({ text: token }) => token.includes('/') && isPath(token, top) && top.has(token.split('/')[0] ?? ''));
  return [...inSpans, ...inBlocks]
    .filter(({ text: path }) => !exists(path, file, paths))
    .map(({ line, text: path }) => `${file}:${line}: no such path: ${path}`);
}

function linesOf({ line, text }: Piece): Piece[] {
  return text.split('\n').map((one, index) => ({ line: line + index, text: one }));
}

/** Words, without the punctuation around them. */
function tokensOf({ line, text }: Piece): Piece[] {
  return text.split(/[\s"'=]+/).map((word) => ({ line, text: word.replaceAll(/^\(+|[.,;:)]+$/g, '') }));
}

function isPath(token: string, top: ReadonlySet<string>): boolean {
  if (!PATH.test(token)) return false;
  // A file extension alone is no path, except for a file that has no other name.
  if (/^\.\w+$/.test(token)) return top.has(token);
  const [first = ''] = token.split('/');
  return FILE.test(token) || token.endsWith('/') || INNER_FOLDER.test(token) || (token.includes('/') && top.has(first));
}

/**
 * From the root, from the folder of the document, or as the end of a path: in the README of a workspace within that
 * workspace, elsewhere within any.
 */
function exists(named: string, file: string, { all, ignored }: RepositoryPaths): boolean {
  const path = named.replace(/\/$/, '');
  const pattern = path.replaceAll(/<[^<>]*>|…/g, '*');
  const folder = dirname(file);
  const exact = [pattern, join(folder, pattern)];
  if (exact.some((one) => ignored.some((rule) => isIgnored(one, rule)))) return true;
  if (path.startsWith('..')) return finds(all, join(folder, pattern));
  const workspace = /^((apps|packages)\/[^/]+|infra|load-tests|fault-tests)(?=\/)/.exec(file)?.[0];
  return exact.some((one) => finds(all, one)) || finds(all, join(workspace ?? '', '**', pattern));
}

function finds(all: readonly string[], pattern: string): boolean {
  if (!/[*{]/.test(pattern)) return all.includes(pattern);
  if (!/[*{]/.test(pattern.replace('**/', ''))) {
    const [start = '', end = ''] = pattern.split('**/');
    return all.some((path) => path.startsWith(start) && `/${path}`.endsWith(`/${end}`));
  }
  return all.some((path) => matchesGlob(path, pattern));
}

/** A rule with a slash matches that path, any other rule a part of a path. */
function isIgnored(path: string, rule: string): boolean {
  if (rule.includes('/')) return `${path}/`.startsWith(`${rule}/`);
  return path.split('/').some((part) => matchesGlob(part, rule));
}

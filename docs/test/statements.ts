import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS } from './document.ts';

/** A statement of docs/shown/*.md with its evidence. */
export interface Statement {
  /** File and first words, to find it by. */
  readonly place: string;
  readonly proofs: readonly Proof[];
  /** Whether it says that there is no evidence. */
  readonly isOpen: boolean;
}

/** A test by its file and title, or a command, or a file. */
export type Proof = { readonly file: string; readonly title: string } | { readonly command: string };

const FOLDER = join(DOCS, 'shown');

/** Every item of every list in docs/shown, in order. */
export function readStatements(): Statement[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
  return files.toSorted().flatMap((name) => statementsOf(name, readFileSync(join(FOLDER, name), 'utf8')));
}

/**
 * An item continues on indented lines. Its evidence follows the first colon before a backtick, or before the words "not
 * shown": `- statement: \`path/to.test.ts\` "title", "another"; \`npm run something\``.
 */
export function statementsOf(name: string, text: string): Statement[] {
  const items = text.matchAll(/^- .*(?:\n {2,}.*)*/gm);
  return [...items].map(([item]) => {
    const line = item.replaceAll(/\s+/g, ' ');
    const colon = line.search(/: (?:`|not shown)/);
    const shown = colon === -1 ? '' : line.slice(colon + 2);
    return { place: `${name}: ${line.slice(2, 62)}`, proofs: proofsOf(shown), isOpen: shown.startsWith('not shown') };
  });
}

/** Titles belong to the file before them. */
function proofsOf(shown: string): Proof[] {
  return shown.split(/; (?=`)/).flatMap((part): Proof[] => {
    const [, command = '', rest = ''] = /^`([^`]+)`(.*)$/.exec(part.trim()) ?? [];
    if (command === '') return [];
    const titles = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, title = '']) => title.replaceAll('\\"', '"'));
    return titles.length === 0 ? [{ command }] : titles.map((title) => ({ file: command, title }));
  });
}

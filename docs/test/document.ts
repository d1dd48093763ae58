import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code block of docs/integrators.md with the mark above it: `<!-- KIND: SUBJECT -->`. */
export interface Block {
  /** "from": part of a file; "run": commands that a test runs; "output": what they print; "not run". */
  readonly kind: string;
  /** The file, the name of the commands, or the reason. */
  readonly subject: string;
  readonly text: string;
}

export const DOCS = join(import.meta.dirname, '..');

export const DOCUMENT = readFileSync(join(DOCS, 'integrators.md'), 'utf8');

/** The code blocks in order. Throws when one has no mark, because then nothing checks it. */
export function readBlocks(): Block[] {
  return [...DOCUMENT.matchAll(/(.*)\n```\w+\n([^]*?)```\n/g)].map(([, mark = '', text = '']) => {
    const [, kind, subject] = /^<!-- (from|run|output|not run): (.+) -->$/.exec(mark) ?? [];
    if (kind === undefined || subject === undefined) throw new Error(`a code block without a mark:\n${text}`);
    return { kind, subject, text };
  });
}

/** The one block of this kind and subject. */
export function blockOf(kind: string, subject: string): string {
  const found = readBlocks().filter((block) => block.kind === kind && block.subject === subject);
  if (found.length !== 1) throw new Error(`${found.length} blocks "${kind}: ${subject}"`);
  return found[0]?.text ?? '';
}

/** The output of commands as the document shows it: `…` for ids. */
export function asShown(printed: string): string {
  return printed.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…');
}

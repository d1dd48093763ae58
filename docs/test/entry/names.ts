import { parseSync } from 'oxc-parser';
import type { EntryDocument } from './documents.ts';
import { parseMarkdown } from './markdown.ts';

/** `name()`, `name(with, arguments)`, `object.name()`, `.name()`. */
const CALL = /^(?:[\w$]*\.)*(?<name>[A-Za-z_$][\w$]*)(?:<[^()]*>)?\([^]*\)(?:\.[\w.]+)?$/;

/** `camelCase`, `PascalCase`, `Type.member`; a single capital letter, as in `Officer`, is not specific enough. */
const NAME = /^(?:[A-Za-z]+\.)*(?<name>[A-Za-z\d]*[a-z\d][A-Z][A-Za-z\d]*)$/;

/** The names that the sources of the repository use; comments do not count. */
export interface CodeNames {
  /** Names before a parenthesis: declared, called, or functions in the text of a statement. */
  readonly functions: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** @param sources each with its file name and its text */
export function codeNames(sources: Iterable<readonly [file: string, text: string]>): CodeNames {
  const functions = new Set<string>();
  const words = new Set<string>();
  for (const [file, text] of sources) {
    const code = withoutComments(file, text);
    for (const [word] of code.matchAll(/[\w$]+/g)) words.add(word);
    for (const [, name = ''] of code.matchAll(/([\w$]+)(?:<[^()]*>)?\s*\(/g)) functions.add(name);
  }
  return { functions, words };
}

/** One line for each name in inline code that is not in the sources: document, line, name. */
export function unknownNames({ file, text }: EntryDocument, { functions, words }: CodeNames): string[] {
  return parseMarkdown(text).spans.flatMap(({ line, text: span }) => {
    const called = CALL.exec(span)?.groups?.['name'];
    if (called !== undefined) return functions.has(called) ? [] : [`${file}:${line}: no such function: ${called}()`];
    const name = NAME.exec(span)?.groups?.['name'];
    return name === undefined || words.has(name) ? [] : [`${file}:${line}: no such name: ${name}`];
  });
}

function withoutComments(file: string, text: string): string {
  if (file.endsWith('.proto')) return text.replaceAll(/\/\/.*/g, '');
  if (!/\.(ts|mjs)$/.test(file)) return text;
  let code = '';
  let from = 0;
  for (const { start, end } of parseSync(file, text).comments) {
    code += text.slice(from, start);
    from = end;
  }
  return code + text.slice(from);
}

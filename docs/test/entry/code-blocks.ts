import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EntryDocument } from './documents.ts';
import { parseMarkdown, type CodeBlock } from './markdown.ts';

const CONTEXT = /^ given:?\n/;
const QUOTE = /^<!-- from: .+ -->$/;
const FRAGMENT = /^fragment: \S/;

/**
 * The TypeScript of a document as one module, each line where it is in the document; undefined when there is none.
 * A block sees what the blocks above it declare, and what stands in comments `<!-- given … -->`, which readers do not see.
 * Left out are blocks that quote a file (`<!-- from: file -->` above them), which is compiled itself, and blocks that are
 * marked as no whole code: ```` ```ts fragment: why ````.
 */
export function moduleOf({ text }: EntryDocument): string | undefined {
  const { blocks, comments } = parseMarkdown(text);
  const code = blocks.filter(isCompiled);
  if (code.length === 0) return undefined;
  const context = comments.filter((comment) => CONTEXT.test(comment.text));
  const lines: string[] = [];
  for (const piece of [
    ...code,
    ...context.map(({ line, text: given }) => ({ line, text: given.replace(CONTEXT, '\n') })),
  ])
    for (const [index, line] of piece.text.trimEnd().split('\n').entries()) lines[piece.line - 1 + index] = line;
  return Array.from(lines, (line) => line ?? '').join('\n');
}

function isCompiled({ language, note, above }: CodeBlock): boolean {
  return language === 'ts' && !QUOTE.test(above) && !FRAGMENT.test(note);
}

/** One line for each error of the compiler in the code of the documents: document, line, column, message. */
export async function compileErrors(root: string, documents: readonly EntryDocument[]): Promise<string[]> {
  const modules = documents.flatMap((document) => {
    const code = moduleOf(document);
    return code === undefined ? [] : [[`${document.file}.ts`, code] as const];
  });
  // In the repository, so that imports find its packages.
  mkdirSync(join(root, '.types'), { recursive: true });
  const folder = mkdtempSync(join(root, '.types/entry-'));
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project(modules.map(([file]) => file))));
    for (const [file, code] of modules) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), code);
    }
    return readErrors(
      await run(
        join(root, 'node_modules/.bin/tsc'),
        ['--project', '.', '--pretty', 'false', '--singleThreaded'],
        folder,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function project(files: readonly string[]): object {
  const forCodeThatIsOnlyShown = { noUnusedLocals: false, noUnusedParameters: false };
  const withoutOutput = { composite: false, declaration: false, emitDeclarationOnly: false, noEmit: true };
  return {
    extends: '../../tsconfig.base.json',
    compilerOptions: { ...forCodeThatIsOnlyShown, ...withoutOutput, rootDir: '../..', tsBuildInfoFile: null },
    files,
  };
}

/** `docs/x.md.ts(3,5): error TS2304: Cannot find name 'y'.`, with more lines below that begin with spaces. */
function readErrors(output: string): string[] {
  return output
    .split(/\n(?! )/)
    .filter((message) => message.trim() !== '')
    .map((message) => message.trim().replace(/^(.+\.md)\.ts\((\d+),(\d+)\): error /, '$1:$2:$3: '));
}

/** The output of the compiler, including errors in the code; a compiler that does not run is an error. */
function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error === null || stdout !== '') resolve(stdout);
      else reject(new Error(stderr, { cause: error }));
    });
  });
}

import { describe, expect, test } from 'vitest';
import { compileErrors, moduleOf } from './entry/code-blocks.ts';
import { ROOT } from './entry/documents.ts';
import { parseMarkdown } from './entry/markdown.ts';
import { codeNames, unknownNames } from './entry/names.ts';
import { missingScripts } from './entry/npm-scripts.ts';
import { missingPaths } from './entry/paths.ts';

const README = 'packages/ledger/README.md';
const PATHS = {
  all: `package.json .ci .ci/run docs docs/adr docs/adr/0001-x.md
    apps apps/intake apps/intake/src apps/intake/src/main.ts
    packages packages/ledger packages/ledger/README.md packages/ledger/src packages/ledger/src/relay.ts
    packages/ledger/test packages/ledger/test/a.unit.test.ts`.split(/\s+/),
  ignored: ['node_modules', '.local', 'packages/contracts/src/gen', '*.tsbuildinfo'],
};

describe('markdown', () => {
  test('is read with the line numbers of its code, and nested code counts once', () => {
    const text =
      'a `b`\n`` c `d` ``\n<!-- e `f` -->\n```ts fragment: why\n`g`\n```\n`h\n i` ```j```\n  ```sh\n  k\n  ```\n';
    const { blocks, comments, spans } = parseMarkdown(text);
    expect(spans).toEqual([
      { line: 1, text: 'b' },
      { line: 2, text: 'c `d`' },
      { line: 7, text: 'h i' },
      { line: 8, text: 'j' },
    ]);
    expect(comments).toEqual([{ line: 3, text: ' e `f` ' }]);
    expect(blocks).toEqual([
      { line: 5, language: 'ts', note: 'fragment: why', text: '`g`\n', above: '<!-- e `f` -->' },
      { line: 10, language: 'sh', note: '', text: '  k\n', above: ' i` ```j```' },
    ]);
  });
});

describe('a path', () => {
  const missing = (text: string, file = README): string[] => missingPaths({ file, text }, PATHS);

  test.each([
    '`packages/ledger/src/relay.ts`, (`.ci/run`)',
    '`src/relay.ts`, `relay.ts`, `src/`, `package.json`',
    '`packages/*/src`, `packages/<name>/src/`, `test/*.unit.test.ts`, `src/{relay,a}.ts`, `packages/…/src`',
    '`.local/logs/`, `packages/contracts/src/gen/x.ts`, `src/x.tsbuildinfo`',
    '`../../docs/adr/*.md`',
    '`/etc/app/keys.json`, `https://example.org/a.json`, `@nats-io/jetstream`, `dv/case`, `and/or`, `.ts`, `--file=`',
    '```sh\nnode apps/intake/src/main.ts --pki=pki/ca.pem\ncp $HOME/x.json .\n```',
  ])('is found: %s', (text) => {
    expect(missing(text)).toEqual([]);
  });

  test.each([
    ['a\n`packages/ledger/src/gone.ts`', 2, 'packages/ledger/src/gone.ts'],
    ['`node packages/ledger/src/gone.ts --x`', 1, 'packages/ledger/src/gone.ts'],
    ['`packages/gone`', 1, 'packages/gone'],
    ['`src/gone/`', 1, 'src/gone/'],
    ['`gone.ts`', 1, 'gone.ts'],
    ['`../gone.md`', 1, '../gone.md'],
    ['`apps/*/gone`', 1, 'apps/*/gone'],
    ['`packages/<name>/gone.ts`', 1, 'packages/<name>/gone.ts'],
    ['```sh\n\nnode apps/gone/src/main.ts\n```', 3, 'apps/gone/src/main.ts'],
  ])('that is missing is reported with its line: %j', (text, line, path) => {
    expect(missing(text)).toEqual([`${README}:${line}: no such path: ${path}`]);
  });

  test('of another workspace does not count, except in a document about all of them', () => {
    expect(missing('`main.ts`')).toEqual([`${README}:1: no such path: main.ts`]);
    expect(missing('`main.ts`', 'docs/x.md')).toEqual([]);
  });
});

describe('an npm script', () => {
  const scriptsOf = (workspace: string): ReadonlySet<string> => new Set(workspace === '.' ? ['check', 'a:b'] : ['own']);
  const missing = (text: string): string[] => missingScripts({ file: 'x.md', text }, scriptsOf);

  test('may be one of the root or of the named workspace', () => {
    expect(
      missing('`npm run check`, npm run --silent a:b, `npm run own -w packages/x`, `npm run -w=@a/b own`'),
    ).toEqual([]);
  });

  test('that is missing is reported with its line', () => {
    expect(missing('a\n`npm run gone`\n```sh\nnpm run check -w packages/x\n```')).toEqual([
      'x.md:2: no such script: npm run gone',
      'x.md:4: no such script: npm run check in packages/x',
    ]);
  });
});

describe('a name', () => {
  const names = codeNames([
    [
      'a.ts',
      'export function declared<T>(x: T) {} // gone() GoneType\nclass OneType { method() { sql`select pg_lock(1)` } }',
    ],
    ['a.proto', 'rpc GetHead(GetHeadRequest) // GoneType'],
  ]);
  const unknown = (text: string): string[] => unknownNames({ file: 'x.md', text }, names);

  test('may be one of the code', () => {
    expect(unknown('`declared()`, `declared<T>(x, …)`, `one.method()`, `.method(a)`, `pg_lock(1)`, `OneType`')).toEqual(
      [],
    );
    expect(unknown('`Service.GetHead`, `GetHeadRequest`, `plain`, `A_CONSTANT`, `a sentence (with) more`')).toEqual([]);
  });

  test('that is unknown, or only in a comment, is reported with its line', () => {
    expect(unknown('a\n`gone()`, `one.gone(x)`\n`GoneType`, `goneName`')).toEqual([
      'x.md:2: no such function: gone()',
      'x.md:2: no such function: gone()',
      'x.md:3: no such name: GoneType',
      'x.md:3: no such name: goneName',
    ]);
  });
});

describe('TypeScript in a document', () => {
  const given = '<!-- given\ndeclare const a: number;\n-->\n';

  test('keeps its line numbers, and sees the given declarations and those above it', () => {
    const text = `# x\n${given}\`\`\`ts\nconst b = a;\n\`\`\`\n\ntext\n\`\`\`ts\nb;\n\`\`\`\n`;
    expect(moduleOf({ file: 'x.md', text })?.split('\n')).toEqual([
      '',
      '',
      'declare const a: number;',
      '',
      '',
      'const b = a;',
      '',
      '',
      '',
      '',
      'b;',
    ]);
  });

  test('is skipped when it quotes a file, or explains why it is a fragment', () => {
    const text = '<!-- from: a.ts -->\n```ts\na\n```\n```ts fragment: the rest is long\nb\n```\n```sh\nc\n```\n';
    expect(moduleOf({ file: 'x.md', text })).toBeUndefined();
    expect(moduleOf({ file: 'x.md', text: '```ts fragment\nb\n```\n' })).toBe('\nb');
  });

  test('that does not compile is reported with its line', async () => {
    const documents = [
      { file: 'docs/x.md', text: `${given}\`\`\`ts\nconst b: string = a;\n\`\`\`\n` },
      { file: 'y.md', text: "\n```ts\nimport { gone } from './gone.ts';\n```\n" },
      { file: 'z.md', text: `${given}\`\`\`ts\nawait Promise.resolve(a);\n\`\`\`\n` },
    ];
    expect(await compileErrors(ROOT, documents)).toEqual([
      expect.stringMatching(/^docs\/x\.md:5:7: TS2322: Type 'number' is not assignable to type 'string'/),
      expect.stringMatching(/^y\.md:3:22: TS2307: Cannot find module '.\/gone\.ts'/),
    ]);
  });
});

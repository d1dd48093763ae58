import type { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Filter } from '../src/lists/filters.ts';
import { listOf, type DeclaredList } from '../src/lists/list.ts';
import { wholeProgram } from '../src/program.ts';
import { runHromada, runHromadaProcess } from './run-hromada.ts';
import { sampleServer, type SampleServer } from './sample-server.ts';

/** Every list that a command declares, by the words that call it. */
function listsIn(command: Command, words: readonly string[]): [string, DeclaredList][] {
  const list = listOf(command);
  const below = command.commands.flatMap((child) => listsIn(child, [...words, child.name()]));
  return [...(list === undefined ? [] : [[words.join(' '), list] as [string, DeclaredList]]), ...below];
}

const LISTS = listsIn(await wholeProgram(), []);

let server: SampleServer;
beforeAll(async () => {
  server = await sampleServer();
});

/** What the list cannot be called without, and one more option. */
function wordsOf(list: DeclaredList, more: readonly string[] = [], without?: Filter<unknown>): string[] {
  return list.filters
    .flatMap(({ filter }) => {
      if (filter === without || (filter.isRequired !== true && filter.isArgument !== true)) return [];
      return given(filter, filter.takes?.example ?? '');
    })
    .concat(more);
}

function given({ name, takes, isArgument }: Filter<unknown>, text: string): string[] {
  if (isArgument === true) return [text];
  return takes === undefined ? [`--${name}`] : [`--${name}=${text}`];
}

function run(path: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  server.requests.length = 0;
  const [args, variables] = [[...path.split(' '), ...words], { ...server.env, COLUMNS: '1000', ...env }];
  // It asks for the number, which a process can be asked once.
  if (path === 'incidents by-phone') return runHromadaProcess(args, variables, '+380501112233\n');
  return runHromada(args, variables);
}

test('most commands that list something are declared lists', () => {
  expect(LISTS.length).toBeGreaterThanOrEqual(24);
});

describe.each(LISTS)('%s', (path, list) => {
  test('each column has a title in both languages', () => {
    for (const { uk, en } of list.columns) {
      expect(uk).toMatch(/^[^A-Za-z]+$/);
      expect(en).toMatch(/^[^А-Яа-яІіЇїЄєҐґ]+$/);
    }
  });

  test('with realistic values, a table fits 80 columns in both languages', async () => {
    for (const language of ['uk', 'en'] as const) {
      const words = wordsOf(list, ['--all', '--language', language]);
      const { exitCode, stdout, stderr } = await run(path, words, { COLUMNS: '80' });
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const lines = stdout.split('\n');
      expect(lines.filter((line) => [...line].length > 80)).toEqual([]);
      const firstWord = list.columns[0]?.[language].split(' ')[0] ?? '';
      expect(lines.slice(0, 4).join('\n')).toContain(firstWord);
    }
  });

  test('--json prints the objects of all pages that the token leads to', async () => {
    const { exitCode, stdout } = await run(path, wordsOf(list, ['--all', '--json']));
    expect(exitCode).toBe(0);
    const tokens = server.requests.map(({ request }) => request['pageToken'] ?? '');
    expect(tokens).toEqual(['', 'second']);
    // The two writers of JSON differ in the milliseconds of a whole second.
    const printed: unknown = JSON.parse(stdout.replaceAll('.000Z"', 'Z"'));
    expect(printed).toEqual(server.allOf(server.requests[0]?.path ?? ''));
  });

  test('one page names the token of the next', async () => {
    const { stdout } = await run(path, wordsOf(list, ['--page-size', '2']));
    expect(stdout).toContain('--page-token second');
    expect(server.requests.some(({ request }) => request['pageSize'] === 2)).toBe(true);
  });

  test.each(list.filters)('$filter.name reaches $field, and a wrong one is refused', async ({ field, filter }) => {
    const example = filter.takes?.example ?? '';
    const words = wordsOf(list, given(filter, example), filter);
    const { exitCode, stderr } = await run(path, path.endsWith('preview-expiry') ? [...words, '--days=30'] : words);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const values = server.requests.map(({ request }) =>
      field.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], request),
    );
    expect(values.filter((value) => value !== undefined)).not.toEqual([]);
    if (filter.takes === undefined) return;
    const refused = await run(path, wordsOf(list, given(filter, ''), filter));
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toMatch(/must|No /);
    expect(server.requests).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { usualOf } from '../src/lists/group.ts';
import { wholeProgram } from '../src/program.ts';

const RUNBOOKS = join(import.meta.dirname, '../../../docs/runbooks');

/** The lines of all runbooks that call `hromada`, without comments. */
function calls(): string[][] {
  return readdirSync(RUNBOOKS)
    .flatMap((file) => readFileSync(join(RUNBOOKS, file), 'utf8').split('\n'))
    .flatMap((line) => /^\s*(?:\.\/hromada|infra\/kubernetes\/hromada\.sh) (.+?)( +#.*)?$/.exec(line)?.[1] ?? [])
    .map((line) => line.split(' '));
}

/** The command, and the words after its name. */
function find(command: Command, words: readonly string[]): { command: Command; rest: readonly string[] } {
  const [first, ...rest] = words;
  const child = command.commands.find((one) => one.name() === first);
  return child === undefined ? { command, rest: words } : find(child, rest);
}

it('the runbooks use existing commands and options', async () => {
  expect(calls().length).toBeGreaterThan(10);
  const program = await wholeProgram();
  for (const words of calls()) {
    const { command, rest } = find(program, words);
    expect(command).not.toBe(program);
    const known = [...program.options, ...command.options, ...(usualOf(command)?.options ?? [])].map(
      ({ long }) => long,
    );
    expect(known).toEqual(expect.arrayContaining(rest.filter((word) => word.startsWith('--'))));
  }
});

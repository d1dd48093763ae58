import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROWS } from '../../fault-tests/src/rows/rows.ts';
import { DOCS } from './document.ts';
import { readStatements, statementsOf, type Proof } from './statements.ts';
import { titlesOf } from './test-titles.ts';

const ROOT = join(DOCS, '..');

describe('a statement in docs/shown has evidence', () => {
  test.each(readStatements())('$place', ({ proofs, isOpen }) => {
    // Either it has evidence, or it says that there is none.
    expect(proofs.length > 0).not.toBe(isOpen);
    expect(proofs.map(whatIsMissing).filter((missing) => missing !== undefined)).toEqual([]);
  });
});

describe('a statement', () => {
  test('names files with titles, and commands; colons and names in it belong to it', () => {
    const [statement] = statementsOf(
      'x.md',
      '- `keys rotate`: without downtime: `a.test.ts` "one: a",\n  "two \\"b\\""; `npm run x`\n\nother\n- next: not shown, because',
    );
    expect(statement).toMatchObject({ isOpen: false });
    expect(statement?.proofs).toEqual([
      { file: 'a.test.ts', title: 'one: a' },
      { file: 'a.test.ts', title: 'two "b"' },
      { command: 'npm run x' },
    ]);
  });

  test('is open if it says so, and has no evidence if it names none', () => {
    const found = statementsOf('x.md', '- next: not shown, because\n- last one\n');
    expect(found.map(({ isOpen, proofs }) => [isOpen, proofs])).toEqual([
      [true, []],
      [false, []],
    ]);
  });
});

describe('detects missing evidence', () => {
  test.each<Proof>([
    { file: 'docs/test/no-such.unit.test.ts', title: 'is nothing' },
    { file: 'docs/test/shown.unit.test.ts', title: 'no such title' },
    { command: 'npm run no-such' },
    { command: 'npm run test:faults -- no-such' },
    { command: 'npx vitest run docs/no-such' },
    { command: 'docs/no-such.md' },
    { command: 'rm -rf' },
  ])('%o', (proof) => {
    expect(whatIsMissing(proof)).toBeDefined();
  });
});

function whatIsMissing(proof: Proof): string | undefined {
  if ('command' in proof) return isKnown(proof.command) ? undefined : `no such command or file: ${proof.command}`;
  const path = join(ROOT, proof.file);
  if (!existsSync(path)) return `no such file: ${proof.file}`;
  const titles = titlesOf(proof.file, readFileSync(path, 'utf8'));
  return titles.includes(proof.title) ? undefined : `${proof.file} has no test "${proof.title}"`;
}

/** A script of package.json, a row of the fault battery, the CLI, or a file that is run or read. */
function isKnown(command: string): boolean {
  const [, row] = /^npm run test:faults -- ([a-z-]+)/.exec(command) ?? [];
  if (row !== undefined) return ROWS.some(({ name }) => name === row);
  const [, script] = /^npm (?:run )?([a-z:-]+)/.exec(command) ?? [];
  if (script !== undefined) return script in scripts();
  if (command.startsWith('./hromada ')) return true;
  const [, path = command] = /^(?:npx vitest run|node) (\S+)/.exec(command) ?? [];
  return /^[\w./-]+$/.test(path) && existsSync(join(ROOT, path));
}

function scripts(): object {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts;
}

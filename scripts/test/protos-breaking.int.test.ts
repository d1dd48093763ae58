import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const POINT = 'proto/safecommunity/geo/v1/point.proto';
const LEDGER = 'proto/safecommunity/ledger/v1/ledger_service.proto';

interface Edit {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
}

/** Runs an npm script of the repository on a copy of its contracts. */
function runOnCopy(script: string, root: string): { status: number | null; output: string } {
  const result = spawnSync('npm', ['run', '--silent', script], { cwd: root, encoding: 'utf8' });
  return { status: result.status, output: result.stdout + result.stderr };
}

/** A copy of everything that buf reads, with the edits applied. */
function copyWith(edits: readonly Edit[]): string {
  const root = mkdtempSync(join(tmpdir(), 'contracts-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const path of ['proto', 'buf.yaml', 'package.json'])
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const edit of edits) apply(root, edit);
  return root;
}

function apply(root: string, { file, from, to }: Edit): void {
  const before = readFileSync(join(root, file), 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not contain ${String(from)}`);
  writeFileSync(join(root, file), after);
}

const RENUMBERED: Edit = { file: POINT, from: 'double longitude = 2', to: 'double longitude = 3' };

it.each<{ change: string; edit: Edit; named: string }>([
  { change: 'another field number', edit: RENUMBERED, named: '"longitude"' },
  {
    change: 'another field type',
    edit: { file: POINT, from: 'double longitude', to: 'float longitude' },
    named: '"longitude"',
  },
  {
    change: 'a removed RPC',
    edit: { file: LEDGER, from: / {2}rpc GetHead\([^]*?\n {2}\}\n/, to: '' },
    named: '"GetHead"',
  },
])('rejects $change and names it', ({ edit, named }) => {
  const { status, output } = runOnCopy('protos:breaking', copyWith([edit]));
  expect(output).toContain(edit.file);
  expect(output).toContain(named);
  expect(status).not.toBe(0);
});

it('accepts a new field', () => {
  const edit = { file: POINT, from: 'double longitude = 2;', to: 'double longitude = 2;\n  double altitude = 3;' };
  expect(runOnCopy('protos:breaking', copyWith([edit]))).toEqual({ status: 0, output: '' });
});

it('accepts a breaking change after protos:baseline has recorded it', () => {
  const root = copyWith([RENUMBERED]);
  expect(runOnCopy('protos:baseline', root)).toEqual({ status: 0, output: '' });
  expect(runOnCopy('protos:breaking', root)).toEqual({ status: 0, output: '' });
});

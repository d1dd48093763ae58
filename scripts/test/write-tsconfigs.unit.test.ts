import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { differingTsconfigs, writeTsconfigs } from '../write-tsconfigs.ts';

function repository(): string {
  const root = mkdtempSync(join(tmpdir(), 'tsconfigs-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  write(root, 'package.json', { workspaces: ['packages/*', 'apps/*'] });
  write(root, 'packages/events/package.json', { name: '@safe-community/events' });
  write(root, 'packages/testkit/package.json', {
    name: '@safe-community/testkit',
    dependencies: { '@safe-community/events': '0.1.0' },
  });
  write(root, 'apps/intake/package.json', {
    name: '@safe-community/intake',
    dependencies: { '@safe-community/events': '0.1.0', zod: '1.0.0' },
    devDependencies: { '@safe-community/testkit': '0.1.0' },
  });
  return root;
}

function write(root: string, path: string, content: object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify(content));
}

function referencesOf(root: string, path: string): string[] {
  const config = JSON.parse(readFileSync(join(root, path), 'utf8')) as { references: { path: string }[] };
  return config.references.map((reference) => reference.path);
}

test('a project references the workspaces in its package.json, including development dependencies for tests', () => {
  const root = repository();
  writeTsconfigs(root);
  expect(differingTsconfigs(root)).toEqual([]);
  expect(referencesOf(root, 'apps/intake/tsconfig.json')).toEqual(['../../packages/events']);
  expect(referencesOf(root, 'apps/intake/test/tsconfig.json')).toEqual([
    '..',
    '../../../packages/events',
    '../../../packages/testkit',
  ]);
  expect(referencesOf(root, 'packages/testkit/test/tsconfig.json')).toEqual(['..', '../../events']);
  expect(referencesOf(root, 'tsconfig.json')).toContain('./apps/intake/test');
});

test('detects a dependency without its reference, and a reference without its dependency', () => {
  const root = repository();
  writeTsconfigs(root);
  write(root, 'packages/events/package.json', {
    name: '@safe-community/events',
    dependencies: { '@safe-community/intake': '0.1.0' },
  });
  write(root, 'apps/intake/package.json', { name: '@safe-community/intake' });
  expect(differingTsconfigs(root)).toEqual([
    'apps/intake/tsconfig.json',
    'apps/intake/test/tsconfig.json',
    'packages/events/tsconfig.json',
    'packages/events/test/tsconfig.json',
  ]);
});

test('detects a new workspace, and ignores formatting', () => {
  const root = repository();
  writeTsconfigs(root);
  const path = join(root, 'apps/intake/tsconfig.json');
  writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))));
  expect(differingTsconfigs(root)).toEqual([]);
  write(root, 'packages/ledger/package.json', { name: '@safe-community/ledger' });
  expect(differingTsconfigs(root)).toEqual([
    'packages/ledger/tsconfig.json',
    'packages/ledger/test/tsconfig.json',
    'tsconfig.json',
  ]);
});

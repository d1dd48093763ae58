/**
 * Keeps the TypeScript projects in step with the workspaces.
 *
 *   node scripts/write-tsconfigs.ts          write every tsconfig.json
 *   node scripts/write-tsconfigs.ts --check  write nothing; exit 1 and name the files that differ
 *
 * A workspace has two projects: its sources (`tsconfig.json`), which reference the sources of the workspaces it
 * depends on, and its tests (`test/tsconfig.json`), which reference its development dependencies as well. They are
 * apart because tests may use the testkit, which itself depends on the very package that they test.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readWorkspaces, type Workspace } from './workspaces.ts';

/** The files under `root` whose text is not the expected one (missing ones included). */
export function differingTsconfigs(root: string): string[] {
  return [...expectedTsconfigs(root)].filter(([path, text]) => !hasText(join(root, path), text)).map(([path]) => path);
}

/** Writes the files that differ. */
export function writeTsconfigs(root: string): void {
  const expected = expectedTsconfigs(root);
  for (const path of differingTsconfigs(root)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), expected.get(path) ?? '');
  }
}

/** Path of every tsconfig.json, relative to the root, with the text that it must have. */
function expectedTsconfigs(root: string): Map<string, string> {
  // A workspace there only names packages.
  const workspaces = readWorkspaces(root).filter(({ path }) => !path.startsWith('scripts/'));
  const files = new Map<string, string>();
  for (const workspace of workspaces) {
    files.set(`${workspace.path}/tsconfig.json`, sourceProject(workspace, workspaces));
    files.set(`${workspace.path}/test/tsconfig.json`, testProject(workspace, workspaces));
  }
  files.set('tsconfig.json', rootProject([...files.keys()]));
  return files;
}

function sourceProject(workspace: Workspace, all: Workspace[]): string {
  const references = pick(all, workspace.dependencies).map((found) => relative(workspace.path, found.path));
  // What is promised is read by k6, whose project is its own, and by what makes the alert rules.
  const more = workspace.path === 'load-tests' ? ['thresholds'] : [];
  return project(relative(workspace.path, 'tsconfig.base.json'), references, {
    include: ['src', 'scripts', ...more],
    exclude: ['**/*.test.ts'],
  });
}

function testProject(workspace: Workspace, all: Workspace[]): string {
  const folder = `${workspace.path}/test`;
  const used = [...workspace.dependencies, ...workspace.devDependencies];
  // Code of browsers is a project of its own; tests run the parts of it that need none.
  const more = workspace.path === 'apps/gateway' ? ['../browser', '../browser/worker'] : [];
  const references = [...more, ...[workspace, ...pick(all, used)].map((found) => relative(folder, found.path))];
  return project(relative(folder, 'tsconfig.base.json'), references, {
    // Tests stand beside what they test; `test/` holds what several of them use.
    compilerOptions: { rootDir: '..' },
    include: ['.', '../src/**/*.test.ts', '../scripts/**/*.test.ts'],
  });
}

function rootProject(configs: string[]): string {
  const own = [
    'scripts/tsconfig.json',
    'docs/tsconfig.json',
    'load-tests/k6/tsconfig.json',
    'apps/gateway/browser/tsconfig.json',
    'apps/gateway/browser/worker/tsconfig.json',
  ];
  const folders = [...own, ...configs].map((path) => `./${dirname(path)}`);
  return print({ files: [], references: folders.map((path) => ({ path })) });
}

function project(base: string, references: string[], rest: object): string {
  return print({ extends: base, ...rest, references: references.map((path) => ({ path })) });
}

function pick(all: Workspace[], names: string[]): Workspace[] {
  return all.filter((workspace) => names.includes(workspace.name));
}

function print(config: object): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

function hasText(path: string, text: string): boolean {
  return existsSync(path) && sameJson(readFileSync(path, 'utf8'), text);
}

// The formatter may lay out an array on one line or on several: only the meaning counts.
function sameJson(left: string, right: string): boolean {
  return JSON.stringify(JSON.parse(left)) === JSON.stringify(JSON.parse(right));
}

function check(root: string): void {
  const differing = differingTsconfigs(root);
  if (differing.length === 0) return;
  console.error(`Not in step with package.json: ${differing.join(', ')}`);
  console.error('Run: npm run tsconfigs');
  process.exitCode = 1;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  if (process.argv.includes('--check')) check(root);
  else writeTsconfigs(root);
}

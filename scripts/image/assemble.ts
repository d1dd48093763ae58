/**
 * Lays out what one app needs to run, and nothing else, as it will lie in its image.
 *
 *   node scripts/image/assemble.ts apps/incident-intake /app
 *
 * The paths stay those of the repository: Node strips types only of what lies outside node_modules, and finds the
 * packages of this repository by their links.
 */
import { copyFileSync, cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { productionPlaces, type Entries } from '../supply-chain/production-packages.ts';
import { isNeededToRun } from './needed-to-run.ts';

const NODE_MODULES = 'node_modules/';

/** @param app its folder, such as `apps/statistics`. @throws {Error} when package-lock.json knows no such app. */
export function assemble(root: string, app: string, to: string): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Entries };
  if (packages[app] === undefined) throw new Error(`package-lock.json knows no ${app}`);
  for (const place of productionPlaces(packages, app)) {
    const isOurs = !place.startsWith(NODE_MODULES);
    copyPackage(join(root, place), join(to, place), isOurs);
    if (isOurs) linkPackage(to, place, packages[place]?.name ?? place);
  }
  // What lies beside it are modules of ECMAScript. The repository's own manifest is for those who build.
  writeFileSync(join(to, 'package.json'), '{ "private": true, "type": "module" }\n');
  mkdirSync(join(to, 'bin'), { recursive: true });
  copyFileSync(realpathSync(join(root, NODE_MODULES, '.bin/node')), join(to, 'bin/node'));
}

function copyPackage(from: string, to: string, isOurs: boolean): void {
  cpSync(from, to, { recursive: true, filter: (path) => isNeededToRun(relative(from, path), isOurs) });
}

function linkPackage(to: string, place: string, name: string): void {
  const link = join(to, NODE_MODULES, name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), join(to, place)), link);
}

if (import.meta.main) {
  const [app = '', to = ''] = process.argv.slice(2);
  assemble(join(import.meta.dirname, '../..'), app, to);
}

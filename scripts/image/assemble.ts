/**
 * Lays out the files that one app needs at run time besides Node, as they will be in its image.
 *
 *   node scripts/image/assemble.ts apps/incident-intake /app
 *
 * A service becomes a bundle, beside which lie the data and licences of its packages. The command hromada stays as it is:
 * other programs run in its image too, with its packages (infra/compose). The paths stay those of the repository: Node strips
 * types only of what lies outside node_modules, and finds the packages of this repository by their links.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { productionPlaces, type Entries } from '../supply-chain/production-packages.ts';
import { bundle } from './bundle.ts';
import { isNeededByBundle, isNeededToRun } from './needed-to-run.ts';

const NODE_MODULES = 'node_modules/';

/** @param app its folder, such as `apps/statistics`. @throws {Error} when package-lock.json has no such app. */
export async function assemble(root: string, app: string, to: string): Promise<void> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Entries };
  if (packages[app] === undefined) throw new Error(`package-lock.json has no ${app}`);
  const isService = existsSync(join(root, app, 'src/service.ts'));
  const isNeeded = isService ? isNeededByBundle : isNeededToRun;
  for (const place of productionPlaces(packages, app)) {
    const isOurs = !place.startsWith(NODE_MODULES);
    copyFiles(join(root, place), join(to, place), (path) => isNeeded(path, isOurs));
    if (isOurs) linkPackage(to, place, packages[place]?.name ?? place);
  }
  if (isService) await bundle(root, app, to);
  // What lies beside it are modules of ECMAScript. The repository's own manifest is for those who build.
  writeFileSync(join(to, 'package.json'), '{ "private": true, "type": "module" }\n');
}

function copyFiles(from: string, to: string, isNeeded: (path: string) => boolean): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (!entry.isFile() || !isNeeded(path)) continue;
    mkdirSync(join(to, dirname(path)), { recursive: true });
    copyFileSync(join(from, path), join(to, path));
  }
}

function linkPackage(to: string, place: string, name: string): void {
  const link = join(to, NODE_MODULES, name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), join(to, place)), link);
}

if (import.meta.main) {
  const [app = '', to = ''] = process.argv.slice(2);
  await assemble(join(import.meta.dirname, '../..'), app, to);
}

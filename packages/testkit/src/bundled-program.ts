import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, renameSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');
const BUNDLES = join(ROOT, 'node_modules/.cache/programs');
/** Of an app, with the programs of the services and of the gateway. */
const PROGRAM = /^(apps\/[a-z-]+)\/src\/(main|migrate)\.ts$/;

/** The folders of the bundles, by app. */
const bundles = new Map<string, Promise<string>>();

/**
 * The path of a program as its image has it: a bundle, which starts in a third of the processor time of its sources.
 * The bundle is made once for each state of the sources. Any other program keeps its path.
 */
export async function bundledProgram(path: string): Promise<string> {
  const [, app, program] = PROGRAM.exec(relative(ROOT, path)) ?? [];
  if (app === undefined || app === 'apps/cli') return path;
  let bundle = bundles.get(app);
  if (bundle === undefined) {
    bundle = bundleOf(app);
    bundles.set(app, bundle);
  }
  return join(await bundle, `${program}.js`);
}

async function bundleOf(app: string): Promise<string> {
  const folder = join(BUNDLES, `${app.replace('/', '-')}-${stateOf(app)}`);
  if (existsSync(folder)) return folder;
  const made = `${folder}.${randomUUID()}`;
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/image/bundle.ts'), app, made]);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Differs when a file has changed that may be in the bundle. */
function stateOf(app: string): string {
  const files = globSync([`${app}/src/**/*.ts`, 'packages/*/src/**/*.ts', 'package-lock.json', 'scripts/image/*.ts'], {
    cwd: ROOT,
  });
  const state = createHash('sha256');
  for (const file of files.toSorted()) {
    const { mtimeMs, size } = statSync(join(ROOT, file));
    state.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return state.digest('hex').slice(0, 16);
}
